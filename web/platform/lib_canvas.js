// The page's side of the canvas: DOM events in, CSS and clipboard out. One listener set for
// web/platform/{canvas,frames,input,text_agent,clipboard,gl}.cpp; every `_zk_on_…` is a C++ function there.
// Positions given to C++ are physical pixels. Knows elements by id: canvas, text-agent, mirror, skeleton, no-webgl.
addToLibrary({
  $zkCanvas__deps: ['$UTF8ToString', '$stringToNewUTF8', 'malloc', 'free'],
  $zkCanvas: {
    canvas: null,
    agent: null,
    scale: 1,
    timer: 0,
    touch: { id: -1, timer: 0 },
    longPressMs: 450,

    // Calls use(pointer) with `text` as a C string that lives during the call.
    lend: (text, use) => {
      const pointer = stringToNewUTF8(text);
      const result = use(pointer);
      _free(pointer);
      return result;
    },

    // A C string that C++ frees.
    give: (text) => stringToNewUTF8(text),

    // AltGr writes characters; Windows reports it as Control + Alt.
    modifiers: (event) => {
      const altGraph = event.getModifierState && event.getModifierState('AltGraph');
      return (event.shiftKey ? 1 : 0) | (event.ctrlKey && !altGraph ? 2 : 0) |
        (event.altKey && !altGraph ? 4 : 0) | (event.metaKey ? 8 : 0);
    },

    place: (event) => {
      const box = zkCanvas.canvas.getBoundingClientRect();
      return { x: (event.clientX - box.left) * zkCanvas.scale, y: (event.clientY - box.top) * zkCanvas.scale };
    },

    // ---- size --------------------------------------------------------------------------------------
    resize: (width, height) => {
      const canvas = zkCanvas.canvas;
      zkCanvas.scale = window.devicePixelRatio || 1;
      width = Math.max(1, Math.round(width));
      height = Math.max(1, Math.round(height));
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      _zk_on_resize(width, height, zkCanvas.scale);
    },

    resizeByBox: () => {
      const box = zkCanvas.canvas.getBoundingClientRect();
      const scale = window.devicePixelRatio || 1;
      zkCanvas.resize(box.width * scale, box.height * scale);
    },

    watchSize: () => {
      const observer = new ResizeObserver((entries) => {
        const exact = entries[0]['devicePixelContentBoxSize'];
        const scale = window.devicePixelRatio || 1;
        // Emulated scales (developer tools, tests) are missing in the exact size: it may differ by rounding only.
        const box = zkCanvas.canvas.getBoundingClientRect();
        const isTrue = exact && Math.abs(exact[0].inlineSize - box.width * scale) < 2 &&
          Math.abs(exact[0].blockSize - box.height * scale) < 2;
        if (isTrue) zkCanvas.resize(exact[0].inlineSize, exact[0].blockSize);
        else zkCanvas.resizeByBox();
      });
      try {
        observer.observe(zkCanvas.canvas, { 'box': 'device-pixel-content-box' });
      } catch (unsupported) {
        observer.observe(zkCanvas.canvas);
      }
      const watchScale = () => {
        const query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
        query.addEventListener('change', () => {
          zkCanvas.resizeByBox();
          watchScale();
        }, { once: true });
      };
      watchScale();
      zkCanvas.watchKeyboard();
      zkCanvas.resizeByBox();
    },

    // Where a keyboard on the screen covers the page instead of shrinking it (iOS), the stage shrinks. A zoomed page is
    // left alone.
    watchKeyboard: () => {
      const view = window.visualViewport;
      if (!view) return;
      const follow = () => {
        const covered = view.scale === 1 ? Math.max(0, window.innerHeight - view.height) : 0;
        const stage = zkCanvas.canvas.parentElement;
        stage.style.bottom = covered > 1 ? covered + 'px' : '';
        if (covered > 1) window.scrollTo(0, 0);
      };
      view.addEventListener('resize', follow);
    },

    // ---- pointer -----------------------------------------------------------------------------------
    onMouse: (event) => {
      const at = zkCanvas.place(event);
      _zk_on_mouse(at.x, at.y, event.buttons, zkCanvas.modifiers(event));
    },

    onTouch: (kind, event) => {
      const at = zkCanvas.place(event);
      _zk_on_touch(kind, at.x, at.y, event.timeStamp, zkCanvas.modifiers(event));
    },

    startTouch: (event) => {
      const touch = zkCanvas.touch;
      if (touch.id !== -1) return;  // a second finger: the first one goes on
      touch.id = event.pointerId;
      touch.timer = setTimeout(() => zkCanvas.onTouch(3, event), zkCanvas.longPressMs);
      zkCanvas.onTouch(0, event);
    },

    endTouch: () => {
      clearTimeout(zkCanvas.touch.timer);
      zkCanvas.touch.id = -1;
    },

    listenPointer: () => {
      const canvas = zkCanvas.canvas;
      canvas.addEventListener('pointerdown', (event) => {
        if (zkAgent.composing) zkAgent.commit();
        try {
          canvas.setPointerCapture(event.pointerId);
        } catch (copied) {
          // a copy of an event on the mirror has no pointer to capture
        }
        const active = document.activeElement;
        if (active !== canvas && active !== zkCanvas.agent) canvas.focus({ preventScroll: true });
        if (zkAgent.offersMenu) zkAgent.withdrawMenu();
        if (event.pointerType === 'mouse' && event.button === 2 && canvas.style.cursor === 'text') zkCanvas.openFieldMenu(event);
        else if (event.pointerType === 'touch') zkCanvas.startTouch(event);
        else zkCanvas.onMouse(event);
      });
      canvas.addEventListener('pointermove', (event) => {
        if (event.pointerType !== 'touch') zkCanvas.onMouse(event);
        else if (event.pointerId === zkCanvas.touch.id) zkCanvas.onTouch(1, event);
      });
      canvas.addEventListener('pointerup', (event) => {
        if (event.pointerType !== 'touch') zkCanvas.onMouse(event);
        else if (event.pointerId === zkCanvas.touch.id) {
          zkCanvas.endTouch();
          zkCanvas.onTouch(2, event);
        }
      });
      canvas.addEventListener('pointercancel', () => {
        zkCanvas.endTouch();
        _zk_on_pointer_cancel();
      });
      canvas.addEventListener('pointerleave', (event) => {
        if (event.pointerType !== 'touch') _zk_on_mouse_leave();
      });
      // Keeps the keyboard where it is, and the middle button from starting the browser's own scrolling.
      canvas.addEventListener('mousedown', (event) => event.preventDefault());
      canvas.addEventListener('contextmenu', (event) => event.preventDefault());
      canvas.addEventListener('wheel', zkCanvas.onWheel, { passive: false });
    },

    // The browser's own menu (cut, copy, paste) for a field: only it may read the clipboard. The text agent takes the
    // press in the field's place; a field without the keyboard gets it first.
    openFieldMenu: (event) => {
      if (document.activeElement !== zkCanvas.agent) {
        const at = zkCanvas.place(event);
        _zk_on_mouse(at.x, at.y, 1, 0);
        _zk_on_mouse(at.x, at.y, 0, 0);
      }
      if (zkCanvas.canvas.hasPointerCapture(event.pointerId)) zkCanvas.canvas.releasePointerCapture(event.pointerId);
      if (document.activeElement === zkCanvas.agent) zkAgent.offerMenu(event);
    },

    onWheel: (event) => {
      if (event.ctrlKey) return;  // zoom, also by pinching, is the browser's
      event.preventDefault();
      const notch = [100, 3, 1][event.deltaMode] || 100;  // pixels, lines, pages of one notch
      const at = zkCanvas.place(event);
      _zk_on_wheel(-event.deltaX / notch, -event.deltaY / notch, at.x, at.y, zkCanvas.modifiers(event));
    },

    // ---- keys --------------------------------------------------------------------------------------
    // Keys belong to the canvas, the agent, the mirror's copies (dispatched on the canvas) and nobody (body).
    isOurs: (target) => target === zkCanvas.canvas || target === zkCanvas.agent || target === document.body ||
      target === document.documentElement,

    onKeyDown: (event) => {
      if (!zkCanvas.isOurs(event.target) || event.isComposing) return;
      if (event.keyCode === 229) {
        _zk_on_composing_key();
        return;
      }
      if (event.key === 'Enter' && event.timeStamp - zkAgent.endedAt < zkAgent.enterGuardMs) {
        event.preventDefault();
        return;
      }
      const taken = zkCanvas.lend(event.code, (code) =>
        zkCanvas.lend(event.key, (key) => _zk_on_key_down(code, key, zkCanvas.modifiers(event))));
      if (taken) event.preventDefault();
    },

    onKeyUp: (event) => {
      zkCanvas.lend(event.code || '', (code) =>
        zkCanvas.lend(event.key || '', (key) => _zk_on_key_up(code, key, zkCanvas.modifiers(event))));
    },

    listenKeys: () => {
      window.addEventListener('keydown', zkCanvas.onKeyDown);
      window.addEventListener('keyup', zkCanvas.onKeyUp);
      window.addEventListener('blur', () => _zk_on_window_focus(0));
      window.addEventListener('focus', () => _zk_on_window_focus(1));
    },

    // ---- clipboard ---------------------------------------------------------------------------------
    // A field of the page itself (the mirror has some) copies and pastes by itself.
    isOtherField: (target) => target !== zkCanvas.agent && /^(INPUT|TEXTAREA)$/.test(target.tagName || ''),

    // The rows of tab-separated text; a quoted cell may hold tabs and line ends.
    cellsOf: (text) => {
      const rows = [[]];
      for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g)) {
        rows[rows.length - 1].push(quoted === undefined ? plain : quoted.replace(/""/g, '"'));
        if (end === '\n') rows.push([]);
        if (end === '') break;
      }
      return rows.filter((row) => row.length > 1 || row[0]);
    },
    // A block of cells as spreadsheets and letters take it best.
    tableOf: (text) => {
      const table = document.createElement('table');
      for (const row of zkCanvas.cellsOf(text)) {
        const line = table.insertRow();
        for (const words of row) line.insertCell().textContent = words;
      }
      return table.outerHTML;
    },

    listenClipboard: () => {
      // WebKit copies without a selection only if this is stopped.
      for (const type of ['beforecopy', 'beforecut'])
        document.addEventListener(type, (event) => {
          if (!zkCanvas.isOtherField(event.target)) event.preventDefault();
        });
      const onCopy = (cut) => (event) => {
        if (zkCanvas.isOtherField(event.target)) return;
        const text = _zk_on_copy(cut) >>> 0;
        if (!text) return;
        const words = UTF8ToString(text);
        event.clipboardData.setData('text/plain', words);
        if (words.includes('\t')) event.clipboardData.setData('text/html', zkCanvas.tableOf(words));
        event.preventDefault();
      };
      document.addEventListener('copy', onCopy(0));
      document.addEventListener('cut', onCopy(1));
      document.addEventListener('paste', (event) => {
        if (zkCanvas.isOtherField(event.target)) return;
        const text = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n');
        event.preventDefault();
        if (text) zkCanvas.lend(text, (pointer) => _zk_on_paste(pointer));
      });
    },

    // ---- page --------------------------------------------------------------------------------------
    listenPage: () => {
      const canvas = zkCanvas.canvas;
      canvas.addEventListener('webglcontextlost', (event) => {
        event.preventDefault();  // without it the browser never restores the context
        _zk_on_context_lost();
      });
      canvas.addEventListener('webglcontextrestored', () => _zk_on_context_restored());
      for (const query of ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)', '(prefers-contrast: more)',
        '(forced-colors: active)'])
        window.matchMedia(query).addEventListener('change', () => _zk_on_appearance());
      window.addEventListener('hashchange', () => _zk_on_hash());
      // A WebGL canvas prints empty: paper gets a copy, taken while its picture is still there.
      const paper = document.getElementById('paper');
      window.addEventListener('beforeprint', () => {
        _zk_on_print(1);
        paper.width = zkCanvas.canvas.width;
        paper.height = zkCanvas.canvas.height;
        paper.getContext('2d').drawImage(zkCanvas.canvas, 0, 0);
      });
      window.addEventListener('afterprint', () => {
        paper.width = paper.height = 1;
        _zk_on_print(0);
      });
      document.addEventListener('visibilitychange', () => {
        _zk_on_visibility(document.hidden ? 1 : 0);
        if (document.hidden) setTimeout(() => _zk_on_frame(), 50);  // the frame already asked for would wait
      });
      window.addEventListener('pagehide', () => _zk_on_visibility(1));
      let fontTimer = 0;
      document.fonts.addEventListener('loadingdone', () => {
        clearTimeout(fontTimer);  // slices arrive in bursts
        fontTimer = setTimeout(() => _zk_on_fonts_loaded(), 100);
      });
    },
  },

  zk_canvas_listen__deps: ['$zkCanvas', '$zkAgent'],
  zk_canvas_listen: () => {
    zkCanvas.canvas = document.getElementById('canvas');
    zkCanvas.agent = document.getElementById('text-agent');
    zkCanvas.listenPointer();
    zkCanvas.listenKeys();
    zkCanvas.listenClipboard();
    zkCanvas.listenPage();
    zkAgent.listen();
    zkCanvas.watchSize();
  },

  zk_canvas_show_no_webgl: () => {
    document.documentElement.dataset['state'] = 'no-webgl';
  },
  zk_canvas_hide_skeleton: () => {
    document.documentElement.dataset['state'] = 'running';
  },
  zhike_show_opening__sig: 'vi',
  zhike_show_opening: (percent) => {
    document.getElementById('skeleton').style.setProperty('--opened', percent);
  },
  zk_canvas_focus__deps: ['$zkCanvas'],
  zk_canvas_focus: () => {
    if (document.activeElement !== zkCanvas.agent) zkCanvas.canvas.focus({ preventScroll: true });
  },

  zk_request_animation_frame: () => {
    // A hidden page gets no animation frames, but scripts and answers still need the app to go on.
    if (document.hidden) setTimeout(() => _zk_on_frame(), 50);
    else requestAnimationFrame(() => _zk_on_frame());
  },
  zk_set_wake_timer__deps: ['$zkCanvas'],
  zk_set_wake_timer: (delayMs) => {
    clearTimeout(zkCanvas.timer);
    zkCanvas.timer = setTimeout(() => _zk_on_wake(), Math.min(delayMs, 0x7fffffff));
  },
  zk_set_cursor__deps: ['$zkCanvas', '$UTF8ToString'],
  zk_set_cursor: (css) => {
    zkCanvas.canvas.style.cursor = UTF8ToString(css);
  },
  zk_clipboard_write__deps: ['$UTF8ToString'],
  zk_clipboard_write: (text) => {
    if (navigator.clipboard) navigator.clipboard.writeText(UTF8ToString(text)).catch(() => {});
  },

  zk_page_media__deps: ['$UTF8ToString'],
  zk_page_media: (query) => (window.matchMedia(UTF8ToString(query)).matches ? 1 : 0),
  zk_page_is_apple: () => (/Mac|iPhone|iPad/.test(navigator.platform) ? 1 : 0),
  zk_page_lang__deps: ['$zkCanvas'],
  zk_page_lang: () => zkCanvas.give((navigator.languages && navigator.languages[0]) || navigator.language || 'en'),
  zk_page_hash__deps: ['$zkCanvas'],
  zk_page_hash: () => {
    const raw = location.hash.slice(1);
    try {
      return zkCanvas.give(decodeURIComponent(raw));
    } catch (malformed) {
      return zkCanvas.give(raw);
    }
  },
  zk_page_set_hash__deps: ['$UTF8ToString'],
  zk_page_set_hash: (value, replace) => {
    const hash = '#' + encodeURI(UTF8ToString(value));
    if (hash === location.hash) return;
    if (replace) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
  },
  zk_page_set_title__deps: ['$UTF8ToString'],
  zk_page_set_title: (title) => {
    const text = UTF8ToString(title);
    if (document.title !== text) document.title = text;
  },
  zk_page_set_colours: (background, field, text, dark) => {
    const css = (colour) => '#' + (colour >>> 0).toString(16).padStart(6, '0');
    const style = document.documentElement.style;
    style.setProperty('--page', css(background));
    style.setProperty('--field', css(field));
    style.setProperty('--text', css(text));
    style.setProperty('color-scheme', dark ? 'dark' : 'light');
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = css(background);
  },
});
