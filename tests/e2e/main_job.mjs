// The main job of experience.md in one go, by keyboard alone, in each of the three engines: bring in a customer list and
// purchases, see the grades, open a customer, record a visit with two promises and a complaint, see them due, send a
// snapshot; then without a network, and in a colleague's book. Real keys; nothing goes through the scripting door but
// checks. Choosing and saving through the browser's own dialogs is tested in page.mjs.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { engineNames, startEngine } from './lib/engines.mjs';
import { chooseFile, savedFile, watchFiles } from './lib/files.mjs';
import { call, check, equal, productSite, root, run, served, sleep, test, until, waitIdle } from './lib/support.mjs';

const customers = '客户编号,客户名称,电话,城市,客户经理\nK1,宏图广告有限公司,13800138000,上海,Anna\n' +
  'K2,锦程建筑设计事务所,13900139000,苏州,Anna\nK3,华信律师事务所,13700137000,杭州,Bo\n';
const today = new Date().toISOString().slice(0, 10);
const purchases = `客户编号,日期,金额（元）\nK1,${today},"12,600.00"\nK1,${today},980\nK2,${today},450.50\nK3,not a day,70\n`;

// The key of the widget that has the keyboard, as assistive tools are told.
const focusedKey = (engine) => engine.evaluate(() => {
  const id = document.getElementById('canvas').getAttribute('aria-activedescendant');
  const own = document.activeElement?.getAttribute('data-key');
  return own ?? (id && document.getElementById(id)?.getAttribute('data-key')) ?? '';
});

// What has the keyboard once the page has come to rest: the mirror follows ten times a second, frames when they can.
async function restingFocus(engine) {
  let last = '', since = Date.now();
  return until(async () => {
    const { frames } = await call(engine, 'status');
    const now = `${frames} ${await focusedKey(engine)}`;
    if (now !== last) [last, since] = [now, Date.now()];
    return Date.now() - since >= 180 && (now.split(' ')[1] || ' ');
  }, 'a page at rest');
}

async function tabTo(engine, key) {
  const seen = [];
  for (let presses = 0; presses < 90; ++presses) {
    const at = await restingFocus(engine);
    if (at === key) return;
    seen.push(at);
    await engine.keys('Tab');
  }
  throw new Error(`Tab never reached ${key}; it went ${[...new Set(seen)].join(' ')}`);
}

// Types into the field that has the keyboard or is about to get it.
async function typed(engine, words) {
  await until(() => engine.evaluate(() => document.activeElement?.id === 'text-agent'), `a field for "${words}"`);
  await restingFocus(engine);
  await engine.type(words);
  await restingFocus(engine);
}

const shown = (engine, key) => until(() => engine.evaluate((wanted) =>
  !!document.querySelector(`#mirror [data-key="${wanted}"]`), key), key);
const records = async (engine) => (await call(engine, 'status')).records;

async function picture(engine, name) {
  const folder = join(root, 'build/e2e/screenshots');
  mkdirSync(folder, { recursive: true });
  await engine.screenshot(join(folder, `main-${name}-${engine.name}.png`));
}

// Opens the page; its faults are collected in window.faults.
async function opened(engine, url) {
  await engine.goto(url);
  await until(() => engine.evaluate((wanted) => location.href.startsWith(wanted), url).catch(() => false), 'the page');
  await engine.evaluate(async () => {
    window.faults = [];
    window.addEventListener('error', (event) => window.faults.push(event.message));
    window.addEventListener('unhandledrejection', (event) => window.faults.push(String(event.reason)));
    await window.zhike.ready;
  });
  await watchFiles(engine);
}

async function begins(engine, url, name) {
  await opened(engine, url);
  await shown(engine, 'welcome.by');
  await engine.evaluate(() => document.getElementById('canvas').focus());
  await tabTo(engine, 'welcome.by');
  await typed(engine, name);
}

async function importWith(engine, press, name, text, accepted) {
  await waitIdle(engine);
  await chooseFile(engine, press, name, text);
  await shown(engine, 'data.import.apply');
  await tabTo(engine, 'data.import.apply');
  await engine.keys('Enter');
  await until(accepted, `${name} imported`);
  await waitIdle(engine);
}

async function palette(engine, words) {
  await engine.keys('Control+k');
  await typed(engine, words);
  await engine.keys('Enter');
}

