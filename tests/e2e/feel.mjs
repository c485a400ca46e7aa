// What makes the page pleasant: nothing typed is lost to a reload, the page is as it was left, addresses lead to
// records, and what is seen can be printed.
import { call, check, equal, launch, open, productSite, room, run, served, test, until, waitIdle } from './lib/support.mjs';

const customers = '客户编号,姓名,电话,城市\nC-1,Anna Schmidt,,Berlin\nC-2,Ben Wu,13900139000,上海\n';

async function opened(defer) {
  const { url } = await served(defer, productSite);
  const context = await (await launch(defer)).newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const page = await open(context, url);
  await call(page, 'import', { as: 'customer', text: customers });
  return { url, context, page };
}

const field = (page, key) => page.locator(`#mirror [data-key="${key}"]`).first();
const reload = async (page) => {
  await page.reload();
  await page.evaluate(() => window.zhike.ready);
  await waitIdle(page);
};
const idOf = async (page, name) =>
  (await call(page, 'query', { name: 'customers', args: { search: name } })).rows[0].id;

test('a form that was not saved is there again after a reload', async (defer) => {
  const { page, url } = await opened(defer);
  await page.goto(`${url}#/customers/${await idOf(page, 'Anna')}`);
  await waitIdle(page);
  await page.keyboard.press('l');
  await waitIdle(page);
  await field(page, 'field.communication.summary').click();
  await page.keyboard.type('She wants a new catalogue');
  await until(async () => (await field(page, 'field.communication.summary').inputValue()).endsWith('catalogue'), 'the text');
  await reload(page);
  await field(page, 'app.drafts.go_on').click();
  await waitIdle(page);
  equal(await field(page, 'field.communication.summary').inputValue(), 'She wants a new catalogue');
  await field(page, 'ui.cancel').click();
  await waitIdle(page);
  await reload(page);
  equal(await field(page, 'app.drafts.go_on').count(), 0, 'thrown away is thrown away');
});

test('the customer list comes back with its order, a column as wide as it was made', async (defer) => {
  const { page } = await opened(defer);
  await room(page, 'Customers');
  const header = page.getByRole('columnheader', { name: 'Owner' }).first();
  const width = async () => (await header.boundingBox()).width;
  const before = await header.boundingBox();
  const edge = { x: before.x + before.width + 6, y: before.y + before.height / 2 };  // the heading ends 8 px earlier
  await page.mouse.move(edge.x, edge.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + 30, edge.y, { steps: 5 });
  await page.mouse.up();
  await waitIdle(page);
  const wide = await width();
  check(wide > before.width + 20, `${before.width} → ${wide}`);
  await reload(page);
  check(Math.abs((await width()) - wide) < 3, `${await width()} after the reload`);
});

test('Back and Forward go through rooms and records; a pasted address opens its record', async (defer) => {
  const { page, url, context } = await opened(defer);
  const id = await idOf(page, 'Ben');
  await room(page, 'Customers');
  await page.goto(`${url}#/customers/${id}`);
  await waitIdle(page);
  equal(await page.getByRole('heading', { name: 'Ben Wu' }).count() > 0, true, 'the card');
  await page.goBack();
  await waitIdle(page);
  check(page.url().endsWith('#/customers'), page.url());
  await page.goForward();
  await waitIdle(page);
  check(page.url().endsWith(id), page.url());
  const other = await open(context, `${url}#/customers/${id}`);
  await until(() => other.getByRole('heading', { name: 'Ben Wu' }).count(), 'the card in another tab');
});

test('printing puts what is seen on paper, light also when the page is dark', async (defer) => {
  const { page } = await opened(defer);
  await page.emulateMedia({ colorScheme: 'dark' });
  await room(page, 'Customers');
  const paper = await page.evaluate(() => {
    window.dispatchEvent(new Event('beforeprint'));
    const sheet = document.getElementById('paper');
    const { data } = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height);
    let light = 0, ink = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 1] > 200) ++light;
      if (data[at + 1] < 100 && data[at + 3] === 255) ++ink;
    }
    const found = { width: sheet.width, share: light / (data.length / 4), ink };
    window.dispatchEvent(new Event('afterprint'));
    return found;
  });
  equal(paper.width, 1280);
  check(paper.share > 0.8, `light share ${paper.share}`);
  check(paper.ink > 500, `dark pixels ${paper.ink}`);
  equal(await page.evaluate(() => document.getElementById('paper').width), 1, 'given back');
  await waitIdle(page);
});

await run();
