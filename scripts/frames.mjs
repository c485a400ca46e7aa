// frames.mjs [--customers N] [--json FILE]: how long the main thread works for one frame while a person scrolls, types,
// sorts, filters and opens cards in a book of N customers (100,000); the longest task of seeding, opening, exporting,
// merging, importing and Insights with it; the frames drawn in 20 idle seconds. Builds nothing: uses build/web. Figures
// are for reading, they decide no test.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { activate, call, isShown, launch, launchKillable, open, press, productSite, served, shown, sleep,
  temporaryFolder, until, waitIdle } from '../tests/e2e/lib/support.mjs';

const words = process.argv.slice(2);
const option = (name, otherwise) => (words.includes('--' + name) ? words[words.indexOf('--' + name) + 1] : otherwise);
const customers = Number(option('customers', 100000));
const cleanups = [];
const defer = (undo) => cleanups.push(undo);
const folder = temporaryFolder(defer);

// Runs in the page before anything else: every callback of the browser into the program is timed, and every long task.
function watch() {
  window.spans = [];
  const timed = (callback) => function (...args) {
    const began = performance.now();
    try {
      return callback.apply(this, args);
    } finally {
      window.spans.push(performance.now() - began);
    }
  };
  const ask = window.requestAnimationFrame;
  window.requestAnimationFrame = (callback) => ask(timed(callback));
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, callback, ...rest) {
    return listen.call(this, type, typeof callback === 'function' ? timed(callback) : callback, ...rest);
  };
  window.blocks = [];
  new PerformanceObserver((list) => window.blocks.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ type: 'longtask', buffered: true });
}

const report = { customers, frames: {}, tasks: {} };
const share = (values, p) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? 0;
const row = (name, ...cells) => console.log(name.padEnd(22) + cells.map((cell) => String(cell).padStart(12)).join(''));

// The work of each act: the longest callback between it and rest, which is the frame that shows its effect.
async function frames(page, name, count, act) {
  const costs = [];
  for (let i = 0; i < count; ++i) {
    await page.evaluate(() => { window.spans.length = 0; });
    await act(i);
    await sleep(60);
    costs.push(await page.evaluate(() => Math.max(0, ...window.spans)));
  }
  const found = { n: count, median: share(costs, 0.5), p95: share(costs, 0.95), longest: Math.max(...costs) };
  report.frames[name] = found;
  row(name, found.median.toFixed(1), found.p95.toFixed(1), found.longest.toFixed(1), count);
}

async function task(page, name, act) {
  await page.evaluate(() => { window.blocks.length = 0; });
  const began = Date.now();
  const answer = await act();
  await sleep(200);
  note(name, await page.evaluate(() => window.blocks), (Date.now() - began) / 1000);
  return answer;
}

function note(name, blocks, seconds) {
  report.tasks[name] = { longest: Math.max(0, ...blocks), above50: blocks.length, seconds };
  row(name, Math.max(0, ...blocks).toFixed(0), blocks.length, seconds.toFixed(1));
}

const csvOf = (count) => {
  let text = 'customer number,name,phone,city\n';
  for (let i = 0; i < count; ++i) text += `F${i},Frames ${i} Ltd,1380013${String(i).padStart(5, '0')},上海\n`;
  return text;
};

// A file chosen as a person does: Playwright's own way decodes it within the page, on the very thread that is watched.
async function choose(page, key, path) {
  const chooser = page.waitForEvent('filechooser');
  await activate(page, key);
  await chooser;
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression: 'document.querySelector("input[type=file]")' });
  await session.send('DOM.setFileInputFiles', { files: [path], objectId: result.objectId });
  await session.detach();
}

async function room(page, hash) {
  await page.evaluate((to) => { location.hash = to; }, hash);
  await waitIdle(page);
}

const jobEnds = (page) => until(async () => !(await isShown(page, 'app.job')), 'the job to end', 600000);

