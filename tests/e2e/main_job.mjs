// The main job of experience.md in one go, by keyboard alone: bring in a customer list and purchases, see the grades, open a
// customer, record a visit with two promises and a complaint, see them due, send a snapshot; then without a network, and
// in a colleague's browser. Real keys, real files, real downloads; nothing goes through the scripting door but checks.
import { readFileSync } from 'node:fs';
import { call, check, equal, launch, open, productSite, run, screenshot, served, test, until, waitIdle } from './lib/support.mjs';

const customers = '客户编号,客户名称,电话,城市,客户经理\nK1,宏图广告有限公司,13800138000,上海,Anna\n' +
  'K2,锦程建筑设计事务所,13900139000,苏州,Anna\nK3,华信律师事务所,13700137000,杭州,Bo\n';
const today = new Date().toISOString().slice(0, 10);
const purchases = `客户编号,日期,金额（元）\nK1,${today},"12,600.00"\nK1,${today},980\nK2,${today},450.50\nK3,not a day,70\n`;

// The key of the widget that has the keyboard, as assistive tools are told.
const focusedKey = (page) => page.evaluate(() => {
  const id = document.getElementById('canvas').getAttribute('aria-activedescendant');
  const own = document.activeElement?.getAttribute('data-key');
  return own ?? (id && document.getElementById(id)?.getAttribute('data-key')) ?? '';
});

async function tabTo(page, key) {
  const seen = [];
  for (let presses = 0; presses < 90; ++presses) {
    const at = await until(() => focusedKey(page).then((now) => now || ' '), 'a focus').catch(() => ' ');
    if (at === key) return;
    seen.push(at);
    await page.keyboard.press('Tab');
    await page.waitForTimeout(140); // the mirror follows ten times a second
  }
  throw new Error(`Tab never reached ${key}; it went ${[...new Set(seen)].join(' ')}`);
}

async function choose(page, press, name, text) {
  await waitIdle(page);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press()]);
  await chooser.setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
}

const shown = (page, key) => until(() => page.locator(`#mirror [data-key="${key}"]`).count(), key);
const records = async (page) => (await call(page, 'status')).records;

async function importWith(page, press, name, text, accepted) {
  await choose(page, press, name, text);
  await shown(page, 'data.import.apply');
  await tabTo(page, 'data.import.apply');
  await page.keyboard.press('Enter');
  await until(accepted, `${name} imported`);
  await waitIdle(page);
}

async function palette(page, words) {
  await page.keyboard.press('Control+k');
  await page.waitForTimeout(300);
  await page.keyboard.type(words, { delay: 30 });
  await page.waitForTimeout(300);
  await page.keyboard.press('Enter');
}

async function visit(page) {
  await page.keyboard.press('Alt+2');
  await shown(page, 'customers.search');
  await page.keyboard.press('/');
  await page.keyboard.type('K1', { delay: 30 });
  await until(async () => (await page.getByRole('grid').or(page.getByRole('table')).first().getAttribute('aria-rowcount')) !== null,
    'the list of customers');
  await page.waitForTimeout(500);
  await tabTo(page, 'customers.table.row');
  await page.keyboard.press('Enter');
  await until(async () => (await page.evaluate(() => location.hash)).startsWith('#/customers/'), 'the card');
  await shown(page, 'card.log');
  await screenshot(page, 'main-card');
  await page.keyboard.press('l');
  await shown(page, 'contact.save');
  await tabTo(page, 'field.communication.verbatim');
  await page.keyboard.type('The colours drift from batch to batch', { delay: 8 });
  for (const words of ['Send new proofs', 'Call on Friday']) {
    await page.keyboard.press('Alt+p');
    await page.waitForTimeout(400);
    equal(await focusedKey(page), 'contact.promise.text', 'the new promise has the keyboard');
    await page.keyboard.type(words, { delay: 8 });
  }
  await page.keyboard.press('Alt+c');
  await page.waitForTimeout(300);
  await tabTo(page, 'field.complaint.original_words');
  await page.keyboard.type('Delivered two days late', { delay: 8 });
  await screenshot(page, 'main-contact');
  await page.keyboard.press('Control+Enter');
  await until(async () => (await records(page)).communication === 1, 'the contact is recorded');
  await waitIdle(page);
}

test('the main job by keyboard alone, offline, and in a colleague\'s browser', async (defer) => {
  const { url } = await served(defer, productSite);
  const browser = await launch(defer);
  const look = { viewport: { width: 1280, height: 800 }, locale: 'en-GB', acceptDownloads: true };
  const context = await browser.newContext(look);
  const page = await open(context, url);
  await shown(page, 'welcome.by');
  await page.locator('#canvas').focus();
  await tabTo(page, 'welcome.by');
  await page.keyboard.type('Anna', { delay: 30 });
  await tabTo(page, 'welcome.import');
  await importWith(page, () => page.keyboard.press('Enter'), 'customers.csv', customers,
    async () => (await records(page)).customer === 3);
  await importWith(page, () => palette(page, 'Import a CSV'), 'purchases.csv', purchases,
    async () => (await records(page)).purchase === 3);
  equal((await call(page, 'status')).by, 'Anna');
  const grades = await call(page, 'query', { name: 'customers', args: { sort: 'value', descending: true } });
  equal([grades.rows[0].key, grades.rows[0].value], ['K1', 13580]);

  await visit(page);
  const made = await records(page);
  equal([made.communication, made.promise, made.complaint], [1, 2, 1]);
  await page.keyboard.press('Control+z');
  await until(async () => (await records(page)).promise === 0, 'one undo takes the whole contact back');
  await page.keyboard.press('Control+y');
  await until(async () => (await records(page)).promise === 2, 'and one redo brings it again');
  await page.keyboard.press('Alt+1');
  await waitIdle(page);
  await screenshot(page, 'main-today');

  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  check(/^zhike-.*\.zhike\.json$/.test(download.suggestedFilename()), download.suggestedFilename());
  const snapshot = readFileSync(await download.path());
  const hash = await call(page, 'stateHash');

  await until(() => page.evaluate(() => navigator.serviceWorker.ready.then(() => true)), 'the service worker');
  await page.waitForTimeout(1500);
  await context.setOffline(true);
  await page.reload();
  await page.evaluate(() => window.zhike.ready);
  equal(await call(page, 'stateHash'), hash, 'without a network');
  await context.setOffline(false);

  const colleague = await open(await browser.newContext(look), url);
  await shown(colleague, 'welcome.by');
  await colleague.locator('#canvas').focus();
  await tabTo(colleague, 'welcome.by');
  await colleague.keyboard.type('Bo', { delay: 30 });
  await tabTo(colleague, 'welcome.merge');
  await choose(colleague, () => colleague.keyboard.press('Enter'), download.suggestedFilename(), snapshot);
  await shown(colleague, 'data.merge.apply');
  await tabTo(colleague, 'data.merge.apply');
  await screenshot(colleague, 'main-merge');
  await colleague.keyboard.press('Enter');
  await until(async () => (await records(colleague)).customer === 3, 'merged');
  equal(await call(colleague, 'stateHash'), hash, 'in the colleague\'s browser');
  equal([page.faults, colleague.faults], [[], []]);
});

await run({ timeoutMs: 240000 });
