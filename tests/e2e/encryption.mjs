// Encryption on the page: headquarters' key, passphrases, the restore drill, and the lock of the stored book. The files
// are opened by npm's age-encryption, which knows nothing of this program.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { call, check, equal, launch, open, productSite, refusal, room, root, run, screenshot, served, temporaryFolder, test,
  until, waitIdle } from './lib/support.mjs';

const modules = process.env.ZHIKE_NODE_MODULES ?? join(root, '.tools/npm/node_modules');
globalThis.crypto ??= (await import('node:crypto')).webcrypto;
const age = await import(pathToFileURL(join(modules, 'age-encryption/dist/index.js')));

const node = (page, key) => page.locator(`#mirror [data-key="${key}"]`).first();
// With the mouse; what lies below the edge of the window as a screen reader does it.
async function press(page, key) {
  await node(page, key).waitFor({ state: 'attached' });
  const box = await node(page, key).boundingBox();
  if (box && box.y >= 0 && box.y + box.height <= page.viewportSize().height) return node(page, key).click();
  return node(page, key).evaluate((element) => element.click());
}
const gone = (page, key) => until(async () => (await page.locator(`#mirror [data-key="${key}"]`).count()) === 0, `no ${key}`);
const says = (page, words) => until(() => page.evaluate((wanted) =>
  document.getElementById('mirror').innerText.includes(wanted) || document.getElementById('mirror').outerHTML.includes(wanted),
words), words);

async function fill(page, key, text) {
  await press(page, key);
  await page.keyboard.insertText(text);
}

async function saved(page, key, folder) {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, key)]);
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

async function choose(page, key, file) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, key)]);
  await chooser.setFiles(file);
}

async function start(defer, by = 'Anna') {
  const server = await served(defer, productSite);
  const browser = await launch(defer);
  const context = await browser.newContext({ locale: 'en-GB', acceptDownloads: true });
  const page = await open(context, server.url);
  await call(page, 'do', { command: 'create', args: { type: 'customer', name: `宏图广告 of ${by}` } });
  await waitIdle(page);
  return { server, browser, context, page, folder: temporaryFolder(defer) };
}

// Every byte the browser keeps for the page, as text.
const stored = (page) => page.evaluate(async () => {
  let all = JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
  const text = new TextDecoder('utf-8', { fatal: false });
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result); });
    for (const store of db.objectStoreNames) {
      const rows = await new Promise((done) => {
        db.transaction(store).objectStore(store).getAll().onsuccess = (event) => done(event.target.result);
      });
      for (const row of rows) all += row?.contents ? text.decode(row.contents) : JSON.stringify(row);
    }
    db.close();
  }
  return all;
});

test('headquarters makes a key; a snapshot for it opens with any age and merges at headquarters', async (defer) => {
  const { server, browser, page, folder } = await start(defer);
  await room(page, 'Settings');
  await press(page, 'keys.make');
  await node(page, 'secret.key.secret_code').waitFor();
  await screenshot(page, 'encryption-key');
  const keyFile = await saved(page, 'secret.key.save', folder);
  await press(page, 'secret.key.use');
  await gone(page, 'secret.key.save');
  await node(page, 'keys.code').waitFor();
  const identity = readFileSync(keyFile, 'utf8').trim().split('\n').at(-1);
  check(!(await stored(page)).includes(identity), 'the secret key is stored');

  await room(page, 'Data');
  await screenshot(page, 'encryption-data');
  const file = await saved(page, 'backup.headquarters', folder);
  const decrypter = new age.Decrypter();
  decrypter.addIdentity(identity);
  const plain = await decrypter.decrypt(readFileSync(file), 'text');
  equal(JSON.parse(plain).format, 'zhike-bundle/1');
  check(plain.includes('宏图广告 of Anna'), 'the customer is in the file');

  const other = await open(await browser.newContext({ locale: 'en-GB' }), server.url);
  await call(other, 'do', { command: 'create', args: { type: 'customer', name: 'Of headquarters' } });
  await room(other, 'Data');
  await choose(other, 'data.merge.choose', file);
  await node(other, 'secret.identity').waitFor();
  await fill(other, 'secret.identity', 'AGE-SECRET-KEY-1WRONG');
  await press(other, 'secret.ask.open');
  await says(other, 'not a secret key of age');
  await choose(other, 'secret.ask.key_file', keyFile);
  await press(other, 'data.merge.apply');
  await until(async () => (await call(other, 'status')).records.customer === 2, 'the merged customer');
  equal([...page.faults, ...other.faults], []);
});

