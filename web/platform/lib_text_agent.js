// The text agent's textarea (text_agent.h): it takes all text of the page, and shows what an input method composes.
// Outside a composition it is always empty. Its value is never touched while composing: browsers end the composition.
addToLibrary({
  $zkAgent__deps: ['$zkCanvas', '$zkFonts'],
  $zkAgent: {
    composing: false,
    start: 0,          // where the present composition's text begins in the value
    endedAt: -1e9,     // time stamp of the last compositionend
    enterGuardMs: 100, // the Enter that confirms a composition may arrive after its end
    wanted: false,
    ime: false,        // the last key went to an input method (keyCode 229)
    line: 20,

    emit: (text) => {
      if (text) zkCanvas.lend(text, (pointer) => _zk_on_text(pointer));
    },

    // Readers meet the textarea only while it has the keyboard: otherwise the mirror's fields are all there is.
    tell: (isTyping) => {
      const section = zkCanvas.agent.parentElement;
      if (isTyping) section.removeAttribute('aria-hidden');
      else section.setAttribute('aria-hidden', 'true');
    },

    // Gives what stands in the textarea to the field and empties it.
    flush: () => {
      const agent = zkCanvas.agent;
      const text = agent.value.substring(zkAgent.start);
      agent.value = '';
      zkAgent.start = 0;
      zkAgent.emit(text);
    },

    show: (composing) => {
      zkAgent.composing = composing;
      zkCanvas.agent.classList.toggle('composing', composing);
      // Otherwise the 16 px of shell.css: phones zoom into smaller fields when they get the keyboard.
      zkCanvas.agent.style.fontSize = composing ? zkAgent.line * 0.8 + 'px' : '';
      if (composing) zkAgent.fit();
    },

    // As wide as its text, so that the rest of the field stays visible.
    fit: () => {
      const agent = zkCanvas.agent;
      const width = zkFonts.widthOf(agent.value, parseFloat(agent.style.fontSize));
      agent.style.width = Math.ceil(width + zkAgent.line / 4) + 'px';
    },

    // Ends a composition at once (a click elsewhere): its text goes into the field before the click does.
    commit: () => {
      const agent = zkCanvas.agent;
      agent.blur();
      zkAgent.show(false);
      zkAgent.flush();
      zkAgent.tell(true);
      agent.focus({ preventScroll: true });
    },

    onCompositionEnd: (event) => {
      zkAgent.show(false);
      zkAgent.endedAt = event.timeStamp;
      const began = zkAgent.start;
      // The value is complete only after the event; a new composition may have begun meanwhile (Korean).
      setTimeout(() => {
        const agent = zkCanvas.agent;
        if (!zkAgent.composing) zkAgent.flush();
        else zkAgent.emit(agent.value.substring(began, zkAgent.start));
      }, 0);
    },

    onBeforeInput: (event) => {
      if (zkAgent.composing || event.isComposing) return;
      const keys = { 'insertLineBreak': 'Enter', 'insertParagraph': 'Enter', 'deleteContentBackward': 'Backspace',
        'deleteContentForward': 'Delete' };
      const key = keys[event.inputType];
      if (!key || !zkAgent.ime) return;
      event.preventDefault();
      zkCanvas.lend(key, (pointer) => _zk_on_soft_key(pointer));
    },

    // Under the pointer and with a selection, so that the browser's menu offers to cut, copy and paste; the events that
    // follow are the same as of the keyboard's shortcuts.
    offersMenu: false,
    offerMenu: (event) => {
      const { style } = zkCanvas.agent;
      const box = zkCanvas.canvas.getBoundingClientRect();
      zkAgent.offersMenu = true;
      zkCanvas.agent.value = ' ';
      zkCanvas.agent.select();
      Object.assign(style, { pointerEvents: 'auto', left: event.clientX - box.left - 8 + 'px', width: '16px',
        top: event.clientY - box.top - 8 + 'px', height: '16px' });
    },
    withdrawMenu: () => {
      const { style } = zkCanvas.agent;
      zkAgent.offersMenu = false;
      zkCanvas.agent.value = '';
      Object.assign(style, { pointerEvents: '', width: '' });
    },

    listen: () => {
      const agent = zkCanvas.agent;
      // After the menu: the first sign that it is closed.
      for (const type of ['copy', 'cut', 'paste', 'keydown', 'blur', 'pointermove'])
        agent.addEventListener(type, (event) => {
          const isMenuOpening = event.type === 'pointermove' && event.buttons !== 0;
          if (zkAgent.offersMenu && !isMenuOpening) setTimeout(zkAgent.withdrawMenu, 0);
        });
      agent.addEventListener('keydown', (event) => {
        zkAgent.ime = event.keyCode === 229 || event.keyCode === 0;
      });
      agent.addEventListener('compositionstart', () => {
        zkAgent.start = agent.value.length;
        _zk_on_composition_start();  // text typed just before moves the caret, and with it this textarea
        zkAgent.show(true);
      });
      agent.addEventListener('compositionupdate', () => setTimeout(zkAgent.fit, 0));
      agent.addEventListener('compositionend', zkAgent.onCompositionEnd);
      agent.addEventListener('beforeinput', zkAgent.onBeforeInput);
      agent.addEventListener('input', (event) => {
        if (zkAgent.offersMenu) zkAgent.withdrawMenu();
        else if (!zkAgent.composing && !event.isComposing) zkAgent.flush();
      });
      // Its text leaves as it arrives; what remains after losing the keyboard belongs to no field.
      agent.addEventListener('blur', () => {
        zkAgent.tell(false);
        if (!zkAgent.composing) return;
        zkAgent.show(false);
        zkAgent.flush();
      });
    },
  },

  zk_agent_place__deps: ['$zkAgent', '$zkFonts'],
  zk_agent_place: (x, y, lineHeight) => {
    if (zkAgent.composing || zkAgent.offersMenu) return;  // the place is fixed for the time of a composition
    const style = zkCanvas.agent.style;
    zkAgent.line = lineHeight;
    style.left = x + 'px';
    style.top = y + 'px';
    style.height = style.lineHeight = lineHeight + 'px';
    style.fontFamily = zkFonts.stack(true);
  },

  // Moves the keyboard between canvas and agent; returns 1 if the agent has it. Leaves other elements of the page
  // (dialogs, the mirror while it is only read) alone.
  zk_agent_focus__deps: ['$zkAgent'],
  zk_agent_focus: (wanted) => {
    const { canvas, agent } = zkCanvas;
    const active = document.activeElement;
    const began = wanted && !zkAgent.wanted;
    zkAgent.wanted = !!wanted;
    if (!wanted) {
      if (active === agent) canvas.focus({ preventScroll: true });
      return 0;
    }
    if (active !== agent && (began || active === canvas || active === document.body || !active)) {
      zkAgent.tell(true);
      agent.focus({ preventScroll: true });
    }
    return document.activeElement === agent ? 1 : 0;
  },

  zk_agent_commit__deps: ['$zkAgent'],
  zk_agent_commit: () => {
    if (zkAgent.composing) zkAgent.commit();
  },
});
