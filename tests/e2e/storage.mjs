// The browser storage against its promises (web/platform/storage.h): durable commits, all or nothing, one writer,
// fencing, a full disk, no database at all. Uses the platform page, so that faults can be put in below the product.
import {
  call, check, equal, launch, launchKillable, open, platformSite, refusal, run, served, temporaryFolder, test, until,
} from './lib/support.mjs';

const site = platformSite();
const name = '/zhike-test';
const start = (page) => call(page, 'start', { name });
const put = (page, writes, removes = []) => call(page, 'commit', { writes, removes });

async function opened(defer, options = {}) {
  const { url } = await served(defer, site);
  const browser = await launch(defer);
  const context = await browser.newContext(options);
  return { url, context, page: await open(context, url) };
}

async function reopened(context, page, url) {
  await page.close();
  const next = await open(context, url);
  await start(next);
  return next;
}

test('what was committed is there after a restart', async (defer) => {
  let { url, context, page } = await opened(defer);
  await start(page);
  equal((await call(page, 'status')).writer, 'writer');
  await put(page, { 'seg/000001.log': '一行\n', 'meta/device.json': '{}', 'ckpt/1': '' });
  await put(page, { 'seg/000002.log': 'two' }, ['ckpt/1']);
  page = await reopened(context, page, url);
  equal(await call(page, 'list'), ['meta/device.json', 'seg/000001.log', 'seg/000002.log']);
  equal(await call(page, 'read', { path: 'seg/000001.log' }), '一行\n');
  equal(await refusal(page, 'read', { path: 'ckpt/1' }), 'storage.missing');
  await put(page, { 'seg/000002.log': 'two and more' });
  equal(await call(page, 'read', { path: 'seg/000002.log' }), 'two and more', 'read after commit');
  page = await reopened(context, page, url);
  equal(await call(page, 'read', { path: 'seg/000002.log' }), 'two and more');
  equal(page.faults, []);
});

test('many saves within one millisecond are all kept, in order', async (defer) => {
  let { url, context, page } = await opened(defer);
  await start(page);
  await page.evaluate(async () => {
    const real = Date.now;
    Date.now = () => Math.floor(real() / 100000) * 100000;
    const all = [];
    for (let i = 0; i <= 200; ++i) all.push(window.zhike.call('commit', { writes: { 'seg/1': 'save ' + i } }));
    await Promise.all(all);
  });
  const reader = await open(context, url);
  await start(reader);
  equal(await call(reader, 'read', { path: 'seg/1' }), 'save 200');
  await put(page, { 'seg/1': 'save 201' });
  await call(reader, 'reload');
  equal(await call(reader, 'read', { path: 'seg/1' }), 'save 201', 'reload sees a change within the same clock tick');
  page = await reopened(context, page, url);
  equal(await call(page, 'read', { path: 'seg/1' }), 'save 201');
});

test('commits are strict transactions, and IDBFS itself never writes', async (defer) => {
  const { url, context } = await opened(defer);
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.seen = [];
    const real = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      const made = real.call(this, stores, mode, options);
      window.seen.push({ mode, durability: options?.durability, writes: 0, made });
      return made;
    };
    for (const act of ['put', 'delete', 'clear']) {
      const write = IDBObjectStore.prototype[act];
      IDBObjectStore.prototype[act] = function (...values) {
        window.seen.find(({ made }) => made === this.transaction).writes++;
        return write.apply(this, values);
      };
    }
  });
  await page.goto(url);
  await page.evaluate(() => window.zhike.ready);
  await start(page);
  await put(page, { 'a/b': 'x' }, ['c']);
  const seen = await page.evaluate(() => window.seen.filter(({ writes }) => writes).map(({ made, ...rest }) => rest));
  check(seen.length >= 2, 'claim and commit write');
  for (const { durability } of seen) equal(durability, 'strict', 'durability of a writing transaction');
});