async function visit(engine) {
  await engine.keys('Alt+2');
  await shown(engine, 'customers.search');
  await engine.keys('/');
  await typed(engine, 'K1');
  await until(() => engine.evaluate(() => !!document.querySelector('#mirror [role=grid][aria-rowcount]')), 'the list');
  await sleep(500);
  await tabTo(engine, 'customers.col.name.cell');
  await engine.keys('Enter');
  await until(() => engine.evaluate(() => location.hash.startsWith('#/customers/')), 'the card');
  await shown(engine, 'card.log');
  await picture(engine, 'card');
  await engine.keys('l');
  await shown(engine, 'contact.save');
  await tabTo(engine, 'field.communication.verbatim');
  await typed(engine, 'The colours drift from batch to batch');
  for (const words of ['Send new proofs', 'Call on Friday']) {
    await engine.keys('Alt+p');
    await sleep(500);  // the first promise has the same key
    await until(async () => (await focusedKey(engine)) === 'contact.promise.text', 'the new promise to have the keyboard');
    await typed(engine, words);
  }
  await engine.keys('Alt+c');
  await sleep(300);
  await tabTo(engine, 'field.complaint.original_words');
  await typed(engine, 'Delivered two days late');
  await picture(engine, 'contact');
  await engine.keys('Control+Enter');
  await until(async () => (await records(engine)).communication === 1, 'the contact is recorded');
  await waitIdle(engine);
}

async function withoutNetwork(engine, server, hash) {
  await until(() => engine.evaluate(async () => !!(await navigator.serviceWorker.ready).active), 'the service worker');
  await until(() => engine.evaluate(() => !!navigator.serviceWorker.controller), 'the service worker to answer');
  await engine.goto('about:blank');
  await server.close();
  await opened(engine, server.url);
  equal(await call(engine, 'stateHash'), hash, 'without a network');
}

// Another address is another origin: an empty book, as in a colleague's browser.
async function colleague(engine, url, snapshot, hash) {
  await begins(engine, url, 'Bo');
  await tabTo(engine, 'welcome.merge');
  await waitIdle(engine);
  await chooseFile(engine, () => engine.keys('Enter'), snapshot.name, snapshot.text);
  await shown(engine, 'data.merge.apply');
  await tabTo(engine, 'data.merge.apply');
  await picture(engine, 'merge');
  await engine.keys('Enter');
  await until(async () => (await records(engine)).customer === 3, 'merged');
  equal(await call(engine, 'stateHash'), hash, 'in the colleague\'s book');
  equal(await engine.evaluate(() => window.faults), []);
}

async function mainJob(engine, defer) {
  const server = await served(defer, productSite);
  const other = await served(defer, productSite);
  await begins(engine, server.url, 'Anna');
  await tabTo(engine, 'welcome.import');
  await importWith(engine, () => engine.keys('Enter'), 'customers.csv', customers,
    async () => (await records(engine)).customer === 3);
  await importWith(engine, () => palette(engine, 'Import a CSV'), 'purchases.csv', purchases,
    async () => (await records(engine)).purchase === 3);
  equal((await call(engine, 'status')).by, 'Anna');
  const grades = await call(engine, 'query', { name: 'customers', args: { sort: 'value', descending: true } });
  equal([grades.rows[0].key, grades.rows[0].value], ['K1', 13580]);

  await visit(engine);
  const made = await records(engine);
  equal([made.communication, made.promise, made.complaint], [1, 2, 1]);
  await engine.keys('Control+z');
  await until(async () => (await records(engine)).promise === 0, 'one undo takes the whole contact back');
  await engine.keys('Control+y');
  await until(async () => (await records(engine)).promise === 2, 'and one redo brings it again');
  await engine.keys('Alt+1');
  await waitIdle(engine);
  await picture(engine, 'today');

  const snapshot = await savedFile(engine, () => engine.keys('Control+s'));
  check(/^zhike-.*\.zhike\.json$/.test(snapshot.name), snapshot.name);
  const hash = await call(engine, 'stateHash');
  equal(await engine.evaluate(() => [window.faults, document.querySelector('[data-key="app.update.reload"]')]), [[], null]);
  await withoutNetwork(engine, server, hash);
  await colleague(engine, other.url, snapshot, hash);
}

for (const name of engineNames) {
  test(`the main job by keyboard alone, offline, and in a colleague's book: ${name}`, async (defer) => {
    const engine = await startEngine(name, defer);
    await mainJob(engine, defer).catch(async (error) => {
      await picture(engine, 'failed');
      throw error;
    });
  });
}

await run({ timeoutMs: 400000 });
