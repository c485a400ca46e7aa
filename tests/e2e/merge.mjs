// Two people, two browsers: both change one field, exchange snapshots, see the conflict, settle it by keyboard and end
// with equal books; a merge is undone; a duplicate is joined and separated; a part is shown before it leaves.
import { call, check, choose, equal, isShown, launch, open, press, productSite, run, screenshot, served, shown, sleep,
  test, until, waitIdle } from './lib/support.mjs';

const focusedKey = (page) => page.evaluate(() => {
  const id = document.getElementById('canvas').getAttribute('aria-activedescendant');
  const own = document.activeElement?.getAttribute('data-key');
  return own ?? (id && document.getElementById(id)?.getAttribute('data-key')) ?? '';
});
const words = (page) => page.evaluate(() => document.getElementById('mirror').innerText + ' ' +
  [...document.querySelectorAll('#mirror [aria-label]')].map((node) => node.getAttribute('aria-label')).join(' '));

async function tabTo(page, key) {
  for (let presses = 0; presses < 120; ++presses) {
    if (await focusedKey(page) === key) return;
    await page.keyboard.press('Tab');
    await sleep(60);
  }
  throw new Error(`Tab never reached ${key}`);
}

// A page of a browser profile of its own, with its book.
async function person(browser, url, by, height) {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height } });
  const page = await open(context, url);
  await shown(page, 'welcome.by');
  await press(page, 'welcome.by');
  await page.keyboard.type(by);
  await waitIdle(page);
  await press(page, 'welcome.empty');
  await until(async () => (await call(page, 'status')).by === by, `the book of ${by}`);
  return page;
}

const make = (page, values) => call(page, 'do', { command: 'create', args: { type: 'customer', ...values } });
const update = (page, rec, values) => call(page, 'do', { command: 'update', args: { type: 'customer', rec, ...values } });
const hash = (page) => call(page, 'stateHash');
const bundle = async (page) => (await call(page, 'export')).text;

// As a person does: the file is chosen, the preview read, the button pressed.
async function mergeByHand(page, text, look = async () => {}) {
  await page.goto(page.url().replace(/#.*/, '') + '#/data');
  await choose(page, 'data.merge.choose',
    { name: 'snapshot.zhike.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await shown(page, 'data.merge.apply');
  await look();
  await press(page, 'data.merge.apply');
  await until(async () => !(await isShown(page, 'data.merge.apply')), 'the merge to end');
  await waitIdle(page);
}

// `height`: rows of a table are in the mirror while they are on the screen.
async function twoPeople(defer, height = 900) {
  const server = await served(defer, productSite);
  const browser = await launch(defer);
  const anna = await person(browser, server.url, 'Anna', height);
  const li = await person(browser, server.url, 'Li', height);
  await make(anna, { key: 'C1', name: 'Chen Mei', phone: '000', city: 'Suzhou' });
  await call(li, 'merge', { text: await bundle(anna) });
  equal(await hash(li), await hash(anna), 'both begin alike');
  return { anna, li };
}

test('both change one field, exchange, settle it by keyboard and end alike', async (defer) => {
  const { anna, li } = await twoPeople(defer);
  await update(anna, 'C1', { phone: '111' });
  await update(li, 'C1', { phone: '222', city: 'Wuxi' });
  await mergeByHand(anna, await bundle(li), async () => {
    const said = await words(anna);
    check(said.includes('222') && said.includes('111') && said.includes('Li'), 'the preview shows both values: ' + said.slice(-900).replaceAll('\n',' '));
    await screenshot(anna, 'merge-preview');
  });
  equal((await call(anna, 'query', { name: 'conflicts' })).total, 1, 'conflicts');
  await shown(anna, 'data.conflict.keep');
  await screenshot(anna, 'merge-conflict');
  await anna.evaluate(() => document.getElementById('canvas').focus());
  await tabTo(anna, 'data.conflict.keep');
  await anna.keyboard.press('Enter');
  await until(async () => (await call(anna, 'query', { name: 'conflicts' })).total === 0, 'the conflict to be settled');
  await waitIdle(anna);
  await mergeByHand(li, await bundle(anna));
  equal(await hash(li), await hash(anna), 'after the exchange');
  equal((await call(li, 'query', { name: 'conflicts' })).total, 0, 'settled for both');
  equal([...anna.faults, ...li.faults], []);
});

test('a merge is one undo, over a restart too, and can be taken in again', async (defer) => {
  const { anna, li } = await twoPeople(defer);
  await make(li, { key: 'C2', name: 'Bo' });
  await make(li, { key: 'C3', name: 'Du' });
  const before = await hash(anna);
  await mergeByHand(anna, await bundle(li));
  const after = await hash(anna);
  check(after !== before, 'something came');
  await anna.keyboard.press('Control+z');
  await until(async () => (await hash(anna)) === before, 'all of it to be gone');
  await waitIdle(anna);
  await anna.reload();
  await anna.evaluate(() => window.zhike.ready);
  equal(await hash(anna), before, 'after a restart');
  await press(anna, 'data.merges.take_in');
  equal(await hash(anna), after, 'taken in again');
  equal((await call(anna, 'query', { name: 'merges' })).rows[0].state, 'in');
});

test('a duplicate is compared, joined with everything it holds, and separated again', async (defer) => {
  const { anna } = await twoPeople(defer, 1900);
  const twin = await make(anna, { key: 'C9', name: 'chen  mei', phone: '13800001111', email: 'mei@chen.cn' });
  await call(anna, 'do', { command: 'log_contact', args: { customer: 'C9', channel: 'visit', summary: 'met' } });
  const count = async () => (await call(anna, 'status')).records.customer;
  await anna.goto(anna.url().replace(/#.*/, '') + '#/data');
  await press(anna, 'data.duplicates.compare');
  await shown(anna, 'data.join.join');
  await screenshot(anna, 'merge-join');
  await anna.keyboard.press('Control+Enter');
  await until(async () => (await count()) === 1, 'one customer instead of two');
  const card = await call(anna, 'query', { name: 'timeline', args: { customer: 'C1' } });
  check(JSON.stringify(card).includes('met'), 'the contact is on the card that stays');
  await waitIdle(anna);
  await anna.reload();
  await anna.evaluate(() => window.zhike.ready);
  await waitIdle(anna);
  await press(anna, 'data.joined.separate');
  await until(async () => (await count()) === 2, 'two customers again');
  const rows = (await call(anna, 'query', { name: 'timeline', args: { customer: twin.rec } }));
  check(JSON.stringify(rows).includes('met'), 'the contact went back');
});

test('a part is shown before it leaves', async (defer) => {
  const { anna } = await twoPeople(defer);
  await update(anna, 'C1', { owner: 'Anna' });
  await make(anna, { key: 'C2', name: 'Secret Person', owner: 'Bo' });
  await anna.goto(anna.url().replace(/#.*/, '') + '#/data');
  await press(anna, 'data.share.owner');
  await press(anna, 'data.share.look');
  await shown(anna, 'data.share.save');
  const saved = anna.waitForEvent('download');
  await press(anna, 'data.share.save');
  const stream = await (await saved).createReadStream();
  let text = '';
  for await (const part of stream) text += part;
  check(text.includes('Chen Mei') && !text.includes('Secret Person'), 'only Anna\'s customers leave');
});

await run();
