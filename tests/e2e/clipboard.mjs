// Cells to and from a spreadsheet, and files dropped on the page, in the product: rows of a table copied as text and as a
// table, a pasted block of cells and a dropped file offered as an import. (Text of fields: input.mjs; pickers: page.mjs.)
import { call, check, equal, launch, open, productSite, run, served, sleep, test, until, waitIdle } from './lib/support.mjs';

const customers = '客户编号,姓名,城市\nC-1,王小明,北京\nC-2,李雷,上海\nC-3,"Anna ""A"" Schmidt",Berlin\n';

async function opened(defer) {
  const { url } = await served(defer, productSite);
  const browser = await launch(defer);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await open(context, url);
  await call(page, 'import', { as: 'customer', text: customers });
  await waitIdle(page);
  return page;
}

const copied = (page) => page.evaluate(async () => {
  const [item] = await navigator.clipboard.read();
  const of = async (type) => (item.types.includes(type) ? (await item.getType(type)).text() : '');
  return { text: await of('text/plain'), html: await of('text/html') };
});

// What a spreadsheet puts there.
const fill = (page, text) => page.evaluate((words) => navigator.clipboard.writeText(words), text);
const records = async (page) => (await call(page, 'status')).records;
const offered = (page) => until(() => page.locator('#mirror [data-key="data.import.apply"]').count(), 'the offer to import');

test('rows of a table are copied as text for cells and as a table', async (defer) => {
  const page = await opened(defer);
  await page.evaluate(() => { location.hash = '#/customers'; });
  await waitIdle(page);
  await page.getByRole('grid').first().evaluate((grid) => grid.focus());
  await sleep(300);
  await page.locator('#canvas').focus();
  await page.keyboard.press('Control+c');
  const one = (await copied(page)).text.split('\n');
  equal(one.length, 3, 'headings, one row, and the end');
  check(one[0].startsWith('姓名\t') || one[0].startsWith('名称\t') || one[0].startsWith('客户名称\t'), one[0]);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await until(async () => (await copied(page)).text.split('\n').length === 5, 'three rows');
  const { text, html } = await copied(page);
  for (const name of ['王小明', '李雷', '"Anna ""A"" Schmidt"']) check(text.includes(name), `${name} in ${text}`);
  const table = await page.evaluate((source) => {
    const rows = new DOMParser().parseFromString(source, 'text/html').querySelectorAll('tr');
    return [...rows].map((row) => [...row.cells].map((cell) => cell.textContent));
  }, html);
  equal([table.length, new Set(table.map((row) => row.length)).size], [4, 1], 'a full table');
  check(table.flat().includes('Anna "A" Schmidt'), 'the name as it is');
  equal(page.faults, []);
});

test('a pasted block of cells is offered as an import; other text outside of fields does nothing', async (defer) => {
  const page = await opened(defer);
  await page.locator('#canvas').focus();
  await fill(page, '只是一句话');
  await page.keyboard.press('Control+v');
  await sleep(400);
  equal(await page.locator('#mirror [data-key="data.import.apply"]').count(), 0, 'one sentence');
  await fill(page, '客户编号\t姓名\t城市\r\nC-8\t韩梅梅\t杭州\r\nC-9\t"两行\r\n名称"\t苏州\r\n');
  await page.keyboard.press('Control+v');
  await offered(page);
  equal((await records(page)).customer, 3, 'nothing happens before it is accepted');
  await waitIdle(page);
  await page.locator('#mirror [data-key="data.import.apply"]').click();
  await until(async () => (await records(page)).customer === 5, 'two customers more');
  equal(page.faults, []);
});

test('a file dropped anywhere on the page is offered as an import', async (defer) => {
  const page = await opened(defer);
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['客户编号,姓名\nC-7,周杰\n'], '客户.csv', { type: 'text/csv' }));
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.getElementById('canvas').dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  });
  await offered(page);
  await waitIdle(page);
  await page.locator('#mirror [data-key="data.import.apply"]').click();
  await until(async () => (await records(page)).customer === 4, 'one customer more');
});

await run();
