// Files of the person's disk: see files.h. A file is read in slices straight into the C++ string that will be handed
// over, so that a large one exists once.
addToLibrary({
  $zhikeFiles__deps: ['$zhikeText'],
  $zhikeFiles__postset: 'zhikeFiles.busy = Promise.resolve();',
  $zhikeFiles: {
    pieces: [],  // of the file being made: Blobs, then arrays
    sliceBytes: 16 << 20,
    limit: 0,
    busy: null,
    dragDepth: 0,
    origin: { picker: 0, drop: 1, launch: 2 },

    refuse: (name, code, detail) => {
      zhikeText.lendTexts([name, code, detail], (a, an, b, bn, c, cn) => _zhike_files_refused(a, an, b, bn, c, cn));
    },
    readOne: async (file, origin, index, count) => {
      if (file.size > zhikeFiles.limit) {
        zhikeFiles.refuse(file.name, 'file.too_large', String(file.size));
        return;
      }
      const start = _zhike_files_reserve(file.size) >>> 0;
      if (!start) {
        zhikeFiles.refuse(file.name, 'file.no_memory', String(file.size));
        return;
      }
      try {
        for (let at = 0; at < file.size; at += zhikeFiles.sliceBytes) {
          const part = await file.slice(at, Math.min(at + zhikeFiles.sliceBytes, file.size)).arrayBuffer();
          HEAPU8.set(new Uint8Array(part), start + at);
        }
      } catch (error) {
        _zhike_files_release();
        zhikeFiles.refuse(file.name, 'file.unreadable', error.name + ': ' + error.message);
        return;
      }
      zhikeText.lendTexts([file.name], (name, length) => _zhike_files_deliver(name, length, origin, index, count));
    },
    // One file after the other, also when a second drop comes while the first is being read.
    readAll: (files, origin) => {
      const all = [...files];
      zhikeFiles.busy = zhikeFiles.busy.then(async () => {
        for (let index = 0; index < all.length; ++index) {
          await zhikeFiles.readOne(all[index], origin, index, all.length);
        }
      });
    },

    hasFiles: (event) => !!event.dataTransfer && [...event.dataTransfer.types].includes('Files'),
    over: (depth) => {
      const was = zhikeFiles.dragDepth > 0;
      zhikeFiles.dragDepth = Math.max(0, depth);
      if (was !== zhikeFiles.dragDepth > 0) _zhike_files_drag(was ? 0 : 1);
    },
    listen: () => {
      window.addEventListener('dragenter', (event) => {
        if (!zhikeFiles.hasFiles(event)) return;
        event.preventDefault();
        zhikeFiles.over(zhikeFiles.dragDepth + 1);
      });
      window.addEventListener('dragleave', (event) => {
        if (zhikeFiles.hasFiles(event)) zhikeFiles.over(zhikeFiles.dragDepth - 1);
      });
      window.addEventListener('dragover', (event) => {
        if (!zhikeFiles.hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      });
      // Also a drop we cannot use is stopped: the browser would leave the page to show the file.
      window.addEventListener('drop', (event) => {
        if (!zhikeFiles.hasFiles(event)) return;
        event.preventDefault();
        zhikeFiles.over(0);
        zhikeFiles.readAll(event.dataTransfer.files, zhikeFiles.origin.drop);
      });
      if (window['launchQueue']) {
        window['launchQueue']['setConsumer'](async (launch) => {
          const handles = launch['files'] || [];
          const files = await Promise.all([...handles].map((handle) => handle['getFile']()));
          if (files.length) zhikeFiles.readAll(files, zhikeFiles.origin.launch);
        });
      }
    },

    // Files that another program shared with the installed app: the service worker has put them aside.
    takeShared: async () => {
      const name = 'zhike-shared ' + new URL('./', location.href).pathname;
      if (!window.caches || !await caches.has(name)) return;
      const cache = await caches.open(name);
      const files = await Promise.all((await cache.keys()).map(async (request) => {
        const response = await cache.match(request);
        return new File([await response.blob()], decodeURIComponent(request.url.split('/').pop()));
      }));
      await caches.delete(name);
      if (files.length) zhikeFiles.readAll(files, zhikeFiles.origin.launch);
    },

    download: (name, blob) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = name;
      link.style.display = 'none';
      document.body.appendChild(link);
      link.click();
      // Browsers read the name and the bytes when they come to it, on a busy machine after this.
      setTimeout(() => {
        URL.revokeObjectURL(link.href);
        link.remove();
      }, 60000);
    },
    // 'saved' | 'started' | 'cancelled'; throws when the file could not be written.
    save: async (name, blob, asks) => {
      if (asks && window['showSaveFilePicker']) {
        let handle = null;
        try {
          handle = await window['showSaveFilePicker']({ 'suggestedName': name });
        } catch (error) {
          if (error.name === 'AbortError') return 'cancelled';
          // No longer within the person's click, or forbidden here: the download still works.
        }
        if (handle) {
          const file = await handle['createWritable']();
          await file['write'](blob);
          await file['close']();
          return 'saved';
        }
      }
      zhikeFiles.download(name, blob);
      return 'started';
    },
  },

  zhike_files_start__deps: ['$zhikeFiles'],
  zhike_files_start__sig: 'vd',
  zhike_files_start: (limit) => {
    zhikeFiles.limit = limit;
    zhikeFiles.listen();
    zhikeFiles.takeShared().catch(() => {});  // no caches here (a private window): nothing can have been shared
  },

  zhike_files_pick__deps: ['$zhikeFiles'],
  zhike_files_pick__sig: 'vpii',
  zhike_files_pick: (accept, length, most) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = zhikeText.read(accept, length);
    input.multiple = most > 1;
    input.hidden = true;
    input.onchange = () => {
      input.remove();
      zhikeFiles.readAll([...input.files].slice(0, most), zhikeFiles.origin.picker);
    };
    input.oncancel = () => input.remove();
    document.body.append(input);  // a loose element may be collected while the person still chooses, and the choice with it
    input.click();
  },

  // Small pieces are gathered to Blobs of a megabyte (larger ones take long to make), that the browser may keep outside the page's memory.
  zhike_files_piece__deps: ['$zhikeFiles'],
  zhike_files_piece__sig: 'vpi',
  zhike_files_piece: (bytes, length) => {
    const files = zhikeFiles;
    const start = bytes >>> 0;
    if (!length) files.pieces = [];
    else files.pieces.push(HEAPU8.slice(start, start + (length >>> 0)));
    const isSmall = (piece) => !(piece instanceof Blob);
    const small = files.pieces.filter(isSmall);
    if (small.reduce((sum, piece) => sum + piece.length, 0) < 1 << 20) return;
    files.pieces = [...files.pieces.filter((piece) => !isSmall(piece)), new Blob(small)];
  },

  zhike_files_save__deps: ['$zhikeFiles'],
  zhike_files_save__sig: 'vipipipii',
  zhike_files_save: (ticket, name, nameLength, type, typeLength, bytes, length, asks) => {
    const start = bytes >>> 0;
    const parts = length ? [HEAPU8.slice(start, start + (length >>> 0))] : zhikeFiles.pieces.splice(0);
    const blob = new Blob(parts, { type: zhikeText.read(type, typeLength) });
    zhikeFiles.save(zhikeText.read(name, nameLength), blob, asks).then(
      (outcome) => zhikeText.lendTexts([outcome, ''], (a, an, b, bn) => _zhike_files_saved(ticket, a, an, b, bn)),
      (error) => zhikeText.lendTexts(['', error.name + ': ' + error.message], (a, an, b, bn) =>
        _zhike_files_saved(ticket, a, an, b, bn)));
  },
});
