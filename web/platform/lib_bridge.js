// window.zhike: see bridge.h. A call gets a number, goes to C++ as UTF-8 and is answered by that number, once.
// The promise `ready` and the function `call` may already exist (early.js, the page's first script): then its waiting
// calls are taken over.
addToLibrary({
  $zhikeBridge__deps: ['$zhikeText'],
  $zhikeBridge: {
    early: null,

    // The Error a script sees for an error of the core.
    error: (code, where, detail) => {
      const error = new Error([code, where, detail].filter(Boolean).join(': '));
      error['code'] = code;
      error['where'] = where;
      error['detail'] = detail;
      return error;
    },
    send: (id, verb, json) => {
      const sent = zhikeText.lendTexts([verb, json], (a, an, b, bn) => _zhike_bridge_call(id, a, an, b, bn));
      if (!sent) zhikeBridge.settle(id, 'reject', zhikeBridge.error('memory.full', '', ''));
    },
    settle: (id, how, value) => {
      const promise = zhikeBridge.early['open'].get(id);
      if (!promise) return;
      zhikeBridge.early['open'].delete(id);
      promise[how](value);
    },
  },

  zhike_bridge_start__deps: ['$zhikeBridge'],
  zhike_bridge_start__sig: 'v',
  zhike_bridge_start: () => {
    zhikeBridge.early = window['zhike_calls'];
  },

  zhike_bridge_ready__deps: ['$zhikeBridge'],
  zhike_bridge_ready__sig: 'v',
  zhike_bridge_ready: () => {
    const early = zhikeBridge.early;
    if (!early || early['send']) return;
    early['send'] = zhikeBridge.send;
    early['isReady']();
    for (const [id, verb, json] of early['waiting'].splice(0)) zhikeBridge.send(id, verb, json);
  },

  zhike_bridge_failed__deps: ['$zhikeBridge'],
  zhike_bridge_failed__sig: 'vpipipi',
  zhike_bridge_failed: (code, codeLength, where, whereLength, detail, detailLength) => {
    const early = zhikeBridge.early;
    if (!early) return;
    early['failure'] = zhikeBridge.error(zhikeText.read(code, codeLength), zhikeText.read(where, whereLength),
      zhikeText.read(detail, detailLength));
    early['isBroken'](early['failure']);
    for (const id of [...early['open'].keys()]) zhikeBridge.settle(id, 'reject', early['failure']);
  },

  zhike_bridge_resolve__deps: ['$zhikeBridge'],
  zhike_bridge_resolve__sig: 'vipi',
  zhike_bridge_resolve: (id, json, length) => {
    let value;
    try {
      value = JSON.parse(zhikeText.read(json, length));
    } catch (error) {
      zhikeBridge.settle(id, 'reject', error);
      return;
    }
    zhikeBridge.settle(id, 'resolve', value);
  },

  zhike_bridge_reject__deps: ['$zhikeBridge'],
  zhike_bridge_reject__sig: 'vipipipi',
  zhike_bridge_reject: (id, code, codeLength, where, whereLength, detail, detailLength) => {
    zhikeBridge.settle(id, 'reject', zhikeBridge.error(zhikeText.read(code, codeLength),
      zhikeText.read(where, whereLength), zhikeText.read(detail, detailLength)));
  },
});
