// The product in a hand, 390 × 844 and 360 × 640, by finger alone: every room within reach, lists that scroll with the
// page and glide, forms above the keyboard of the screen, nothing wider than the screen.
import {
  call, check, equal, launch, open, path, productSite, run, served, test, touch, until, waitIdle,
} from './lib/support.mjs';

async function opened(defer, viewport = { width: 390, height: 844 }) {
  const { url } = await served(defer, productSite);
  const context = await (await launch(defer)).newContext({ viewport, hasTouch: true, locale: 'en-GB' });
  const page = await open(context, url);
  await call(page, 'seed', { customers: 60, seed: 1, lastDay: '2026-11-20' });
  await waitIdle(page);
  return { page, url, devtools: await context.newCDPSession(page) };
}

const node = (page, key) => page.locator(`#mirror [data-key="${key}"]`).first();

// A tap in the middle of what is announced under this key.
async function tap(page, devtools, key) {
  await node(page, key).waitFor({ state: 'attached' });
  const box = await node(page, key).boundingBox();
  await touch(devtools, [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }]);
  await waitIdle(page);
}

const rows = (page) => page.evaluate(() =>
  [...document.querySelectorAll('#mirror [data-key="customers.table.row"]')].map((row) => Number(row.getAttribute('aria-rowindex'))));
const firstRow = async (page) => Math.min(...await rows(page));

// What is announced beyond the right edge of the screen, by key.
const beyond = (page) => page.evaluate(() => [...document.querySelectorAll('#mirror [data-key]')]
  .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1 && each.getBoundingClientRect().width > 0)
  .map((each) => each.dataset.key));

test('every room is within reach of the thumb, and none is wider than the screen', async (defer) => {
  for (const viewport of [{ width: 390, height: 844 }, { width: 360, height: 640 }]) {
    const { page, devtools } = await opened(defer, viewport);
    for (const name of ['customers', 'complaints', 'surveys', 'insights', 'organisation', 'data', 'settings', 'today']) {
      if (await node(page, `room.${name}`).count() && (await node(page, `room.${name}`).getAttribute('href')))
        await tap(page, devtools, `room.${name}`);
      else {
        await tap(page, devtools, 'ui.rail.more');
        await tap(page, devtools, `room.${name}`);
      }
      await until(async () => (await page.evaluate(() => location.hash)).startsWith(`#/${name}`), `room ${name}`);
      equal(await beyond(page), [], `${name} at ${viewport.width} px`);
    }
    equal(page.faults, []);
  }
});

test('a list scrolls with its page under the finger and glides on', async (defer) => {
  const { page, devtools } = await opened(defer);
  await tap(page, devtools, 'room.customers');
  const before = await firstRow(page);
  await touch(devtools, path([200, 700], 0, -500));
  await until(async () => (await firstRow(page)) > before, 'the list to follow the finger');
  const lifted = await firstRow(page);
  await waitIdle(page);
  check((await firstRow(page)) >= lifted, 'it does not come back');
  check(!(await page.evaluate(() => {
    const field = document.querySelector('#mirror [data-key="customers.search"]');
    return field && field.getBoundingClientRect().bottom > 60;
  })), 'what stands above the list has gone up with it');
  const card = await page.locator('#mirror [data-key="customers.table.row"]').nth(1).boundingBox();
  await touch(devtools, [{ x: card.x + card.width - 20, y: card.y + card.height / 2 }]);
  await waitIdle(page);
  check((await page.evaluate(() => location.hash)).startsWith('#/customers/'), 'a tap opens the card');
});

test('the field being typed into stays above the keyboard of the screen', async (defer) => {
  const { page, devtools } = await opened(defer);
  await tap(page, devtools, 'room.customers');
  await tap(page, devtools, 'customers.new');
  const fields = page.locator('#mirror [role="dialog"] input');
  const last = (await fields.count()) - 1;
  const box = await fields.nth(last).boundingBox();
  const key = await fields.nth(last).getAttribute('data-key');
  await touch(devtools, [{ x: box.x + box.width / 2, y: Math.min(box.y + box.height / 2, 740) }]);
  await waitIdle(page);
  await page.setViewportSize({ width: 390, height: 440 });  // as a keyboard does that shrinks the page
  await waitIdle(page);
  await page.keyboard.type('abc');
  await waitIdle(page);
  const typed = await page.evaluate(() => {
    const field = [...document.querySelectorAll('#mirror [role="dialog"] input')].find((each) => each.value.endsWith('abc'));
    return field && { key: field.dataset.key, bottom: field.getBoundingClientRect().bottom, top: field.getBoundingClientRect().top };
  });
  check(typed, `typed into a field (aimed at ${key})`);
  check(typed.bottom <= 441 && typed.top >= 0, `${typed.key} is seen: ${typed.top} to ${typed.bottom} of 440`);
});

await run();
