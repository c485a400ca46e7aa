// The book in IndexedDB. Rows are those of Emscripten's IDBFS (key: absolute path; value: timestamp, mode, contents),
// so IDBFS loads them (FS.syncfs(true)); it never saves. Saving is commit(): one strict transaction that puts and
// deletes only what it was told and is fenced by the row ".writer". See storage.h for the promises to C++.
//
//   start -> lock (writer | reader) -> load -> claim (writer: epoch + 1) -> started
//   commit -> queue -> transaction { check epoch, put…, delete… } -> oncomplete | onabort -> answer
//   another tab: ask -> handover_asked -> hand_over -> release -> its queued lock request -> load, claim -> writer
addToLibrary({
  $zhikeStorage__deps: ['$FS', '$IDBFS', '$zhikeText'],
  $zhikeStorage__postset: 'zhikeStorage.folders = new Set(); zhikeStorage.building = new Map();',
  $zhikeStorage: {
    // stored: do not change
    epochName: '/.writer',
    ballastName: '/.ballast',
    fileMode: 0o100666,
    folderMode: 0o40777,

    ballastBytes: 2 << 20,
    event: { started: 1, state: 2, committed: 3, loaded: 4, asked: 5, changed: 6, later: 7 },
    mount: '',
    state: 'starting',
    epoch: 0,
    lastStamp: 0,
    fenced: false,
    keepsCopies: true,
    folders: null,   // Set: folder rows that are in the database
    building: null,  // Map: ticket -> commit that C++ is still handing in
    queue: [],
    running: false,
    release: null,
    lockWait: null,
    channel: null,
    changedTimer: 0,
    hasBallast: false,

    emit: (kind, ticket, code, detail) => {
      zhikeText.lendTexts([code || '', detail || ''], (a, an, b, bn) =>
        _zhike_storage_event(kind, ticket, a, an, b, bn));
    },
    setState: (state) => {
      if (zhikeStorage.state === state) return;
      zhikeStorage.state = state;
      zhikeStorage.emit(zhikeStorage.event.state, 0, '', state);
    },
    // DOMException -> [code, detail]
    fault: (error) => {
      const name = (error && error.name) || String(error || 'unknown');
      const text = error && error.message ? name + ': ' + error.message : name;
      return [/quota/i.test(name) ? 'storage.full' : 'storage.failed', text];
    },

    // ---- connection ----
    open: () => new Promise((resolve, reject) => {
      IDBFS.getDB(zhikeStorage.mount, (error, db) => {
        if (error) return reject(error);
        const forget = () => {
          if (IDBFS.dbs[zhikeStorage.mount] === db) delete IDBFS.dbs[zhikeStorage.mount];
        };
        db.onclose = forget;
        db.onversionchange = () => {
          db.close();
          forget();
        };
        resolve(db);
      });
    }),
    // Runs use(store, transaction) in one strict transaction; resolves on complete, rejects with the reason of the
    // abort. A connection that died meanwhile is opened again once.
    transact: async (use) => {
      for (let attempt = 0; ; ++attempt) {
        const db = await zhikeStorage.open();
        let transaction;
        try {
          transaction = db.transaction([IDBFS.DB_STORE_NAME], 'readwrite', { 'durability': 'strict' });
        } catch (error) {
          delete IDBFS.dbs[zhikeStorage.mount];
          if (attempt) throw error;
          continue;
        }
        return new Promise((resolve, reject) => {
          let reason = null;
          const abort = (error) => {
            reason = reason || error;
            try {
              transaction.abort();
            } catch (already) {
              // It is aborting for the same reason: onabort follows.
            }
          };
          transaction.oncomplete = () => resolve();
          transaction.onabort = () => reject(reason || transaction.error || new Error('aborted'));
          transaction.onerror = (event) => {
            reason = reason || event.target.error;
          };
          try {
            use(transaction.objectStore(IDBFS.DB_STORE_NAME), transaction, abort);
          } catch (error) {
            abort(error);
          }
        });
      }
    },
    row: (mode, contents) => {
      const row = { 'timestamp': new Date(zhikeStorage.lastStamp), 'mode': mode };
      if (contents) row['contents'] = contents;
      return row;
    },
    // Stamps only ever rise, for a load recognises a changed file by an unequal stamp.
    nextStamp: () => {
      zhikeStorage.lastStamp = Math.max(Date.now(), zhikeStorage.lastStamp + 1);
    },

    // ---- load ----
    // Loads rows that differ into MEMFS and resolves with "path\n…". A file deleted by the writer in the middle makes
    // IDBFS fail: try again.
    load: async () => {
      for (let attempt = 0; ; ++attempt) {
        const error = await new Promise((resolve) => FS.syncfs(true, resolve));
        if (!error) break;
        if (attempt === 2) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      zhikeStorage.keepsCopies = true;
      const paths = [];
      const visit = (folder) => {
        for (const name of FS.readdir(folder)) {
          if (name === '.' || name === '..') continue;
          const path = folder + '/' + name;
          const stat = FS.stat(path);
          zhikeStorage.lastStamp = Math.max(zhikeStorage.lastStamp, stat.mtime.getTime());
          if (FS.isDir(stat.mode)) {
            zhikeStorage.folders.add(path);
            visit(path);
          } else if (!name.startsWith('.')) {
            paths.push(path.slice(zhikeStorage.mount.length + 1));
          }
        }
      };
      visit(zhikeStorage.mount);
      const ballast = zhikeStorage.mount + zhikeStorage.ballastName;
      if (FS.analyzePath(ballast).exists) {
        zhikeStorage.hasBallast = true;
        FS.unlink(ballast);
      }
      return paths.join('\n');
    },
    drop: () => {
      zhikeStorage.keepsCopies = false;
      const visit = (folder) => {
        for (const name of FS.readdir(folder)) {
          if (name === '.' || name === '..') continue;
          const path = folder + '/' + name;
          if (FS.isDir(FS.stat(path).mode)) visit(path);
          else FS.unlink(path);
        }
      };
      visit(zhikeStorage.mount);
    },

    // ---- one writer ----
    claim: async () => {
      const key = zhikeStorage.mount + zhikeStorage.epochName;
      let next = 1;
      zhikeStorage.nextStamp();
      await zhikeStorage.transact((store) => {
        const old = store.get(key);
        old.onsuccess = () => {
          next = zhikeStorage.epochOf(old.result) + 1;
          const contents = new TextEncoder().encode(String(next));
          store.put(zhikeStorage.row(zhikeStorage.fileMode, contents), key);
        };
      });
      zhikeStorage.epoch = next;
      zhikeStorage.fenced = false;
    },
    epochOf: (row) => (row && row['contents'] ? Number(new TextDecoder().decode(row['contents'])) || 0 : 0),

    // Takes the lock with `options` and keeps it until release(). Resolves with whether it was given.
    takeLock: (options) => new Promise((resolve) => {
      navigator.locks.request('zhike:' + zhikeStorage.mount, options, (lock) => {
        resolve(!!lock);
        if (!lock) return undefined;
        return new Promise((release) => {
          zhikeStorage.release = release;
        });
      }).catch((error) => {
        resolve(false);
        // The lock was held and another tab took it by force.
        if (zhikeStorage.release && error.name === 'AbortError' && zhikeStorage.state === 'writer') {
          zhikeStorage.release = null;
          zhikeStorage.fenced = true;
          zhikeStorage.setState('reader');
          zhikeStorage.waitForLock();
        }
      });
    }),
    waitForLock: async () => {
      if (!navigator.locks) return;
      const wait = new AbortController();
      zhikeStorage.lockWait = wait;
      if (await zhikeStorage.takeLock({ 'signal': wait.signal })) zhikeStorage.becomeWriter();
    },
    becomeWriter: async () => {
      zhikeStorage.lockWait = null;
      try {
        const names = await zhikeStorage.load();
        await zhikeStorage.claim();
        zhikeStorage.emit(zhikeStorage.event.loaded, 0, '', names);
        zhikeStorage.setState('writer');
      } catch (error) {
        zhikeStorage.release && zhikeStorage.release();
        zhikeStorage.release = null;
        zhikeStorage.emit(zhikeStorage.event.loaded, 0, 'storage.unreadable', zhikeStorage.fault(error)[1]);
      }
    },
    listen: () => {
      if (typeof BroadcastChannel === 'undefined') return;
      zhikeStorage.channel = new BroadcastChannel('zhike:' + zhikeStorage.mount);
      zhikeStorage.channel.onmessage = (event) => {
        if (event.data === 'ask' && zhikeStorage.state === 'writer') {
          zhikeStorage.emit(zhikeStorage.event.asked, 0, '', '');
        }
        if (event.data === 'committed' && zhikeStorage.state === 'reader' && !zhikeStorage.changedTimer) {
          zhikeStorage.changedTimer = setTimeout(() => {
            zhikeStorage.changedTimer = 0;
            zhikeStorage.emit(zhikeStorage.event.changed, 0, '', '');
          }, 1000);
        }
      };
    },
    say: (what) => zhikeStorage.channel && zhikeStorage.channel.postMessage(what),

    start: async () => {
      const started = (code, detail) => zhikeStorage.emit(zhikeStorage.event.started, 0, code, detail);
      const ended = (state, code, detail) => {
        zhikeStorage.state = state;
        zhikeStorage.emit(zhikeStorage.event.state, 0, 'starting', state);
        started(code, detail);
      };
      FS.mkdirTree(zhikeStorage.mount);
      try {
        if (!IDBFS.indexedDB()) throw new DOMException('no IndexedDB', 'SecurityError');
        await zhikeStorage.open();
      } catch (error) {
        const absent = ['SecurityError', 'InvalidStateError', 'NotAllowedError'].includes(error && error.name);
        if (absent) ended('memory_only', 'storage.memory_only', zhikeStorage.fault(error)[1]);
        else ended('reader', 'storage.unreadable', zhikeStorage.fault(error)[1]);
        return;
      }
      zhikeStorage.listen();
      const writes = !navigator.locks || (await zhikeStorage.takeLock({ 'ifAvailable': true }));
      try {
        FS.mount(IDBFS, {}, zhikeStorage.mount);
        const names = await zhikeStorage.load();
        if (writes) await zhikeStorage.claim();
        ended(writes ? 'writer' : 'reader', '', names);
      } catch (error) {
        ended('reader', 'storage.unreadable', zhikeStorage.fault(error)[1]);
        return;
      }
      if (!writes) zhikeStorage.waitForLock();
      else if (!zhikeStorage.hasBallast) zhikeStorage.addBallast();
    },

    // ---- commit ----
    // Room kept aside: when the disk is full it is given up, so that the last commit still goes through.
    addBallast: async () => {
      try {
        const room = navigator.storage && (await navigator.storage.estimate());
        if (!room || room.quota - room.usage < 16 * zhikeStorage.ballastBytes) return;
        const contents = new Uint8Array(zhikeStorage.ballastBytes);
        for (let at = 0; at < contents.length; at += 65536) {
          crypto.getRandomValues(contents.subarray(at, at + 65536));
        }
        await zhikeStorage.transact((store) =>
          store.put(zhikeStorage.row(zhikeStorage.fileMode, contents), zhikeStorage.mount + zhikeStorage.ballastName));
        zhikeStorage.hasBallast = true;
      } catch (error) {
        // Without ballast everything works as before; a real fault shows at the next commit.
      }
    },
    giveUpBallast: async () => {
      if (!zhikeStorage.hasBallast) return false;
      zhikeStorage.hasBallast = false;
      try {
        await zhikeStorage.transact((store) => store.delete(zhikeStorage.mount + zhikeStorage.ballastName));
        return true;
      } catch (error) {
        return false;
      }
    },
    // Puts the rows of `job` and deletes its removes, all or nothing.
    write: (job) => zhikeStorage.transact((store, transaction, abort) => {
      zhikeStorage.nextStamp();
      const check = store.get(zhikeStorage.mount + zhikeStorage.epochName);
      const folders = new Set();
      for (const path of job.writes.keys()) {
        for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
          const folder = zhikeStorage.mount + '/' + path.slice(0, end);
          if (!zhikeStorage.folders.has(folder)) folders.add(folder);
        }
      }
      for (const folder of folders) store.put(zhikeStorage.row(zhikeStorage.folderMode, null), folder);
      for (const [path, bytes] of job.writes) {
        store.put(zhikeStorage.row(zhikeStorage.fileMode, bytes), zhikeStorage.mount + '/' + path);
      }
      for (const path of job.removes) store.delete(zhikeStorage.mount + '/' + path);
      job.folders = folders;
      check.onsuccess = () => {
        const epoch = zhikeStorage.epochOf(check.result);
        if (epoch !== zhikeStorage.epoch) abort({ name: epoch ? 'fenced' : 'cleared' });
        else if (transaction.commit) transaction.commit();
      };
    }),
    keep: (job) => {
      for (const folder of job.folders || []) zhikeStorage.folders.add(folder);
      if (!zhikeStorage.keepsCopies) return;
      for (const [path, bytes] of job.writes) {
        const full = zhikeStorage.mount + '/' + path;
        FS.mkdirTree(full.slice(0, full.lastIndexOf('/')));
        FS.writeFile(full, bytes, { canOwn: true });
        FS.utime(full, zhikeStorage.lastStamp, zhikeStorage.lastStamp);
      }
      for (const path of job.removes) {
        const full = zhikeStorage.mount + '/' + path;
        if (FS.analyzePath(full).exists) FS.unlink(full);
      }
    },
    carryOut: async (job) => {
      if (zhikeStorage.state === 'memory_only') {
        zhikeStorage.keep(job);
        return ['storage.failed', 'memory_only'];
      }
      if (zhikeStorage.state !== 'writer') {
        return [zhikeStorage.fenced ? 'storage.fenced' : 'storage.readonly', zhikeStorage.state];
      }
      let gaveUpBallast = false;
      for (;;) {
        try {
          await zhikeStorage.write(job);
          zhikeStorage.keep(job);
          zhikeStorage.say('committed');
          return ['', gaveUpBallast ? 'low' : ''];
        } catch (error) {
          if (error.name === 'fenced') {
            zhikeStorage.fenced = true;
            return ['storage.fenced', ''];
          }
          const [code, detail] = error.name === 'cleared' ? ['storage.failed', 'cleared'] : zhikeStorage.fault(error);
          if (code !== 'storage.full' || !(await zhikeStorage.giveUpBallast())) return [code, detail];
          gaveUpBallast = true;
        }
      }
    },
    run: async () => {
      if (zhikeStorage.running) return;
      zhikeStorage.running = true;
      while (zhikeStorage.queue.length) {
        const job = zhikeStorage.queue.shift();
        const [code, detail] = await zhikeStorage.carryOut(job);
        job.writes.clear();
        zhikeStorage.emit(zhikeStorage.event.committed, job.ticket, code, detail);
      }
      zhikeStorage.running = false;
      // Another writer took over: show it after the answers, once.
      if (zhikeStorage.fenced && zhikeStorage.state === 'writer') {
        zhikeStorage.release && zhikeStorage.release();
        zhikeStorage.release = null;
        zhikeStorage.setState('reader');
        zhikeStorage.waitForLock();
      }
      if (zhikeStorage.leaving) zhikeStorage.leave();
    },
    leaving: false,
    leave: () => {
      zhikeStorage.leaving = true;
      if (zhikeStorage.running || zhikeStorage.state !== 'writer') return;
      zhikeStorage.leaving = false;
      zhikeStorage.setState('reader');
      zhikeStorage.release && zhikeStorage.release();
      zhikeStorage.release = null;
      zhikeStorage.waitForLock();
    },
    job: (ticket) => {
      if (!zhikeStorage.building.has(ticket)) {
        zhikeStorage.building.set(ticket, { ticket, writes: new Map(), removes: [] });
      }
      return zhikeStorage.building.get(ticket);
    },
  },

  zhike_storage_start__deps: ['$zhikeStorage'],
  zhike_storage_start__sig: 'vpi',
  zhike_storage_start: (mount, length) => {
    zhikeStorage.mount = zhikeText.read(mount, length);
    zhikeStorage.start();
  },

  zhike_storage_name__deps: ['$stringToUTF8'],
  zhike_storage_name__sig: 'vpi',
  zhike_storage_name: (out, capacity) => stringToUTF8(window['zhike_storage_name'], out >>> 0, capacity),

  // The bytes are copied here, whole: the transaction starts later, and a view would drag the entire heap with it.
  zhike_storage_put__deps: ['$zhikeStorage'],
  zhike_storage_put__sig: 'vipipi',
  zhike_storage_put: (ticket, path, pathLength, bytes, length) => {
    const start = bytes >>> 0;
    zhikeStorage.job(ticket).writes.set(zhikeText.read(path, pathLength), HEAPU8.slice(start, start + (length >>> 0)));
  },

  zhike_storage_remove__deps: ['$zhikeStorage'],
  zhike_storage_remove__sig: 'vipi',
  zhike_storage_remove: (ticket, path, length) => {
    zhikeStorage.job(ticket).removes.push(zhikeText.read(path, length));
  },

  zhike_storage_commit__deps: ['$zhikeStorage'],
  zhike_storage_commit__sig: 'vi',
  zhike_storage_commit: (ticket) => {
    zhikeStorage.queue.push(zhikeStorage.job(ticket));
    zhikeStorage.building.delete(ticket);
    zhikeStorage.run();
  },

  zhike_storage_later__deps: ['$zhikeStorage'],
  zhike_storage_later__sig: 'vi',
  zhike_storage_later: (ticket) => {
    setTimeout(() => zhikeStorage.emit(zhikeStorage.event.later, ticket, '', ''), 0);
  },

  zhike_storage_drop__deps: ['$zhikeStorage'],
  zhike_storage_drop__sig: 'v',
  zhike_storage_drop: () => zhikeStorage.drop(),

  zhike_storage_reload__deps: ['$zhikeStorage'],
  zhike_storage_reload__sig: 'vi',
  zhike_storage_reload: (ticket) => {
    zhikeStorage.load().then(
      (names) => zhikeStorage.emit(zhikeStorage.event.loaded, ticket, '', names),
      (error) => zhikeStorage.emit(zhikeStorage.event.loaded, ticket, 'storage.unreadable',
        zhikeStorage.fault(error)[1]));
  },

  zhike_storage_ask__deps: ['$zhikeStorage'],
  zhike_storage_ask__sig: 'v',
  zhike_storage_ask: () => {
    if (zhikeStorage.state === 'reader') zhikeStorage.say('ask');
  },

  zhike_storage_leave__deps: ['$zhikeStorage'],
  zhike_storage_leave__sig: 'v',
  zhike_storage_leave: () => zhikeStorage.leave(),

  zhike_storage_steal__deps: ['$zhikeStorage'],
  zhike_storage_steal__sig: 'v',
  zhike_storage_steal: async () => {
    if (zhikeStorage.state !== 'reader') return;
    if (zhikeStorage.lockWait) zhikeStorage.lockWait.abort();
    if (!navigator.locks || (await zhikeStorage.takeLock({ 'steal': true }))) zhikeStorage.becomeWriter();
  },

  zhike_storage_info__deps: ['$zhikeStorage'],
  zhike_storage_info__sig: 'vi',
  zhike_storage_info: async (persist) => {
    const manager = navigator.storage;
    let persisted = false;
    let room = {};
    try {
      if (manager) {
        persisted = persist ? await manager.persist() : await manager.persisted();
        room = await manager.estimate();
      }
    } catch (error) {
      // Not offered on this page: the figures stay 0 and nothing is promised.
    }
    _zhike_storage_info_known(persisted ? 1 : 0, room.usage || 0, room.quota || 0);
  },
});
