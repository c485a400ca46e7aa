// Requests to the page's own host: see http.h. The policy of the page allows no other.
addToLibrary({
  $zhikeHttp__deps: ['$zhikeText'],
  $zhikeHttp: {
    stalledMs: 60000,

    fail: (ticket, code, reason) => zhikeText.lendTexts([code, reason], (a, an, b, bn) =>
      _zhike_http_failed(ticket, a, an, b, bn)),

    // The whole body, or null when it is larger than `limit` bytes. `alive` is called whenever something comes.
    read: async (response, limit, alive) => {
      if (!response.body) return new Uint8Array();
      const reader = response.body.getReader();
      const parts = [];
      let length = 0;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        alive();
        length += value.length;
        if (length > limit) {
          reader.cancel();
          return null;
        }
        parts.push(value);
      }
      const whole = new Uint8Array(length);
      let at = 0;
      for (const part of parts) {
        whole.set(part, at);
        at += part.length;
      }
      return whole;
    },

    send: async (ticket, method, url, headers, body, limit) => {
      const stop = new AbortController();
      let timer = 0;
      const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => stop.abort(), zhikeHttp.stalledMs);
      };
      alive();
      try {
        const response = await fetch(url, {
          method, headers, body: body.length ? body : undefined, signal: stop.signal, cache: 'no-store',
          credentials: 'same-origin',
        });
        const whole = await zhikeHttp.read(response, limit, alive);
        if (!whole) return zhikeHttp.fail(ticket, 'http.too_large', '');
        const named = [...response.headers].map(([name, value]) => name + ': ' + value + '\n').join('');
        zhikeText.lendTexts([named], (h, hn) => zhikeText.lend(whole, (b, bn) =>
          _zhike_http_done(ticket, response.status, h, hn, b, bn)));
      } catch (error) {
        zhikeHttp.fail(ticket, stop.signal.aborted ? 'http.timeout' : 'http.failed', error.message);
      } finally {
        clearTimeout(timer);
      }
    },
  },

  zhike_http_send__deps: ['$zhikeHttp'],
  zhike_http_send__sig: 'vipipipipid',
  zhike_http_send: (ticket, method, methodLength, url, urlLength, headers, headersLength, body, bodyLength, limit) => {
    const lines = zhikeText.read(headers, headersLength).split('\n').filter((line) => line);
    const pairs = lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
    const start = body >>> 0;
    zhikeHttp.send(ticket, zhikeText.read(method, methodLength), zhikeText.read(url, urlLength), pairs,
      HEAPU8.slice(start, start + (bodyLength >>> 0)), limit);
  },

  zhike_http_wait__sig: 'vii',
  zhike_http_wait: (ticket, ms) => setTimeout(() => _zhike_http_waited(ticket), ms),

  zhike_http_origin__deps: ['$stringToNewUTF8'],
  zhike_http_origin__sig: 'p',
  zhike_http_origin: () => stringToNewUTF8(location.protocol.startsWith('http') ? location.origin : ''),
});
