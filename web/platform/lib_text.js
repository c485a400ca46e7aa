// Text between C++ and JavaScript as UTF-8, of any size: no stack, no per-character loop. For the other lib_*.js.
addToLibrary({
  $zhikeText__deps: ['malloc', 'free'],
  $zhikeText__postset: "zhikeText.decoder = new TextDecoder('utf-8'); zhikeText.encoder = new TextEncoder();",
  $zhikeText: {
    decoder: null,
    encoder: null,

    // The text of `length` bytes at `pointer`.
    read: (pointer, length) => {
      const start = pointer >>> 0;
      return length ? zhikeText.decoder.decode(HEAPU8.subarray(start, start + (length >>> 0))) : '';
    },

    // Calls use(pointer, length) with a copy of `bytes` that lives during the call. False: no memory, not called.
    lend: (bytes, use) => {
      const pointer = _malloc(bytes.length || 1) >>> 0;
      if (!pointer) return false;
      HEAPU8.set(bytes, pointer);
      use(pointer, bytes.length);
      _free(pointer);
      return true;
    },

    // Calls use(pointer, length, pointer, length, …) with each text in turn. False: no memory, not called.
    lendTexts: (texts, use) => {
      const parts = texts.map((text) => zhikeText.encoder.encode(text));
      const next = (index, found) => {
        if (index === parts.length) {
          use(...found);
          return true;
        }
        let done = false;
        const lent = zhikeText.lend(parts[index], (pointer, length) => {
          parts[index] = null;
          done = next(index + 1, [...found, pointer, length]);
        });
        return lent && done;
      };
      return next(0, []);
    },
  },
});
