// frames.mjs [--customers N] [--json FILE]: how long the main thread works for one frame while a person scrolls, types,
// sorts, filters and opens cards in a book of N customers (100,000); the longest task of seeding, opening, exporting,
// merging, importing and Insights with it; the frames drawn in 20 idle seconds. Builds nothing: uses build/web. Figures
// are for reading, they decide no test.
import { writeFileSync } from 'node:fs';
import { call, launchKillable, open, productSite, served, sleep, temporaryFolder, until, waitIdle } from '../tests/e2e/lib/support.mjs';

const words = process.argv.slice(2);
const option = (name, otherwise) => (words.includes('--' + name) ? words[words.indexOf('--' + name) + 1] : otherwise);
const customers = Number(option('customers', 100000));
const cleanups = [];
const defer = (undo) => cleanups.push(undo);

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

async function room(page, hash) {
  await page.evaluate((to) => { location.hash = to; }, hash);
  await waitIdle(page);
}

async function measureTasks(page) {
  row('main thread, ms', 'longest task', 'above 50', 'seconds');
  await task(page, 'seed', () => call(page, 'seed', { customers }));
  // The texts stay in the page: a protocol between processes would be what is measured.
  const inPage = (verb, args) => page.evaluate(async ([name, values]) => {
    window.answered = await window.zhike.call(name, values.text === undefined ? values : { ...values, text: window.answered.text });
  }, [verb, args]);
  await task(page, 'export table', () => inPage('export', { csv: 'customer' }));
  if (customers <= 20000) {
    await task(page, 'export snapshot', () => inPage('export', {}));
    await task(page, 'merge check', () => inPage('merge', { text: '', dryRun: true }));
  }
  const csv = csvOf(20000);
  await task(page, 'import 20,000 check', () => call(page, 'import', { text: csv, name: 'frames.csv', dryRun: true }));
  await task(page, 'import 20,000', () => call(page, 'import', { text: csv, name: 'frames.csv' }));
  await task(page, 'undo the import', () => call(page, 'do', { command: 'undo' }));
  await task(page, 'checkpoint', () => sleep(20000));  // written when nothing else is going on
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
  await measureTasks(page);
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