// Everything by the page's own buttons, as a person does it.
async function measureTasks(page, url) {
  row('main thread, ms', 'longest task', 'above 50', 'seconds');
  await task(page, 'seed', () => call(page, 'seed', { customers }));
  await task(page, 'checkpoint', () => sleep(20000));  // written when nothing else is going on
  await room(page, '/data');
  const save = async (key, path) => {
    const download = page.waitForEvent('download', { timeout: 600000 });
    await activate(page, key);
    await (await download).saveAs(path);
  };
  const file = (name) => join(folder, name);
  await task(page, 'export table', () => save('data.export.csv', file('table.csv')));
  await task(page, 'export plain', () => save('data.export.plain', file('plain.json')));
  await task(page, 'export snapshot', () => save('data.export.bundle', file('all.zhike.json')));

  writeFileSync(file('frames.csv'), csvOf(20000));
  const previewImport = () => task(page, 'import 20,000 check', async () => {
    await choose(page, 'data.import.choose', file('frames.csv'));
    await shown(page, 'data.import.apply', 600000);
  });
  const cancelled = async (name, key, preview) => task(page, name, async () => {
    const { changes } = await call(page, 'status');
    await activate(page, key);
    await until(async () => (await call(page, 'status')).changes > changes + 20, 'the job to write');
    await activate(page, 'app.job.cancel');
    await jobEnds(page);
    await press(page, preview);
  });
  await previewImport();
  await cancelled('import cancelled', 'data.import.apply', 'data.import.cancel');
  await previewImport();
  await task(page, 'import 20,000', async () => {
    await activate(page, 'data.import.apply');
    await shown(page, 'data.import.choose', 600000);
    await jobEnds(page);
  });
  const keys = (name, combination) => task(page, name, async () => {
    await page.evaluate(() => document.getElementById('canvas').focus());
    await page.keyboard.press(combination);
    await until(() => isShown(page, 'app.job'), 'the job', 20000);
    await jobEnds(page);
  });
  await keys('undo the import', 'Control+z');
  await keys('redo the import', 'Control+Shift+z');
  await keys('undo it again', 'Control+z');

  // A colleague's book of 20,000 customers more.
  const other = await open(await launch(defer), url);
  await call(other, 'import', { text: csvOf(20000).replaceAll('F', 'G'), name: 'frames.csv' });
  writeFileSync(file('20000.zhike.json'), (await call(other, 'export')).text);
  await other.close();
  const previewMerge = (name) => task(page, `merge ${name} check`, async () => {
    await choose(page, 'data.merge.choose', file(`${name}.zhike.json`));
    await shown(page, 'data.merge.cancel', 600000);
  });
  await previewMerge('20000');
  await cancelled('merge cancelled', 'data.merge.apply', 'data.merge.cancel');
  await previewMerge('20000');
  await task(page, 'merge 20000', async () => {
    await activate(page, 'data.merge.apply');
    await until(async () => !(await isShown(page, 'data.merge.apply')), 'the merge', 600000);
    await jobEnds(page);
  });
  await keys('undo the merge', 'Control+z');
  if (customers <= 20000) await previewMerge('all');
}

async function measureFrames(page) {
  row('a frame, ms', 'median', 'p95', 'longest', 'acts');
  await room(page, '/customers');
  await page.mouse.move(700, 500);
  await frames(page, 'scroll', 100, () => page.mouse.wheel(0, 240));
  await frames(page, 'hover', 30, (i) => page.mouse.move(500 + (i % 7) * 60, 300 + (i % 13) * 25));
  await page.locator('#mirror [data-key="customers.search"]').first().click();
  await frames(page, 'type in search', 24, (i) => page.keyboard.type('wang gongsi 13800 ltd xy'[i]));
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await waitIdle(page);
  const headers = await page.locator('#mirror [role="columnheader"]').all();
  await frames(page, 'sort', Math.min(12, headers.length * 2), async (i) => {
    await headers[Math.floor(i / 2)].click({ force: true }).catch(() => {});
  });
  const filters = ['tier=A', 'no_contact=90', 'owner=', 'promise=1', 'tier=C', ''];
  await frames(page, 'filter', 12, (i) =>
    page.evaluate((query) => { location.hash = '/customers' + (query && '?' + query); }, filters[i % filters.length]));
  await room(page, '/customers');
  await frames(page, 'open card', 10, async (i) => {
    await page.mouse.click(500, 330 + i * 30);
  });
  const rooms = ['/today', '/customers', '/complaints', '/surveys', '/data', '/settings'];
  await frames(page, 'switch room', 18, (i) => page.evaluate((to) => { location.hash = to; }, rooms[i % rooms.length]));
  await room(page, '/today');
}

async function measureInsights(page) {
  row('Insights, ms', 'longest task', 'above 50', 'seconds');
  for (const tab of ['value', 'satisfaction', 'service', 'definitions'])
    await task(page, `insights ${tab}`, () => room(page, `/insights/${tab}`));
}

try {
  const server = await served(defer, productSite);
  const profile = temporaryFolder(defer);
  let { context, kill } = await launchKillable(defer, profile);
  const start = async () => {
    await context.addInitScript(watch);
    const page = await open(context, server.url);
    await page.setViewportSize({ width: 1280, height: 800 });
    return page;
  };
  let page = await start();
  await measureTasks(page, server.url);
  await kill();
  ({ context, kill } = await launchKillable(defer, profile));
  const began = Date.now();
  page = await start();
  note('open again', await page.evaluate(() => window.blocks), (Date.now() - began) / 1000);
  await until(async () => (await call(page, 'status')).records.customer > 0, 'the book', 120000);
  await measureFrames(page);
  await measureInsights(page);
  const before = (await call(page, 'status')).frames;
  await sleep(20000);
  report.idleFrames = (await call(page, 'status')).frames - before;
  row('idle, 20 s', report.idleFrames, 'frames');
  if (option('json')) writeFileSync(option('json'), JSON.stringify(report, null, 1) + '\n');
} finally {
  for (const undo of cleanups.reverse()) {
    try {
      await undo();
    } catch {
      // Already gone.
    }
  }
}
process.exit(0);
