// Finding people as Chinese users type, with the real keyboard: Pinyin initials in the customer list and in Ctrl+K. And
// what search needs beside the program: the tables come behind the first frame, once, and work offline.
import {
  call, check, equal, launch, open, productSite, room, run, served, test, until, waitIdle,
} from './lib/support.mjs';

const customers = '客户编号,姓名,电话,城市\nC-1,张国胜,13800138000,北京\nC-2,李雷,13900139000,上海\n' +
  'C-3,曾志伟,13700137000,香港\nC-4,陳國強,13600136000,台北\n';

async function opened(defer, options = {}) {
  const { url, close } = await served(defer, productSite);
  const browser = await launch(defer);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', ...options });
  return { url, context, close, page: await open(context, url) };
}

const rows = async (page) =>
  Number(await page.locator('#mirror [aria-rowcount]').first().getAttribute('aria-rowcount'));

async function searchFor(page, typed) {
  const box = page.getByRole('searchbox').first();
  await box.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(typed);
}

test('initials, full Pinyin and either writing narrow the customer list', async (defer) => {
  const { page } = await opened(defer);
  equal((await call(page, 'import', { as: 'customer', text: customers })).created, 4, 'customers made');
  await room(page, '客户');
  await until(async () => (await rows(page)) === 4, 'a table of all');
  for (const [typed, name] of [['zgs', '张国胜'], ['zengzw', '曾志伟'], ['chenguoqiang', '陳國強'], ['陈国强', '陳國強'],
    ['9000', '李雷'], ['zhanggousheng', '张国胜']]) {
    await searchFor(page, typed);
    await until(async () => (await rows(page)) === 1, `one row for ${typed}`);
    await until(() => page.getByRole('gridcell', { name }).count(), `${typed} finds ${name}`);
  }
  equal(page.faults, []);
});

test('Ctrl+K finds by initials and opens', async (defer) => {
  const { page } = await opened(defer);
  await call(page, 'import', { as: 'customer', text: customers });
  await waitIdle(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('zgs');
  const first = () => page.getByRole('option').first();
  await until(async () => (await first().getAttribute('aria-label') ?? await first().textContent()) === '张国胜',
    'the customer as the first offer');
  await page.keyboard.press('Enter');
  await until(() => page.evaluate(() => location.hash.includes('customers/')), 'the customer');
});

test('tables and other languages come behind the first frame and work offline afterwards', async (defer) => {
  const { page, context, close } = await opened(defer);
  const order = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) =>
    [entry.name.split('/').pop().replace(/\.[0-9a-f]{12}/, ''), entry.startTime]));
  const when = (name) => order.find(([file]) => file === name)?.[1];
  for (const name of ['zhike.wasm', 'fonts.bin', 'words.zh-Hans.bin', 'tables.bin'])
    check(when(name) !== undefined, `${name} was fetched`);
  for (const early of ['zhike.wasm', 'fonts.bin', 'words.zh-Hans.bin'])
    check(when('tables.bin') > when(early), `tables.bin comes behind ${early}`);
  await call(page, 'import', { as: 'customer', text: customers });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await waitIdle(page);
  await close();
  await context.setOffline(true);
  await page.reload();
  await page.evaluate(() => window.zhike.ready);
  const found = await call(page, 'query', { name: 'search', args: { text: 'zgs' } });
  check(JSON.stringify(found).includes('张国胜'), `offline: ${JSON.stringify(found).slice(0, 200)}`);
});

await run();
