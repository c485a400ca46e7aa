// The page's first script: what must work before the program has been fetched and after it has died.
//   window.zhike               scripts can `await zhike.ready` and call at once; lib_bridge.js takes the calls over
//   window.zhike_storage_name  the installation's name of database, lock and mount (storage.h, installation_name)
//   window.zhike_rescue()      the stored files as one JSON text, straight from the database
'use strict';
(() => {
  const calls = {
    'waiting': [],      // [id, verb, json] until the program is ready
    'open': new Map(),  // id -> {resolve, reject}
    'send': null,       // (id, verb, json): set by the program
    'failure': null,    // why the program could not start
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

  // All pages opened from disk share one store, and pages of one host too: the one-file page has a name of its own, a
  // served page that of its folder (two rounds of FNV-1a). stored: do not change
  const folderHash = (seed) => {
    let value = seed;
    for (const byte of new TextEncoder().encode(location.pathname.slice(0, location.pathname.lastIndexOf('/') + 1)))
      value = Math.imul(value ^ byte, 0x01000193);
    return (value >>> 0).toString(16).padStart(8, '0');
  };
  window['zhike_storage_name'] = '/zhike-' +
    (window['zhike_standalone'] ? 'standalone' : folderHash(0x811c9dc5) + folderHash(0x3c6ef372));

  const base64 = (bytes) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x6000) {
      text += btoa(String.fromCharCode(...bytes.subarray(at, at + 0x6000)));
    }
    return text;
  };
  const asText = (bytes) => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (binary) {
      return null;
    }
  };
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  // {"format":"zhike-rescue/1","files":[{"path":…,"text":…} or {"path":…,"base64":…}]}. Rejects when there is no book.
  window['zhike_rescue'] = async () => {
    const name = window['zhike_storage_name'];
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.transaction.abort();  // never make an empty database in its place
    const db = await answer(opening);
    const store = db.transaction(['FILE_DATA'], 'readonly').objectStore('FILE_DATA');
    const [keys, rows] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
    db.close();
    const files = keys.map((key, index) => ({ path: String(key).slice(name.length + 1), bytes: rows[index]['contents'] }))
      .filter((file) => file.bytes && !file.path.startsWith('.'))
      .map(({ path, bytes }) => {
        const text = asText(bytes);
        return text === null ? { 'path': path, 'base64': base64(bytes) } : { 'path': path, 'text': text };
      });
    return JSON.stringify({ 'format': 'zhike-rescue/1', 'files': files });
  };
})();
