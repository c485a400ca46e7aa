// The product in the browser, through its two public doors: window.zhike (docs: "Page") and roles with names
// ("Semantics"). Everything here is a promise that scripts and people rely on.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  call, check, equal, launch, launchKillable, open, productSite, refusal, room, run, screenshot, served,
  temporaryFolder, test, until, waitIdle,
} from './lib/support.mjs';

const customers = '客户编号,姓名,电话,城市\nC-1,王小明,13800138000,北京\nC-2,李雷,13900139000,上海\nC-3,Anna Schmidt,,Berlin\n';
const purchases = '客户编号,日期,金额（元）,产品\nC-1,2026-01-05,1200.50,名片\nC-1,2026-03-05,99.00,海报\nC-2,2026-02-01,300.00,画册\n';

async function opened(defer, options = {}) {
  const { url } = await served(defer, productSite);
  const browser = await launch(defer);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
  return { url, browser, context, page: await open(context, url) };
}

async function filled(page) {
  const made = await call(page, 'import', { as: 'customer', text: customers });
  equal([made.created, made.rejected.length], [3, 0], 'customers made');
  equal((await call(page, 'import', { as: 'purchase', text: purchases })).created, 3, 'purchases made');
}

test('a fresh page imports, answers, saves; all is there after a reload', async (defer) => {
  const { page, url, context } = await opened(defer);
  equal((await call(page, 'status')).writer, true);
  await filled(page);
  const before = await call(page, 'status');
  equal([before.saved, before.records.customer, before.records.purchase], [true, 3, 3]);
  equal(before.storage.lastError, '');
  const hash = await call(page, 'stateHash');
  equal((await call(page, 'import', { as: 'customer', text: customers })).unchanged, 3, 'the same file again');
  equal(await call(page, 'stateHash'), hash, 'the same file changes nothing');
  await page.close();
  const again = await open(context, url);
  equal(await call(again, 'stateHash'), hash, 'after a reload');
  const share = await call(again, 'query', { name: 'concentration', args: { share: 0.5 } });
  equal(share.n, 2, 'customers who bought');
  equal(again.faults, []);
});

test('errors have codes; a refused command changes nothing', async (defer) => {
  const { page } = await opened(defer);
  await filled(page);
  const hash = await call(page, 'stateHash');
  equal(await refusal(page, 'nonsense', {}), 'verb.unknown');
  equal(await refusal(page, 'query', { name: 'nonsense' }), 'query.unknown');
  check((await refusal(page, 'do', { command: 'nonsense', args: {} })) !== '', 'an unknown command');
  check((await refusal(page, 'merge', { text: '{"format":"zhike-bundle/1","changes":[' })) !== '', 'a cut-off bundle');
  equal(await call(page, 'stateHash'), hash);
});

test('two laptops exchange bundles in both directions and agree', async (defer) => {
  const { page: anna, url, browser } = await opened(defer);
  const ben = await open(await browser.newContext(), url);
  await filled(anna);
  await call(ben, 'import', { as: 'customer', text: '客户编号,姓名\nC-9,韩梅梅\n' });
  const fromAnna = (await call(anna, 'export')).text;
  const merged = await call(ben, 'merge', { text: fromAnna });
  check(merged.new > 0 && merged.conflicts.length === 0, JSON.stringify(merged).slice(0, 300));
  equal((await call(ben, 'merge', { text: fromAnna })).new, 0, 'the same bundle again');
  await call(anna, 'merge', { text: (await call(ben, 'export')).text });
  equal(await call(anna, 'stateHash'), await call(ben, 'stateHash'));
  equal((await call(anna, 'status')).records.customer, 4);
});

test('the schema of the files is published beside the page', async (defer) => {
  const { page } = await opened(defer);
  const schema = await page.evaluate(async () => (await fetch('schema/zhike-1.json')).json());
  equal([schema.$schema, schema.$id], ['https://json-schema.org/draft/2020-12/schema', 'urn:zhike:schema:1']);
  for (const { name } of await call(page, 'list', { what: 'records' })) check(schema.$defs[name], name);
});

test('the rail has a link for each room, in the language of the browser', async (defer) => {
  const { page, url, browser } = await opened(defer);
  await filled(page);
  const rail = page.getByRole('navigation');
  for (const name of ['Today', 'Customers', 'Complaints', 'Surveys', 'Insights', 'Organisation', 'Data', 'Settings']) {
    equal(await rail.getByRole('link', { name, exact: true }).count(), 1, name);
  }
  const chinese = await open(await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } }), url);
  await call(chinese, 'import', { as: 'customer', text: customers });
  await until(() => chinese.getByRole('link', { name: '客户', exact: true }).count(), 'the Chinese rail');
  equal(await chinese.getByRole('link', { name: '今日', exact: true }).count(), 1);
});

test('every room opens by a click on its link and draws without a fault', async (defer) => {
  const { page } = await opened(defer);
  await filled(page);
  for (const name of ['Customers', 'Complaints', 'Surveys', 'Insights', 'Organisation', 'Data', 'Settings', 'Today']) {
    await room(page, name);
    equal(await page.getByRole('link', { name, exact: true }).getAttribute('aria-current'), 'page', name);
    await screenshot(page, `room-${name.toLowerCase()}`);
  }
  equal(page.faults, []);
});

test('the customers table counts its rows and the search field narrows them', async (defer) => {
  const { page } = await opened(defer);
  await filled(page);
  await room(page, 'Customers');
  const rows = async () => Number(await page.locator('#mirror [aria-rowcount]').first().getAttribute('aria-rowcount'));
  const all = await rows();
  check(all >= 3, `aria-rowcount ${all}`);
  await page.getByRole('searchbox').first().click();
  await page.keyboard.type('Schmidt');
  await until(async () => (await rows()) === all - 2, 'two rows fewer');
  check(await page.getByRole('gridcell', { name: /Anna Schmidt/ }).first().isVisible(), 'the row that is left');
});

