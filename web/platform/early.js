// The page's first script: makes window.zhike at once, so that a script can `await zhike.ready` before the program has
// been fetched. The program takes over the calls made so far (lib_bridge.js).
'use strict';
(() => {
  const calls = {
    'waiting': [],       // [id, verb, json] until the program is ready
    'open': new Map(),   // id -> {resolve, reject}
    'send': null,        // (id, verb, json): set by the program
    'failure': null,     // why the program could not start
  };
  const ready = new Promise((resolve, reject) => {
    calls['isReady'] = resolve;
    calls['isBroken'] = reject;
  });
  ready.catch(() => {});  // a page that nobody scripts must not report it
  let lastId = 0;
  window['zhike_calls'] = calls;
  window['zhike'] = {
    'ready': ready,
    'call': (verb, args) => new Promise((resolve, reject) => {
      if (calls['failure']) throw calls['failure'];
      const json = JSON.stringify(args === undefined ? {} : args);
      const id = ++lastId;
      calls['open'].set(id, { 'resolve': resolve, 'reject': reject });
      if (calls['send']) calls['send'](id, String(verb), json);
      else calls['waiting'].push([id, String(verb), json]);
    }),
  };
})();