test('acknowledged commits survive a killed browser', async (defer) => {
  const { url } = await served(defer, site);
  const profile = temporaryFolder(defer);
  let acknowledged = 0;
  for (let round = 0; round < 5; ++round) {
    const { context, kill } = await launchKillable(defer, profile);
    const page = await open(context, url);
    await start(page);
    if (round) {
      const files = await call(page, 'list');
      const counts = await Promise.all(['a', 'b', 'c'].map(async (file) =>
        Number((await call(page, 'read', { path: 'seg/' + file })).split(' ')[0])));
      equal(files, ['seg/a', 'seg/b', 'seg/c']);
      check(counts[0] >= acknowledged, `lost: stored ${counts[0]}, acknowledged ${acknowledged}`);
      check(counts.every((count) => count === counts[0]), `torn: ${counts}`);
      acknowledged = counts[0];
    }
    await page.exposeFunction('acknowledge', (count) => {
      acknowledged = Math.max(acknowledged, count);
    });
    await page.evaluate((from) => {
      let count = from;
      const more = () => {
        const text = `${++count} ${'x'.repeat(20000)}`;
        const mine = count;
        window.zhike.call('commit', { writes: { 'seg/a': text, 'seg/b': text, 'seg/c': text } })
          .then(() => window.acknowledge(mine)).then(more);
      };
      more();
    }, acknowledged);
    const before = acknowledged;
    await until(() => acknowledged > before + 20, '20 commits');
    await new Promise((done) => setTimeout(done, 37 * round));
    await kill();
  }
  check(acknowledged > 100, 'enough commits');
});

test('a failing put aborts the whole commit and is reported', async (defer) => {
  let { url, context, page } = await opened(defer);
  await start(page);
  await put(page, { 'seg/1': 'old', 'seg/2': 'old', 'seg/3': 'old' });
  for (const [fault, code] of [['QuotaExceededError', 'storage.full'], ['DataError', 'storage.failed']]) {
    await page.evaluate((kind) => {
      window.realPut ??= IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (value, key) {
        if (String(key).endsWith('seg/2')) throw new DOMException('injected', kind);
        return window.realPut.call(this, value, key);
      };
    }, fault);
    equal(await refusal(page, 'commit', { writes: { 'seg/1': 'NEW', 'seg/2': 'NEW', 'seg/3': 'NEW' } }), code);
    equal((await call(page, 'status')).lastError, code);
  }
  equal(await call(page, 'read', { path: 'seg/1' }), 'old');
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = window.realPut;
  });
  page = await reopened(context, page, url);
  for (const file of ['seg/1', 'seg/2', 'seg/3']) equal(await call(page, 'read', { path: file }), 'old', file);
  await put(page, { 'seg/1': 'new' });
  equal((await call(page, 'status')).lastError, '');
});

test('when the disk is full the reserve lets the last commit through', async (defer) => {
  const { page } = await opened(defer);
  await start(page);
  await until(() => page.evaluate(async (key) => {
    const db = await new Promise((done) => {
      const opening = indexedDB.open(key);
      opening.onsuccess = () => done(opening.result);
    });
    const count = await new Promise((done) => {
      const request = db.transaction(['FILE_DATA']).objectStore('FILE_DATA').count(key + '/.ballast');
      request.onsuccess = () => done(request.result);
    });
    db.close();
    return count;
  }, name), 'the reserve');
  await page.evaluate(() => {
    let full = true;
    const [realPut, realDelete] = [IDBObjectStore.prototype.put, IDBObjectStore.prototype.delete];
    IDBObjectStore.prototype.put = function (value, key) {
      if (full) throw new DOMException('injected', 'QuotaExceededError');
      return realPut.call(this, value, key);
    };
    IDBObjectStore.prototype.delete = function (key) {
      if (String(key).endsWith('.ballast')) full = false;
      return realDelete.call(this, key);
    };
  });
  await put(page, { 'seg/1': 'the last edit' });
  equal((await call(page, 'status')).nearlyFull, true);
  equal(await call(page, 'list'), ['seg/1'], 'the reserve is no file of the book');
});

test('the second tab reads, sees changes, and takes over when the first closes', async (defer) => {
  const { url, context, page } = await opened(defer);
  await start(page);
  await put(page, { 'seg/1': 'first' });
  const second = await open(context, url);
  await start(second);
  equal((await call(second, 'status')).writer, 'reader');
  equal(await call(second, 'read', { path: 'seg/1' }), 'first');
  equal(await refusal(second, 'commit', { writes: { 'seg/9': 'no' } }), 'storage.readonly');
  await put(page, { 'seg/1': 'changed', 'seg/2': 'added' });
  await until(async () => (await call(second, 'status')).events.includes('changed'), 'the change to be announced');
  await call(second, 'reload');
  equal(await call(second, 'list'), ['seg/1', 'seg/2']);
  equal(await call(second, 'read', { path: 'seg/1' }), 'changed');
  await put(page, {}, ['seg/2']);
  await page.close();
  await until(async () => (await call(second, 'status')).writer === 'writer', 'the lock');
  equal(await call(second, 'list'), ['seg/1'], 'files after taking over');
  await put(second, { 'seg/3': 'mine' });
});

