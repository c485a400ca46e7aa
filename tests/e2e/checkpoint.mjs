// A book large enough for a checkpoint: it is made while nothing else goes on, the next visit opens from it to the same
// state, an import behind it is there, and a damaged one is passed over. Nothing here is decided by a time.
import { call, check, equal, launch, open, productSite, run, served, test, until } from './lib/support.mjs';

const customers = 1500;  // some four megabytes of journal; below two there is no checkpoint

// Paths of the book's files, and with `damage` a changed byte in each file whose path begins so.
const files = (page, damage = '') => page.evaluate(async (start) => {
  const { name } = (await indexedDB.databases()).find((each) => each.name.startsWith('/zhike-'));
  const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result); });
  const store = db.transaction(['FILE_DATA'], 'readwrite').objectStore('FILE_DATA');
  const ask = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const paths = [];
  for (const key of await ask(store.getAllKeys())) {
    const path = key.slice(name.length + 1);
    paths.push(path);
    if (!start || !path.startsWith(start)) continue;
    const row = await ask(store.get(key));
    if (!row.contents) continue;
    row.contents[row.contents.length >> 1] ^= 4;
    row.timestamp = new Date(row.timestamp.getTime() + 1);
    await ask(store.put(row, key));
  }
  db.close();
  return paths;
}, damage);

const heads = async (page) => (await files(page)).filter((path) => /^ckpt\/\d+-[0-9a-f]{8}$/.test(path));

test('a large book opens from its checkpoint, and without a sound one from its journal', async (defer) => {
  const server = await served(defer, productSite);
  const context = await (await launch(defer)).newContext();
  let page = await open(context, server.url);
  await call(page, 'seed', { customers });
  await until(async () => (await heads(page)).length === 1, 'a checkpoint', 100000);
  const state = await call(page, 'stateHash');
  const again = async () => {
    await page.close();
    page = await open(context, server.url);
    await until(async () => (await call(page, 'status')).writer, 'the closed page to hand over');
  };
  await again();
  equal(await call(page, 'stateHash'), state, 'state from the checkpoint');

  await call(page, 'import', { text: 'customer number,name\nZ1,Behind the checkpoint\n', name: 'z.csv' });
  const later = await call(page, 'stateHash');
  check(later !== state, 'the import changed nothing');
  await again();
  equal(await call(page, 'stateHash'), later, 'state from the checkpoint and what came behind it');

  check((await files(page, 'ckpt/')).some((path) => path.startsWith('ckpt/')), 'no checkpoint to damage');
  await again();
  equal(await call(page, 'stateHash'), later, 'state from the journal');
  equal((await call(page, 'status')).problems, [], 'problems');
  equal(page.faults, []);
});

await run({ timeoutMs: 300000 });
