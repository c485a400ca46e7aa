// Long work in the page: an import and a merge show how far they are and can be cancelled, and then the book is as it
// was, over a restart too; a whole import is undone and redone with its progress shown; a large export is whole.
import { readFileSync } from 'node:fs';
import { activate, call, check, choose, equal, isShown, launch, open, press, productSite, run, served, shown, sleep, test,
  until, waitIdle } from './lib/support.mjs';

const rows = 30000;
const customers = (count) => {
  let text = 'customer number,name,phone,city\n';
  for (let i = 0; i < count; ++i) text += `J${i},Jobs ${i} Ltd,1380013${String(i).padStart(5, '0')},上海\n`;
  return Buffer.from(text);
};

const hash = (page) => call(page, 'stateHash');
const count = async (page) => (await call(page, 'status')).records.customer;
const progress = (page) => page.evaluate(() =>
  document.querySelector('#mirror [data-key="app.job"]')?.getAttribute('aria-valuetext') ?? null);

async function book(browser, url) {
  const page = await open(await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 } }), url);
  await call(page, 'do', { command: 'create', args: { type: 'customer', key: 'C1', name: 'Chen Mei' } });
  await page.goto(page.url().replace(/#.*/, '') + '#/data');
  return page;
}

async function previewImport(page, csv) {
  await choose(page, 'data.import.choose', { name: 'jobs.csv', mimeType: 'text/csv', buffer: csv });
  await shown(page, 'data.import.apply', 60000);
}

// Cancels the running job once it has changed the document.
async function cancelMidway(page, before) {
  const isUnderWay = async () => (await call(page, 'status')).changes > before && (await progress(page)) !== null;
  await until(isUnderWay, 'the job to write something and show how far it is', 60000);
  await activate(page, 'app.job.cancel');
  await until(async () => !(await isShown(page, 'app.job')), 'the job to be taken back', 60000);
  await waitIdle(page);
}

async function reopen(page) {
  await page.reload();
  await page.evaluate(() => window.zhike.ready);
  return page;
}

test('an import is cancelled midway and leaves nothing; undone and redone whole, with progress', async (defer) => {
  const server = await served(defer, productSite);
  const page = await book(await launch(defer), server.url);
  const plain = async () => (await call(page, 'export', { plain: true })).text;
  const before = await plain(), changes = (await call(page, 'status')).changes;
  const csv = customers(rows);
  await previewImport(page, csv);
  await activate(page, 'data.import.apply');
  await cancelMidway(page, changes);
  equal(await plain(), before, 'the book after cancelling');
  await reopen(page);
  equal(await plain(), before, 'the book after a restart');

  await previewImport(page, csv);
  await activate(page, 'data.import.apply');
  await until(async () => (await count(page)) === rows + 1, 'the import', 60000);
  await waitIdle(page);
  const full = await plain();
  const seen = new Set();
  const turn = async (keys, wanted) => {
    await page.evaluate(() => document.getElementById('canvas').focus());
    await page.keyboard.press(keys);
    await until(async () => {
      seen.add(await progress(page));
      return (await count(page)) === wanted && !(await isShown(page, 'app.job'));
    }, keys, 60000);
    await waitIdle(page);
  };
  await turn('Control+z', 1);
  equal(await plain(), before, 'the book after undo');
  await turn('Control+Shift+z', rows + 1);
  equal(await plain(), full, 'the book after redo');
  check(seen.size > 3, `progress of undo and redo: ${[...seen]}`);
  equal(page.faults, []);
});

test('a merge is cancelled midway and leaves nothing; then it goes in whole', async (defer) => {
  const server = await served(defer, productSite);
  const browser = await launch(defer);
  const [anna, li] = [await book(browser, server.url), await book(browser, server.url)];
  await call(li, 'import', { text: String(customers(rows)), name: 'jobs.csv' });
  const from = { name: 'li.zhike.json', mimeType: 'application/json', buffer: Buffer.from((await call(li, 'export')).text) };
  const before = await hash(anna), changes = (await call(anna, 'status')).changes;
  const preview = async () => {
    await choose(anna, 'data.merge.choose', from);
    await shown(anna, 'data.merge.apply', 60000);
  };
  await preview();
  await activate(anna, 'data.merge.apply');
  await cancelMidway(anna, changes);
  equal(await hash(anna), before, 'the book after cancelling');
  await reopen(anna);
  equal(await hash(anna), before, 'the book after a restart');
  await anna.goto(anna.url().replace(/#.*/, '') + '#/data');
  await preview();
  await press(anna, 'data.merge.apply');
  await until(async () => (await count(anna)) === rows + 2, 'the merge', 60000);
  await waitIdle(anna);
  await anna.evaluate(() => document.getElementById('canvas').focus());
  await anna.keyboard.press('Control+z');
  await until(async () => (await hash(anna)) === before, 'the merge to be undone', 60000);
  equal([...anna.faults, ...li.faults], []);
});

test('a large export is whole, and can be cancelled', async (defer) => {
  const server = await served(defer, productSite);
  const page = await book(await launch(defer), server.url);
  await call(page, 'import', { text: String(customers(3 * rows)), name: 'jobs.csv' });  // long enough to be cancelled
  await waitIdle(page);
  for (const [key, args] of [['data.export.bundle', {}], ['data.export.plain', { plain: true }]]) {
    const saved = page.waitForEvent('download');
    await activate(page, key);
    const text = readFileSync(await (await saved).path(), 'utf8');
    equal(text.length, (await call(page, 'export', args)).text.length, `${key}: length`);
    check(text === (await call(page, 'export', args)).text, `${key}: text`);
    await waitIdle(page);
  }
  let downloads = 0;
  page.on('download', () => ++downloads);
  await activate(page, 'data.export.plain');
  await activate(page, 'app.job.cancel');
  await waitIdle(page);
  await sleep(300);
  equal(downloads, 0, 'files of a cancelled export');
  equal(page.faults, []);
});

await run({ timeoutMs: 240000 });