test('hand-over: the first tab finishes, becomes a reader and can get it back', async (defer) => {
  const { url, context, page } = await opened(defer);
  await start(page);
  const second = await open(context, url);
  await start(second);
  await page.evaluate(() => {
    window.results = [];
    for (let i = 0; i < 30; ++i) {
      window.zhike.call('commit', { writes: { ['seg/' + i]: 'x'.repeat(50000) } })
        .then(() => window.results.push('ok'), (error) => window.results.push(error.code));
    }
  });
  await call(second, 'ask');
  await until(async () => (await call(second, 'status')).writer === 'writer', 'the hand-over');
  equal((await call(page, 'status')).writer, 'reader');
  equal(await page.evaluate(() => window.results), Array(30).fill('ok'), 'commits before the hand-over');
  equal((await call(second, 'list')).length, 30);
  await put(second, { 'seg/0': 'second' });
  equal(await refusal(page, 'commit', { writes: { 'seg/0': 'first' } }), 'storage.readonly');
  await call(page, 'ask');
  await until(async () => (await call(page, 'status')).writer === 'writer', 'the way back');
  equal(await call(page, 'read', { path: 'seg/0' }), 'second');
});

test('a tab whose lock was taken by force is fenced and changes nothing', async (defer) => {
  const { url, context, page } = await opened(defer);
  await start(page);
  await put(page, { 'seg/1': 'first' });
  await call(page, 'keepWriting');
  const second = await open(context, url);
  await start(second);
  await call(second, 'ask');
  await until(async () => (await call(page, 'status')).events.includes('asked'), 'the question');
  await call(second, 'takeOver');
  await until(async () => (await call(second, 'status')).writer === 'writer', 'the lock by force');
  equal(await refusal(page, 'commit', { writes: { 'seg/1': 'stale' } }), 'storage.fenced');
  equal((await call(page, 'status')).writer, 'reader');
  await put(second, { 'seg/2': 'second' });
  await call(page, 'reload');
  equal(await call(page, 'read', { path: 'seg/1' }), 'first');
});

test('without locks the epoch row alone fences the older tab', async (defer) => {
  const { url, context } = await opened(defer);
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  const first = await open(context, url);
  await start(first);
  await put(first, { 'seg/1': 'first' });
  const second = await open(context, url);
  await start(second);
  equal((await call(second, 'status')).writer, 'writer');
  await put(second, { 'seg/2': 'second' });
  equal(await refusal(first, 'commit', { writes: { 'seg/1': 'stale' } }), 'storage.fenced');
  await until(async () => (await call(first, 'status')).writer === 'reader', 'the older tab to see it');
  const third = await open(context, url);
  await start(third);
  equal(await call(third, 'read', { path: 'seg/1' }), 'first');
});

