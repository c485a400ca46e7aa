// The accessible copy of the canvas: see mirror.h. One element per node, laid over its place, invisible (opacity 0) yet
// present for screen readers and tests.
//
//   mouse, pen, finger, wheel on a node -> a copy of the event on the canvas: Dear ImGui sees an ordinary pointer
//   click without a pointer, Enter, Space -> activate;  focus -> focus;  typing in a field -> set_value
// While a field of the mirror has the DOM focus, it is the editor: ImGui's own field is only focused when a key is
// pressed that is not typing (Tab, Enter, arrows up and down), or the text agent would take the focus away in mid-word.
addToLibrary({
  $zhikeMirror__deps: ['$zhikeText'],
  $zhikeMirror__postset: 'zhikeMirror.elements = new Map(); zhikeMirror.focusPath = new Set();',
  $zhikeMirror: {
    flag: {
      disabled: 1, checked: 2, checkable: 4, expanded: 8, expandable: 16, selected: 32, selectable: 64, focusable: 128,
      focused: 256, invalid: 512, clipped: 1024, required: 2048, multiline: 4096, modal: 8192, busy: 16384,
      readOnly: 32768, multiselectable: 65536, mixed: 131072, sortable: 262144, sortedUp: 524288, sortedDown: 1048576,
    },
    // Roles that take no pointer: what lies under them must stay within reach of a click.
    containers: ['', 'text', 'generic', 'none', 'application', 'banner', 'complementary', 'contentinfo', 'dialog',
      'alertdialog', 'document', 'feed', 'form', 'grid', 'group', 'list', 'listbox', 'log', 'main', 'menu', 'menubar',
      'navigation', 'radiogroup', 'region', 'rowgroup', 'search', 'status', 'alert', 'table', 'tablist', 'tabpanel',
      'timer', 'toolbar', 'tooltip', 'tree', 'treegrid', 'separator'],
    // Roles whose name is their text.
    named: ['alert', 'button', 'cell', 'columnheader', 'gridcell', 'heading', 'link', 'listitem', 'menuitem',
      'option', 'rowheader', 'status', 'tab', 'treeitem', 'tooltip', 'log'],
    roleless: ['', 'text', 'generic'],

    canvas: null,
    root: null,
    regions: [],
    elements: null,       // Map: DOM key -> element
    focused: null,        // the element of ImGui's focus: of a grid, its row and its cell, the cell
    focusPath: null,      // Set: all elements that have it
    pointerDown: false,   // the click to come was already given to the canvas
    moving: false,        // focus() by ourselves

    // ---- drawing ----
    create: (key, node) => {
      const isField = node.role === 'textbox' || node.role === 'searchbox';
      const multiline = isField && (node.flags & zhikeMirror.flag.multiline) !== 0;
      const tag = multiline ? 'textarea' : isField ? 'input' : node.role === 'link' ? 'a' : 'div';
      const element = document.createElement(tag);
      if (tag === 'input') element.type = node.role === 'searchbox' ? 'search' : 'text';
      if (isField) {
        element.autocomplete = 'off';
        element.spellcheck = false;
      }
      element.tabIndex = -1;
      element.id = 'zk' + key;
      Object.assign(element.style, {
        position: 'fixed', margin: '0', padding: '0', border: '0', boxSizing: 'border-box', overflow: 'hidden',
        whiteSpace: 'nowrap', touchAction: 'none', cursor: 'inherit', font: '12px sans-serif', textDecoration: 'none',
      });
      return element;
    },
    // Remembers what it set: while a table scrolls most of it stays, and asking the DOM is what costs.
    set: (element, name, value) => {
      const shown = element.zhikeShown || (element.zhikeShown = {});
      const wanted = value === null || value === '' ? undefined : String(value);
      if (shown[name] === wanted) return;
      shown[name] = wanted;
      if (wanted === undefined) element.removeAttribute(name);
      else element.setAttribute(name, wanted);
    },
    place: (element, name, value) => {
      const shown = element.zhikeShown;
      if (shown[name] === value) return;
      shown[name] = value;
      element.style[name] = value;
    },
    // An own text in front of the children, which stay untouched.
    setText: (element, text) => {
      const first = element.firstChild;
      if (first && first.nodeType === 3) {
        if (first.data !== text) first.data = text;
      } else if (text) {
        element.insertBefore(document.createTextNode(text), first);
      }
    },
    show: (element, node, left, top) => {
      const flag = zhikeMirror.flag;
      const has = (bit) => (node.flags & bit) !== 0;
      const set = (name, value) => zhikeMirror.set(element, name, value);
      const when = (known, on) => (has(known) ? String(has(on)) : null);
      const counted = (value) => (value >= 0 ? value : null);
      const isField = 'value' in element;
      element.zhikeId = node.id;
      set('role', zhikeMirror.roleless.includes(node.role) ? null : node.role);
      set('data-key', node.key);
      set('data-row', node.row);
      set('aria-description', node.description);
      set('aria-label', zhikeMirror.roleless.includes(node.role) ? null : node.name);
      set('aria-disabled', has(flag.disabled) ? 'true' : null);
      set('aria-checked', has(flag.checkable) ? (has(flag.mixed) ? 'mixed' : String(has(flag.checked))) : null);
      set('aria-expanded', when(flag.expandable, flag.expanded));
      set('aria-selected', node.role === 'link' ? null : when(flag.selectable, flag.selected));
      set('aria-current', node.role === 'link' && has(flag.selected) ? 'page' : null);
      set('aria-invalid', has(flag.invalid) ? 'true' : null);
      set('aria-required', has(flag.required) ? 'true' : null);
      set('aria-modal', has(flag.modal) ? 'true' : null);
      set('aria-busy', has(flag.busy) ? 'true' : null);
      set('aria-readonly', has(flag.readOnly) ? 'true' : null);
      set('aria-sort', has(flag.sortedUp) ? 'ascending' : has(flag.sortedDown) ? 'descending'
        : has(flag.sortable) ? 'none' : null);
      set('aria-multiselectable', has(flag.multiselectable) ? 'true' : null);
      const isEntry = node.role === 'option';
      const isTabular = !isEntry && node.role !== 'listbox';
      set('aria-setsize', isEntry ? counted(node.rows) : null);
      set('aria-posinset', isEntry ? counted(node.row_index) : null);
      set('aria-rowcount', isTabular ? counted(node.rows) : null);
      set('aria-colcount', counted(node.columns));
      set('aria-rowindex', isTabular ? counted(node.row_index) : null);
      set('aria-colindex', counted(node.column_index));
      set('aria-level', node.level > 0 ? node.level : null);
      const ranged = node.now !== 0 || node.low !== 0 || node.high !== 0;
      set('aria-valuenow', ranged ? node.now : null);
      set('aria-valuemin', ranged ? node.low : null);
      set('aria-valuemax', ranged ? node.high : null);
      set('aria-valuetext', ranged ? node.value : null);
      if (element.tagName === 'A') set('href', node.href);
      if (isField) {
        element.disabled = has(flag.disabled);
        element.readOnly = has(flag.readOnly);
        if (element.value !== node.value) element.value = node.value;
      } else {
        const text = zhikeMirror.roleless.includes(node.role) ? [node.name, node.value].filter(Boolean).join(' ')
          : zhikeMirror.named.includes(node.role) ? node.name
          : ranged ? '' : node.value;
        zhikeMirror.setText(element, text);
      }
      const place = (name, value) => zhikeMirror.place(element, name, value);
      place('left', left + node.x + 'px');
      place('top', top + node.y + 'px');
      place('width', Math.max(node.width, 1) + 'px');
      place('height', Math.max(node.height, 1) + 'px');
      place('pointerEvents', zhikeMirror.containers.includes(node.role) || has(flag.clipped) ? 'none' : 'auto');
    },

    // ---- the message from C++: see mirror.cpp, encode() ----
    read: (pointer) => {
      const view = new DataView(HEAPU8.buffer, pointer);
      let at = 0;
      const u32 = () => view.getUint32((at += 4) - 4, true);
      const i32 = () => view.getInt32((at += 4) - 4, true);
      const f32 = () => view.getFloat32((at += 4) - 4, true);
      const f64 = () => view.getFloat64((at += 8) - 8, true);
      const text = () => {
        const length = u32();
        at += length;
        return zhikeText.read(pointer + at - length, length);
      };
      const moved = u32() === 1;
      const order = [];
      for (let left = u32(); left > 0; --left) order.push([u32(), u32()]);
      const changed = new Map();
      for (let left = u32(); left > 0; --left) {
        changed.set(u32(), {
          id: u32(), flags: u32(), x: f32(), y: f32(), width: f32(), height: f32(), rows: i32(), columns: i32(),
          row_index: i32(), column_index: i32(), level: i32(), now: f64(), low: f64(), high: f64(), role: text(),
          key: text(), row: text(), name: text(), value: text(), description: text(), href: text(),
        });
      }
      return { moved, order, changed };
    },
    apply: ({ moved, order, changed }) => {
      const box = zhikeMirror.canvas.getBoundingClientRect();
      const elements = zhikeMirror.elements;
      for (const [key, node] of changed) {
        let element = elements.get(key);
        const kind = node.role + (node.flags & zhikeMirror.flag.multiline);
        if (!element || element.zhikeKind !== kind) {
          const old = element;
          element = zhikeMirror.create(key, node);
          element.zhikeKind = kind;
          elements.set(key, element);
          if (old) {
            element.append(...[...old.childNodes].filter((child) => child.nodeType === 1));
            old.replaceWith(element);
            zhikeMirror.focusPath.delete(old);
          }
        }
        zhikeMirror.show(element, node, box.left, box.top);
        if (node.flags & zhikeMirror.flag.focused) zhikeMirror.focusPath.add(element);
        else zhikeMirror.focusPath.delete(element);
      }
      if (moved) zhikeMirror.arrange(order);
      const path = [...zhikeMirror.focusPath];
      zhikeMirror.focused = path.find((one) => !path.some((other) => other !== one && one.contains(other))) || null;
      zhikeMirror.followFocus();
    },
    // Brings the tree into `order` with the fewest moves: an element that moves loses the DOM focus.
    arrange: (order) => {
      const elements = zhikeMirror.elements;
      const kept = new Set(order.map(([key]) => key));
      for (const [key, element] of elements) {
        if (kept.has(key)) continue;
        elements.delete(key);
        element.remove();
        zhikeMirror.focusPath.delete(element);
      }
      const next = new Map();
      const firstElement = (parent) => parent.firstElementChild;
      for (const [key, parentKey] of order) {
        const parent = elements.get(parentKey) || zhikeMirror.root;
        const element = elements.get(key);
        const place = next.has(parent) ? next.get(parent) : firstElement(parent);
        if (place === element) {
          next.set(parent, element.nextElementSibling);
        } else {
          parent.insertBefore(element, place);
          next.set(parent, place);
        }
      }
    },
    // The canvas or the text agent keeps the DOM focus and names the widget that has ImGui's; if the focus is inside the
    // mirror, it moves.
    followFocus: () => {
      const element = zhikeMirror.focused;
      const agent = document.getElementById('text-agent');
      for (const keeper of [zhikeMirror.canvas, agent])
        if (keeper) zhikeMirror.set(keeper, 'aria-activedescendant', element ? element.id : null);
      const active = document.activeElement;
      if (element && active !== element && zhikeMirror.root.contains(active) && !('value' in active)) {
        zhikeMirror.moving = true;
        element.focus({ preventScroll: true });
        zhikeMirror.moving = false;
      }
    },

    // ---- events ----
    nodeOf: (event) => {
      for (let at = event.target; at && at !== zhikeMirror.root; at = at.parentElement) if (at.zhikeId) return at;
      return null;
    },
    // Gives a copy of the event to the canvas; the original stops here, prevented if the copy was.
    pass: (event) => {
      event.stopPropagation();
      const copy = new event.constructor(event.type, event);
      if (!zhikeMirror.canvas.dispatchEvent(copy)) event.preventDefault();
      zhikeMirror.root.style.cursor = zhikeMirror.canvas.style.cursor;
    },
    isTyping: (event) => {
      if (event.isComposing || event.keyCode === 229) return true;
      if (event.key === 'Tab' || event.key === 'Enter' || event.key === 'Escape' || /^F\d/.test(event.key)) {
        return event.key === 'Enter' && event.target.tagName === 'TEXTAREA';
      }
      if (/^(ArrowUp|ArrowDown|PageUp|PageDown)$/.test(event.key)) return event.target.tagName === 'TEXTAREA';
      return !(event.ctrlKey || event.metaKey) || /^[acvxzy]$/i.test(event.key) || event.key.length > 1;
    },
    onKey: (event) => {
      const element = zhikeMirror.nodeOf(event);
      if (!element) return;
      event.stopPropagation();
      if ('value' in element) {
        if (zhikeMirror.isTyping(event)) return;
        if (event.type === 'keydown') _zhike_mirror_focus(element.zhikeId);
      } else if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        if (event.type === 'keydown' && !event.repeat) _zhike_mirror_activate(element.zhikeId);
        return;
      }
      zhikeMirror.pass(event);
    },
    listen: () => {
      const root = zhikeMirror.root;
      const pointers = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'mousedown', 'mousemove', 'mouseup',
        'wheel', 'contextmenu', 'dblclick'];
      for (const type of pointers) root.addEventListener(type, zhikeMirror.pass, { passive: false });
      root.addEventListener('pointerdown', () => {
        zhikeMirror.pointerDown = true;
      });
      // A press must not move the DOM focus: the canvas decides (text agent or canvas).
      root.addEventListener('mousedown', (event) => event.preventDefault());
      root.addEventListener('dragstart', (event) => event.preventDefault());
      root.addEventListener('click', (event) => {
        event.preventDefault();
        event.stopPropagation();
        const given = zhikeMirror.pointerDown && event.detail > 0;
        zhikeMirror.pointerDown = false;
        const element = zhikeMirror.nodeOf(event);
        if (!given && element) _zhike_mirror_activate(element.zhikeId);
      });
      root.addEventListener('keydown', zhikeMirror.onKey);
      root.addEventListener('keyup', zhikeMirror.onKey);
      root.addEventListener('focusin', (event) => {
        const element = zhikeMirror.nodeOf(event);
        if (element && !zhikeMirror.moving && !('value' in element)) _zhike_mirror_focus(element.zhikeId);
      });
      root.addEventListener('input', (event) => {
        const element = zhikeMirror.nodeOf(event);
        if (!element || !('value' in element) || event.isComposing) return;
        zhikeText.lendTexts([element.value], (text, length) => _zhike_mirror_value(element.zhikeId, text, length));
      });
      root.addEventListener('compositionend', (event) => {
        const element = zhikeMirror.nodeOf(event);
        if (!element || !('value' in element)) return;
        setTimeout(() => zhikeText.lendTexts([element.value], (text, length) =>
          _zhike_mirror_value(element.zhikeId, text, length)), 0);
      });
      // Crossing from the canvas to a node over it is not leaving the canvas; leaving a node for elsewhere is.
      for (const type of ['pointerout', 'pointerleave', 'mouseout', 'mouseleave']) {
        window.addEventListener(type, (event) => {
          const to = event.relatedTarget;
          if (event.target === zhikeMirror.canvas && to && root.contains(to)) event.stopImmediatePropagation();
          const outside = !to || (to !== zhikeMirror.canvas && !root.contains(to));
          if (outside && event.target !== root && root.contains(event.target)) {
            zhikeMirror.canvas.dispatchEvent(new event.constructor(event.type, event));
          }
        }, true);
      }
    },
  },

  zhike_mirror_start__deps: ['$zhikeMirror'],
  zhike_mirror_start__sig: 'vpi',
  zhike_mirror_start: (id, length) => {
    const canvas = document.getElementById(zhikeText.read(id, length));
    const root = document.getElementById('mirror');
    // Above the canvas, below the text agent. Invisible, but not for assistive tools as visibility:hidden would be.
    Object.assign(root.style, { position: 'fixed', left: '0', top: '0', width: '0', height: '0', opacity: '0',
      zIndex: '1', userSelect: 'none' });
    canvas.setAttribute('aria-owns', root.id);
    zhikeMirror.canvas = canvas;
    zhikeMirror.root = root;
    zhikeMirror.regions = ['live-polite', 'live-assertive'].map((name) => document.getElementById(name));
    zhikeMirror.listen();
  },

  zhike_mirror_apply__deps: ['$zhikeMirror'],
  zhike_mirror_apply__sig: 'vp',
  zhike_mirror_apply: (message) => zhikeMirror.apply(zhikeMirror.read(message >>> 0)),

  zhike_mirror_announce__deps: ['$zhikeMirror'],
  zhike_mirror_announce__sig: 'vpii',
  zhike_mirror_announce: (text, length, urgent) => {
    const region = zhikeMirror.regions[urgent];
    if (!region) return;
    const words = zhikeText.read(text, length);
    // A region that says the same again is silent; the no-break space makes it another text.
    region.textContent = region.textContent === words ? words + '\u00a0' : words;
  },
});