test('a passphrase is shown once, opens the file with any age, and the drill replays the backup', async (defer) => {
  const { page, folder } = await start(defer);
  await room(page, 'Data');
  await press(page, 'backup.words');
  await node(page, 'secret.words.save').waitFor();
  await says(page, '66 bits');
  const words = await page.evaluate(() => /[a-z]+(-[a-z]+){5}/.exec(document.getElementById('mirror').textContent)[0]);
  await screenshot(page, 'encryption-words');
  const file = await saved(page, 'secret.words.save', folder);
  await press(page, 'secret.done');
  await gone(page, 'secret.words.copy');
  check(!(await stored(page)).includes(words), 'the passphrase is stored');
  const decrypter = new age.Decrypter();
  decrypter.addPassphrase(words);
  check((await decrypter.decrypt(readFileSync(file), 'text')).includes('宏图广告'), 'opens with npm');

  await choose(page, 'backup.check', file);
  await fill(page, 'secret.passphrase', 'six-other-words-that-are-wrong');
  await press(page, 'secret.ask.open');
  await says(page, 'The passphrase does not open this file');
  await screenshot(page, 'encryption-wrong');
  await fill(page, 'secret.passphrase', words);
  await press(page, 'secret.ask.open');
  await says(page, 'This backup opens and is sound');
  await says(page, 'this book exactly');
  await screenshot(page, 'encryption-checked');

  const broken = join(folder, 'broken.age');
  const bytes = readFileSync(file);
  bytes[bytes.length - 40] ^= 1;
  writeFileSync(broken, bytes);
  await choose(page, 'backup.check', broken);
  await fill(page, 'secret.passphrase', words);
  await press(page, 'secret.ask.open');
  await says(page, 'encrypted file');
  equal((await call(page, 'status')).records.customer, 1);
  equal(page.faults, []);
});

test('a lock seals what is stored, asks after a reload and when idle, and comes off', async (defer) => {
  const { server, context, page } = await start(defer);
  const hash = (await call(page, 'stateHash'));
  check((await stored(page)).includes('宏图广告'), 'readable before the lock');
  await room(page, 'Settings');
  await press(page, 'lock.set');
  await node(page, 'secret.words.kept').waitFor();
  const words = await page.evaluate(() => /[a-z]+(-[a-z]+){5}/.exec(document.getElementById('mirror').textContent)[0]);
  await press(page, 'secret.words.kept');
  await press(page, 'secret.lock_words.set');
  await node(page, 'lock.now').waitFor();
  await screenshot(page, 'encryption-locked-settings');
  await call(page, 'do', { command: 'create', args: { type: 'customer', name: 'After the lock' } });
  await waitIdle(page);
  const bytes = await stored(page);
  for (const secret of ['宏图广告', 'After the lock', words]) check(!bytes.includes(secret), `${secret} is stored in the clear`);
  check(bytes.includes('zhike-sealed/1'), 'the files are sealed');
  await page.close();

  const again = await open(context, server.url);
  await node(again, 'lock.passphrase').waitFor();
  await screenshot(again, 'encryption-shut');
  equal(await refusal(again, 'export', {}), 'lock.shut');
  equal((await call(again, 'status')).locked, true);
  await fill(again, 'lock.passphrase', 'not-these-six-words-my-friend');
  await press(again, 'lock.open');
  await says(again, 'The passphrase does not open this file');
  await fill(again, 'lock.passphrase', words);
  await press(again, 'lock.open');
  await until(async () => (await call(again, 'status')).records.customer === 2, 'the open book');

  // An hour without a key or touch.
  await again.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 3600e3;
  });
  await again.setViewportSize({ width: 1100, height: 700 });
  await node(again, 'lock.passphrase').waitFor();
  equal(await refusal(again, 'query', { name: 'customers' }), 'lock.shut');
  await fill(again, 'lock.passphrase', words);
  await press(again, 'lock.open');
  await until(async () => (await call(again, 'status')).records.customer === 2, 'the open book again');

  await room(again, 'Settings');
  await press(again, 'lock.remove');
  await node(again, 'lock.set').waitFor();
  check((await stored(again)).includes('宏图广告'), 'readable once the lock is off');
  check(hash !== (await call(again, 'stateHash')), 'the second customer is there');
  equal([...page.faults, ...again.faults], []);
});

await run();