// Three tabs do random things; `book` holds what was acknowledged. Crashes, hand-overs and force may refuse a commit, but
// an acknowledged one stays, and a refused one leaves nothing.
async function interleave(defer, seed, steps) {
  let state = seed;
  const random = (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const { url, context, page } = await opened(defer);
  const tabs = [page, await open(context, url), await open(context, url)];
  for (const tab of tabs) await start(tab);
  const book = new Map();
  let accepted = 0;
  for (let step = 0; step < steps; ++step) {
    const at = random(tabs.length);
    const act = random(10);
    const file = `seg/${random(6)}`;
    if (act < 6) {
      const removes = act === 0 && book.has(file);
      const code = await refusal(tabs[at], 'commit',
        removes ? { removes: [file] } : { writes: { [file]: `step ${step}` } });
      check(['', 'storage.readonly', 'storage.fenced'].includes(code), `seed ${seed} step ${step}: ${code}`);
      if (code) continue;
      ++accepted;
      if (removes) book.delete(file);
      else book.set(file, `step ${step}`);
    } else if (act < 8) {
      await call(tabs[at], 'ask');
    } else if (act === 8) {
      await call(tabs[at], 'takeOver');
    } else {
      const devtools = await context.newCDPSession(tabs[at]);
      devtools.send('Page.crash').catch(() => {});
      await tabs[at].waitForEvent('crash');
      tabs[at].close().catch(() => {});
      tabs[at] = await open(context, url);
      await start(tabs[at]);
    }
    await new Promise((done) => setTimeout(done, random(20)));
  }
  const last = await open(context, url);
  await start(last);
  equal(await call(last, 'list'), [...book.keys()].sort(), `seed ${seed}: files`);
  for (const [file, text] of book) equal(await call(last, 'read', { path: file }), text, `seed ${seed}: ${file}`);
  return accepted;
}

test('three tabs in random order, with crashes: what was acknowledged stays', async (defer) => {
  let accepted = 0;
  for (let seed = 1; seed <= 4; ++seed) accepted += await interleave(defer, seed, 40);
  check(accepted > 8, `only ${accepted} commits were accepted: the test tests nothing`);
});

test('a database closed under the page is opened again; a deleted one is not half refilled', async (defer) => {
  const { page } = await opened(defer);
  await start(page);
  await put(page, { 'seg/1': 'one' });
  // Another page asks for a newer version: ours must let go, then come back.
  await page.evaluate((key) => new Promise((done, fail) => {
    const asking = indexedDB.open(key, 99);
    asking.onupgradeneeded = () => asking.transaction.abort();
    asking.onblocked = () => fail(new Error('blocked'));
    asking.onerror = () => done();
  }), name);
  await put(page, { 'seg/2': 'two' });
  await page.evaluate((key) => new Promise((done, fail) => {
    const deleting = indexedDB.deleteDatabase(key);
    deleting.onsuccess = done;
    deleting.onblocked = () => fail(new Error('blocked'));
  }), name);
  equal(await refusal(page, 'commit', { writes: { 'seg/3': 'three' } }), 'storage.failed');
});

test('dropping the copies keeps the database whole', async (defer) => {
  let { url, context, page } = await opened(defer);
  await start(page);
  await put(page, { 'seg/1': 'one', 'seg/2': 'two' });
  await call(page, 'drop');
  equal(await refusal(page, 'read', { path: 'seg/1' }), 'storage.unreadable');
  await put(page, { 'seg/3': 'three' });
  equal(await call(page, 'list'), ['seg/1', 'seg/2', 'seg/3']);
  await call(page, 'reload');
  equal(await call(page, 'read', { path: 'seg/3' }), 'three');
  await call(page, 'drop');
  page = await reopened(context, page, url);
  equal(await call(page, 'read', { path: 'seg/1' }), 'one');
});

test('without IndexedDB the page starts in memory and says so', async (defer) => {
  const { url, context } = await opened(defer);
  await context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  const page = await open(context, url);
  equal(await refusal(page, 'start', { name }), 'storage.memory_only');
  equal((await call(page, 'status')).writer, 'memory_only');
  equal(await refusal(page, 'commit', { writes: { 'seg/1': 'one' } }), 'storage.failed');
  equal(await call(page, 'read', { path: 'seg/1' }), 'one');
});

test('paths that could leave the book are refused', async (defer) => {
  const { page } = await opened(defer);
  await start(page);
  for (const path of ['', '/a', 'a//b', '../x', 'a/../b', '.writer', 'a/.b', 'a b', 'é', 'a/']) {
    equal(await refusal(page, 'commit', { writes: { [path]: 'x' } }), 'storage.failed', path);
  }
  equal(await call(page, 'list'), []);
});

test('the files can be rescued when the program is dead', async (defer) => {
  const { url, context, page } = await opened(defer);
  equal(await page.evaluate(() => window.zhike_rescue().catch((error) => error.name)), 'AbortError', 'no book yet');
  await call(page, 'start');
  await put(page, { 'seg/1': '一' });
  await context.route('**/zhike.*.js', (route) => route.abort());
  const broken = await context.newPage();
  await broken.goto(url);
  const rescued = JSON.parse(await broken.evaluate(() => window.zhike_rescue()));
  equal(rescued, { format: 'zhike-rescue/1', files: [{ path: 'seg/1', text: '一' }] });
});

test('a large file is stored whole', async (defer) => {
  let { url, context, page } = await opened(defer);
  await start(page);
  await put(page, { 'seg/big': 64 << 20 });
  page = await reopened(context, page, url);
  equal(await call(page, 'read', { path: 'seg/big' }), 64 << 20);
});

await run();
