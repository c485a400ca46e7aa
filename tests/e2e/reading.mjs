// Reading without eyes: every room against axe-core's rules in two languages, the focused cell of a table, the field that
// is being typed into, dialogs and menus, and what the page says of its language and title.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, check, equal, launch, modules, open, productSite, run, served, sleep, test, until, waitIdle } from './lib/support.mjs';

const axe = readFileSync(join(modules, 'axe-core/axe.min.js'), 'utf8');
const rooms = ['today', 'customers', 'complaints', 'surveys', 'insights', 'organisation', 'data', 'settings'];
const day = new Date().toISOString().slice(0, 10);

async function opened(defer, locale, options = {}) {
  const { url } = await served(defer, productSite);
  const browser = await launch(defer);
  const page = await open(await browser.newContext({ viewport: { width: 1280, height: 800 }, locale, ...options }), url);
  await page.evaluate(`${axe}; 0`);
  return page;
}

async function goes(page, where) {
  await page.evaluate((hash) => { location.hash = `#/${hash}`; }, where);
  await waitIdle(page);
  await sleep(150);  // the mirror follows ten times a second
}

// What axe-core finds wrong, one line a place.
async function findings(page, where) {
  await waitIdle(page);
  await sleep(150);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.replace(/ style="[^"]*"/, '').slice(0, 200)}`));
  });
  return found.map((line) => `${where}: ${line}`);
}

const focused = (page) => page.evaluate(() => {
  const at = document.activeElement;
  const named = document.getElementById(at?.getAttribute('aria-activedescendant') ?? '') ?? at;
  return { dom: at?.id, role: named?.getAttribute('role'), value: named?.value ?? null, words: named?.textContent,
    row: named?.closest('[role=row]')?.getAttribute('aria-rowindex'), column: named?.getAttribute('aria-colindex') };
});

async function firstCustomer(page) {
  const { rows } = await call(page, 'query', { name: 'customers', args: { sort: 'value', descending: true, limit: 1 } });
  await goes(page, `customers/${rows[0].id}`);
}

for (const locale of ['en-GB', 'zh-CN']) {
  test(`axe-core finds nothing in any room: ${locale}`, async (defer) => {
    const page = await opened(defer, locale);
    let found = await findings(page, 'welcome');
    await call(page, 'seed', { customers: 300, seed: 1, lastDay: day });
    for (const where of rooms) {
      await goes(page, where);
      found = [...found, ...await findings(page, where)];
    }
    await firstCustomer(page);
    found = [...found, ...await findings(page, 'customer card')];
    await page.locator('#canvas').focus();
    await page.keyboard.press('l');
    await until(() => page.locator('#mirror [role=dialog]').count(), 'the contact form');
    found = [...found, ...await findings(page, 'contact form')];
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await until(async () => !(await page.locator('#mirror [role=dialog]').count()), 'the form to close');
    await page.keyboard.press('Control+k');
    await until(() => page.locator('#mirror [role=dialog]').count(), 'the palette');
    found = [...found, ...await findings(page, 'palette')];
    equal(found, []);
    equal(page.faults, []);
  });
}

test('a table says its size, its order and the cell that has the keyboard', async (defer) => {
  const page = await opened(defer, 'en-GB');
  await call(page, 'seed', { customers: 300, seed: 1, lastDay: day });
  await goes(page, 'customers');
  const grid = page.getByRole('grid').first();
  equal(await grid.getAttribute('aria-rowcount'), '300');
  await grid.evaluate((element) => element.focus());
  await until(async () => (await focused(page)).role === 'gridcell', 'a focused cell');
  await page.locator('#canvas').focus();
  const first = await until(async () => {
    const now = await focused(page);
    return now.dom === 'canvas' && now.role === 'gridcell' && now;
  }, 'the cell named by the canvas');
  equal([first.row, first.column], ['1', '2'], 'behind the check mark of the first row');
  check(first.words.length > 0, 'a cell has words');
  await page.keyboard.press('ArrowDown');
  await until(async () => (await focused(page)).row === '2', 'the cell below');
  await page.keyboard.press('ArrowRight');
  await until(async () => (await focused(page)).column === '3', 'the cell beside it');
  const head = page.getByRole('columnheader', { name: 'Name' });
  equal(await head.getAttribute('aria-sort'), 'none');
  await head.click();
  await until(async () => (await head.getAttribute('aria-sort')) === 'ascending', 'ascending');
  await head.click();
  await until(async () => (await head.getAttribute('aria-sort')) === 'descending', 'descending');
});

test('the field being typed into is one field, with its value; errors and help belong to it', async (defer) => {
  const page = await opened(defer, 'en-GB');
  const field = page.getByRole('textbox', { name: 'Your name' });
  await field.click();
  await page.keyboard.type('Anna');
  await until(async () => (await focused(page)).value === 'Anna', 'the value');
  equal((await focused(page)).dom, 'text-agent');
  equal(await field.count(), 1, 'fields of this name');
  check((await field.getAttribute('aria-description')).includes('colleagues'), 'the help text');
  equal(await field.getAttribute('aria-required'), 'true');
});

test('language and title follow what is shown; motion, scheme and contrast follow the system', async (defer) => {
  const page = await opened(defer, 'zh-TW', { colorScheme: 'dark', reducedMotion: 'reduce', forcedColors: 'none' });
  await call(page, 'seed', { customers: 20, seed: 1, lastDay: day });
  await goes(page, 'customers');
  equal(await page.evaluate(() => document.documentElement.lang), 'zh-Hant');
  check((await page.title()).includes('客戶'), await page.title());
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--page').trim());
  equal(await ground(), '#0e1418');
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  await until(async () => (await ground()) === '#ffffff', 'the light theme with more contrast');
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
  await until(async () => (await ground()) === '#000000', 'the dark theme with more contrast');
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await until(async () => (await ground()) === '#f4f6f8', 'the light theme');
});

await run({ timeoutMs: 240000 });