test('nothing is drawn while nothing happens', async (defer) => {
  const { page } = await opened(defer);
  await filled(page);
  await waitIdle(page);
  const { frames } = await call(page, 'status');
  await page.waitForTimeout(2000);
  equal((await call(page, 'status')).frames, frames);
});

// Each question to the graphics process stops the page until it is answered.
test('drawing asks the graphics process nothing', async (defer) => {
  const { url } = await served(defer, productSite);
  const context = await (await launch(defer)).newContext({ locale: 'en' });
  await context.addInitScript(() => {
    window.asked = [];
    const ask = WebGL2RenderingContext.prototype.getParameter;
    WebGL2RenderingContext.prototype.getParameter = function (name) {
      window.asked.push(name);
      return ask.call(this, name);
    };
  });
  const page = await open(context, url);
  await call(page, 'seed', { customers: 200 });
  await waitIdle(page);
  const before = await page.evaluate(() => window.asked.splice(0).length);
  check(before > 0, 'the count does not work');
  const frames = (await call(page, 'status')).frames;
  for (const hash of ['#/customers', '#/insights/value', '#/data']) {
    await page.evaluate((to) => { location.hash = to; }, hash);
    await waitIdle(page);
  }
  check((await call(page, 'status')).frames > frames + 2, 'nothing was drawn');
  equal(await page.evaluate(() => window.asked), [], 'questions');
});

test('the second tab is a reader: it answers, refuses to write, and says so', async (defer) => {
  const { page, url, context } = await opened(defer);
  await filled(page);
  const second = await open(context, url);
  equal((await call(second, 'status')).writer, false);
  equal(await call(second, 'stateHash'), await call(page, 'stateHash'));
  check((await refusal(second, 'import', { as: 'customer', text: 'key,name\nZ,Z\n' })) !== '', 'a write is refused');
  equal(await call(second, 'stateHash'), await call(page, 'stateHash'), 'and leaves nothing behind');
});

test('acknowledged imports survive a killed browser', async (defer) => {
  const { url } = await served(defer, productSite);
  const profile = temporaryFolder(defer);
  let wanted = 0;
  for (let round = 0; round < 3; ++round) {
    const { context, kill } = await launchKillable(defer, profile);
    const page = await open(context, url);
    check(((await call(page, 'status')).records.customer ?? 0) >= wanted, `customers after kill ${round}`);
    const lines = Array.from({ length: 50 }, (_, i) => `K${round}-${i},Customer ${round} ${i}`).join('\n');
    await call(page, 'import', { as: 'customer', text: `key,name\n${lines}\n` });
    wanted += 50;
    await kill();
  }
});

test('after one visit the product works without a network, its data with it', async (defer) => {
  const server = await served(() => {}, productSite);
  const context = await (await launch(defer)).newContext();
  const page = await open(context, server.url);
  await filled(page);
  const hash = await call(page, 'stateHash');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await server.close();
  await page.close();
  const again = await open(context, server.url);
  equal(await call(again, 'stateHash'), hash);
});

test('the one-file product works from disk and keeps its book', async (defer) => {
  const { context } = await launchKillable(defer, join(temporaryFolder(defer), 'profile'));
  const address = pathToFileURL(join(productSite, 'zhike-standalone.html')).href;
  const page = await open(context, address);
  await filled(page);
  const hash = await call(page, 'stateHash');
  await page.close();
  const again = await open(context, address);
  equal(await call(again, 'stateHash'), hash);
  equal(again.faults, []);
});

test('no long block of the page during an import of 20,000 rows', async (defer) => {
  const { page } = await opened(defer);
  const longest = await page.evaluate(async () => {
    const blocks = [0];
    new PerformanceObserver((list) => blocks.push(...list.getEntries().map(({ duration }) => duration)))
      .observe({ type: 'longtask' });
    const lines = Array.from({ length: 20000 }, (_, i) => `K${i},Customer ${i},1380${1000000 + i},City ${i % 50}`);
    const text = 'key,name,phone,city\n' + lines.join('\n') + '\n';
    await new Promise((done) => setTimeout(done, 300));
    blocks.length = 1;
    await window.zhike.call('import', { as: 'customer', text });
    await new Promise((done) => setTimeout(done, 300));
    return Math.max(...blocks);
  });
  console.log(`     longest task ${Math.round(longest)} ms`);
  check(longest < 250, `the page was blocked for ${longest} ms`);
});

test('start: the first frame within the budget', async (defer) => {
  const { url } = await served(defer, productSite);
  const times = [];
  for (let attempt = 0; attempt < 3; ++attempt) {
    const browser = await launch(defer);
    const context = await browser.newContext();
    await context.addInitScript(() => {
      new MutationObserver(() => {
        if (document.documentElement.dataset.state === 'running') window.firstFrame ??= performance.now();
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-state'] });
    });
    const page = await open(context, url);
    times.push(await page.evaluate(() => window.firstFrame));
    await browser.close();
  }
  console.log(`     first frame after ${times.map(Math.round).join(', ')} ms`);
  check(Math.min(...times) <= 1500, `first frame after ${times} ms`);
});

if (!existsSync(join(productSite, 'index.html'))) {
  console.log('FAIL build/web is missing: ./scripts/dev build web\n0 passed, 1 failed');
  process.exit(1);
}
await run();
