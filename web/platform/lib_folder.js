// A folder of the person's disk that the page may read and write: see picked_folder.h. The handle is kept in a database
// of its own; whether it may still be used is asked anew after each start.
addToLibrary({
  $zhikeFolder__deps: ['$zhikeText'],
  $zhikeFolder: {
    handle: null,
    state: { none: 0, asks: 1, open: 2 },

    kept: (mode, act) => new Promise((done, failed) => {
      const opening = indexedDB.open(window['zhike_storage_name'] + ' folder', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('handles');
      opening.onerror = () => failed(opening.error);
      opening.onsuccess = () => {
        const db = opening.result;
        const transaction = db.transaction('handles', mode);
        const request = act(transaction.objectStore('handles'));
        transaction.oncomplete = () => { db.close(); done(request.result); };
        transaction.onabort = () => { db.close(); failed(transaction.error); };
      };
    }),
    tell: async (asks) => {
      const { handle, state } = zhikeFolder;
      let now = state.none;
      if (handle) {
        const question = { 'mode': 'readwrite' };
        const granted = await (asks ? handle['requestPermission'](question) : handle['queryPermission'](question));
        now = granted === 'granted' ? state.open : state.asks;
      }
      zhikeText.lendTexts([handle ? handle.name : ''], (name, length) => _zhike_folder_changed(now, name, length));
    },
    start: async () => {
      zhikeFolder.handle = await zhikeFolder.kept('readonly', (store) => store.get('team')) || null;
      await zhikeFolder.tell(false);
    },
    pick: async () => {
      zhikeFolder.handle = await window['showDirectoryPicker']({ 'id': 'team', 'mode': 'readwrite' });
      await zhikeFolder.tell(true);
      await zhikeFolder.kept('readwrite', (store) => store.put(zhikeFolder.handle, 'team'));
    },

    codes: { NotAllowedError: 'sync.denied', SecurityError: 'sync.denied', NoModificationAllowedError: 'sync.denied',
      QuotaExceededError: 'sync.full' },
    fail: (ticket, error, missing) => {
      const code = error.name === 'NotFoundError' ? missing : zhikeFolder.codes[error.name] || 'sync.failed';
      zhikeText.lendTexts([code, error.message], (a, an, b, bn) => _zhike_folder_failed(ticket, a, an, b, bn));
    },
    has: (name) => zhikeFolder.handle['getFileHandle'](name).then(() => true, (error) => {
      if (error.name === 'NotFoundError') return false;
      throw error;
    }),
    // What is written is seen by others when it is closed, and then whole.
    write: async (name, bytes) => {
      const file = await zhikeFolder.handle['getFileHandle'](name, { 'create': true });
      const stream = await file['createWritable']();
      await stream['write'](bytes);
      await stream['close']();
      return file;
    },
    add: async (name, temporary, bytes) => {
      if (await zhikeFolder.has(name)) return;
      const file = await zhikeFolder.write(temporary, bytes);
      try {
        await file['move'](name);
      } catch (error) {  // not every browser can rename files of the disk
        await zhikeFolder.write(name, bytes);
        await zhikeFolder.handle['removeEntry'](temporary);
      }
    },
    list: async () => {
      let text = '';
      for await (const [name, entry] of zhikeFolder.handle['entries']()) {
        if (entry.kind === 'file') text += (await entry['getFile']()).size + ' ' + name + '\n';
      }
      return zhikeText.encoder.encode(text);
    },
    read: async (name, limit) => {
      const file = await (await zhikeFolder.handle['getFileHandle'](name))['getFile']();
      return file.size > limit ? null : new Uint8Array(await file.arrayBuffer());
    },
    // Hands over what `work` gives, or why there is nothing.
    answer: (ticket, work, missing) => work.then((bytes) => {
      if (!bytes) return zhikeFolder.fail(ticket, { name: 'NotFoundError', message: '' }, 'sync.too_large');
      zhikeText.lend(bytes, (pointer, length) => _zhike_folder_done(ticket, pointer, length));
    }).catch((error) => zhikeFolder.fail(ticket, error, missing)),
  },

  zhike_folder_can_pick__sig: 'i',
  zhike_folder_can_pick: () => (window['showDirectoryPicker'] ? 1 : 0),

  zhike_folder_start__deps: ['$zhikeFolder'],
  zhike_folder_start__sig: 'v',
  zhike_folder_start: () => {
    zhikeFolder.start().catch(() => {});  // a browser that keeps nothing has kept no folder
  },

  zhike_folder_pick__deps: ['$zhikeFolder'],
  zhike_folder_pick__sig: 'v',
  zhike_folder_pick: () => {
    zhikeFolder.pick().catch(() => {});  // the person closed the picker
  },

  zhike_folder_ask__deps: ['$zhikeFolder'],
  zhike_folder_ask__sig: 'v',
  zhike_folder_ask: () => {
    zhikeFolder.tell(true).catch(() => {});  // the state stays as it was
  },

  zhike_folder_list__deps: ['$zhikeFolder'],
  zhike_folder_list__sig: 'vi',
  zhike_folder_list: (ticket) => {
    zhikeFolder.answer(ticket, zhikeFolder.list(), 'sync.folder_missing');
  },

  zhike_folder_read__deps: ['$zhikeFolder'],
  zhike_folder_read__sig: 'vipid',
  zhike_folder_read: (ticket, name, length, limit) => {
    zhikeFolder.answer(ticket, zhikeFolder.read(zhikeText.read(name, length), limit), 'sync.missing');
  },

  zhike_folder_add__deps: ['$zhikeFolder'],
  zhike_folder_add__sig: 'vipipipi',
  zhike_folder_add: (ticket, name, nameLength, temporary, temporaryLength, bytes, length) => {
    const start = bytes >>> 0;
    const copy = HEAPU8.slice(start, start + (length >>> 0));
    const work = zhikeFolder.add(zhikeText.read(name, nameLength), zhikeText.read(temporary, temporaryLength), copy);
    zhikeFolder.answer(ticket, work.then(() => new Uint8Array()), 'sync.folder_missing');
  },

  zhike_folder_remove__deps: ['$zhikeFolder'],
  zhike_folder_remove__sig: 'vipi',
  zhike_folder_remove: (ticket, name, length) => {
    const gone = zhikeFolder.handle['removeEntry'](zhikeText.read(name, length)).catch((error) => {
      if (error.name !== 'NotFoundError') throw error;
    });
    zhikeFolder.answer(ticket, gone.then(() => new Uint8Array()), 'sync.folder_missing');
  },
});
