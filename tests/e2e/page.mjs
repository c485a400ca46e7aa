// What the page promises besides storage: the scripting bridge, the person's files, the accessible mirror, working
// offline and below a sub-path, and the one-file page opened from disk. Uses the platform page.
import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  call, check, equal, launch, launchKillable, open, platformSite, refusal, run, served, temporaryFolder, test, until,
} from './lib/support.mjs';

const site = platformSite();
const checkable = 4, checked = 2, selectable = 64, selected = 32, focused = 256, disabled = 1;

async function opened(defer, options) {
  const { url } = await served(defer, site, options);
  const browser = await launch(defer);
  const context = await browser.newContext();
  return { url, context, page: await open(context, url) };
}
const events = async (page) => (await call(page, 'status')).events;

// ---- bridge ----
test('calls made before the program is there are answered', async (defer) => {
  const { url } = await served(defer, site);
  const page = await (await launch(defer)).newPage();
  await page.route('**/zhike.*.js', async (route) => {
    await new Promise((done) => setTimeout(done, 500));
    await route.continue();
  });
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.zhike);
  equal(await page.evaluate(() => window.zhike.call('echo', { text: '知客 “”\u0000' })), { text: '知客 “”\u0000' });
});

test('200 MB of text go through a call and back', async (defer) => {
  const { page } = await opened(defer);
  const length = await page.evaluate(async () => {
    const text = '客'.repeat(70_000_000);
    const back = await window.zhike.call('echo', { text });
    return back.text === text ? back.text.length : -1;
  });
  equal(length, 70_000_000);
});

test('a refused call carries code, where and detail', async (defer) => {
  const { page } = await opened(defer);
  const error = await call(page, 'read', { path: 'none' }).catch((caught) => caught);
  equal([error.code, error.where, error.detail], ['storage.missing', 'none', '']);
  equal(await page.evaluate(() => {
    const loop = {};
    loop.self = loop;
    return window.zhike.call('echo', loop).catch((caught) => caught.name);
  }), 'TypeError', 'arguments that are no JSON');
});

// ---- files ----
const drop = (page, files) => page.evaluate((list) => {
  const transfer = new DataTransfer();
  for (const [name, text] of list) transfer.items.add(new File([text], name));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document.getElementById('canvas').dispatchEvent(
      new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
}, files);

test('dropped files arrive whole and in order; one that is too large is not read', async (defer) => {
  const { page } = await opened(defer);
  await drop(page, [['客户.csv', '编号,姓名'], ['big.csv', 'x'.repeat(1001)], ['empty.csv', '']]);
  const seen = [];
  await until(async () => seen.push(...(await events(page))) && seen.length >= 5, 'the files');
  equal(seen, ['drag over', 'drag end', 'file 客户.csv 编号,姓名 1/3', 'file.too_large big.csv', 'file empty.csv  3/3']);
});

test('the picker gives the chosen files', async (defer) => {
  const { page } = await opened(defer);
  const choosing = page.waitForEvent('filechooser');
  await page.evaluate(() => document.body.addEventListener('keydown', () => window.zhike.call('pick'), { once: true }));
  await page.keyboard.press('p');
  const chooser = await choosing;
  check(chooser.isMultiple(), 'several may be chosen');
  await chooser.setFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('GBK \u00ff', 'latin1') });
  const seen = [];
  await until(async () => seen.push(...(await events(page))) && seen.length, 'the file');
  check(seen[0].startsWith('file a.csv GBK '), seen[0]);
});

test('a file is saved as a download', async (defer) => {
  const { page } = await opened(defer);
  const downloading = page.waitForEvent('download');
  equal(await call(page, 'save', { name: '名单.txt', text: '一二三' }), 'started');
  const download = await downloading;
  equal(download.suggestedFilename(), '名单.txt');
  equal(readFileSync(await download.path(), 'utf8'), '一二三');
});

// ---- device ----
test('clock, zone, randomness and preferences are the device\'s', async (defer) => {
  const { url } = await served(defer, site);
  const context = await (await launch(defer)).newContext({ timezoneId: 'Asia/Shanghai' });
  const page = await open(context, url);
  const device = await call(page, 'device');
  check(Math.abs(device.now - Date.now()) < 60000, 'the time');
  equal(device.zone, 480);
  equal(new Set(device.random).size, 100, 'random numbers that differ');
  check(device.random.some((number) => number.length > 15), 'all 64 bits');
  equal(await call(page, 'preferred'), '');
  await call(page, 'prefer', { value: 'zh-Hant 繁' });
  const again = await open(context, url);
  equal(await call(again, 'preferred'), 'zh-Hant 繁');
  await call(again, 'prefer', { value: '' });
  equal(await call(again, 'preferred'), '');
});

test('leaving asks while something is not saved', async (defer) => {
  const { page } = await opened(defer);
  const asked = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    dialog.accept();
  });
  await page.mouse.click(5, 5);  // the browser only asks after the person has done something
  await page.reload();
  await page.evaluate(() => window.zhike.ready);
  await call(page, 'guard');
  await page.mouse.click(5, 5);
  await page.reload();
  equal(asked, ['beforeunload']);
});

// ---- mirror ----
const rail = (here) => [
  { id: 1, role: 'navigation', name: 'Rooms', w: 80, h: 600 },
  { id: 2, parent: 1, role: 'link', name: 'Today', key: 'room.today', y: 10, flags: selectable | (here === 2 ? selected : 0) },
  { id: 3, parent: 1, role: 'link', name: 'Customers', key: 'room.customers', y: 50,
    flags: selectable | (here === 3 ? selected : 0) },
  { id: 10, role: 'heading', name: 'Customers', level: 1, x: 200 },
  { id: 11, role: 'searchbox', name: 'Search', value: '', x: 200, y: 50, w: 300, key: 'customers.search' },
  { id: 12, role: 'checkbox', name: 'VIP only', x: 600, y: 50, flags: checkable | checked },
  { id: 13, role: 'button', name: 'Delete', x: 600, y: 90, flags: disabled },
  { id: 20, role: 'table', name: 'Customers', x: 200, y: 150, w: 600, h: 300, rows: 100001 },
  { id: 21, parent: 20, role: 'row', x: 200, y: 150, w: 600, row: 7 },
  { id: 22, parent: 21, role: 'cell', name: '王小明', x: 200, y: 150 },
  { id: 23, parent: 21, role: 'cell', name: 'Beijing', x: 300, y: 150 },
  { parent: 20, role: 'text', name: 'shown once', x: 200, y: 400 },
  { parent: 20, role: 'text', name: 'shown once', x: 200, y: 430 },
];

test('roles, names and states are found by role', async (defer) => {
  const { page } = await opened(defer);
  await call(page, 'show', { nodes: rail(2) });
  const nav = page.getByRole('navigation', { name: 'Rooms' });
  equal(await nav.getByRole('link').count(), 2);
  equal(await nav.getByRole('link', { name: 'Today' }).getAttribute('aria-current'), 'page');
  equal(await page.getByRole('heading', { name: 'Customers', level: 1 }).count(), 1);
  equal(await page.getByRole('checkbox', { name: 'VIP only', checked: true }).count(), 1);
  check(await page.getByRole('button', { name: 'Delete' }).isDisabled(), 'disabled');
  equal(await page.getByRole('table').getAttribute('aria-rowcount'), '100001');
  equal(await page.getByRole('row').getAttribute('aria-rowindex'), '7');
  equal(await page.getByRole('table').getByRole('cell', { name: '王小明' }).count(), 1);
  equal(await page.getByText('shown once').count(), 2, 'equal texts without an id');
  equal(await page.locator('[data-key="room.customers"]').count(), 1);
  const tree = await page.locator('body').ariaSnapshot();
  check(tree.includes('link "Customers"') && tree.includes('searchbox "Search"'), tree);
});

test('a click by role reaches the canvas as an ordinary mouse; no second activation follows', async (defer) => {
  const { page } = await opened(defer);
  await call(page, 'show', { nodes: rail(2) });
  await page.evaluate(() => {
    window.heard = [];
    for (const type of ['pointermove', 'pointerdown', 'pointerup', 'mousedown', 'wheel', 'pointerleave']) {
      document.getElementById('canvas').addEventListener(type, (event) =>
        window.heard.push(`${type} ${Math.round(event.clientX)},${Math.round(event.clientY)} ${event.buttons}`));
    }
  });
  await page.getByRole('link', { name: 'Customers' }).click();
  await page.mouse.wheel(0, 100);
  await until(() => page.evaluate(() => window.heard.length >= 5), 'the events');
  const heard = await page.evaluate(() => window.heard);
  equal(heard, ['pointermove 50,65 0', 'pointerdown 50,65 1', 'mousedown 50,65 1', 'pointerup 50,65 0', 'wheel 50,65 0']);
  equal(await events(page), []);
  equal(await page.evaluate(() => document.activeElement.id), '', 'the press moved no focus');
});

test('moving from the canvas over a node does not leave the canvas', async (defer) => {
  const { page } = await opened(defer);
  await call(page, 'show', { nodes: rail(2) });
  await page.evaluate(() => {
    window.left = 0;
    document.getElementById('canvas').addEventListener('pointerleave', () => window.left++);
  });
  await page.mouse.move(500, 500);
  await page.mouse.move(50, 65);
  await page.mouse.move(500, 500);
  await page.mouse.move(50, 25);
  equal(await page.evaluate(() => window.left), 0);
});

test('assistive clicks, Enter, focus and typing come back', async (defer) => {
  const { page } = await opened(defer);
  await call(page, 'show', { nodes: rail(2) });
  await page.getByRole('link', { name: 'Today' }).dispatchEvent('click');
  equal(await events(page), ['activate 2']);
  await page.getByRole('link', { name: 'Customers' }).focus();
  await page.keyboard.press('Enter');
  equal(await events(page), ['focus 3', 'activate 3']);
  await page.getByRole('searchbox', { name: 'Search' }).fill('王');
  equal(await events(page), ['value 11 王']);
  await page.getByRole('searchbox').press('Tab');
  equal(await events(page), ['focus 11']);
  await page.evaluate(() => {
    window.keys = [];
    document.getElementById('canvas').addEventListener('keydown', (event) => window.keys.push(event.key));
  });
  await page.getByRole('link', { name: 'Today' }).press('ArrowDown');
  equal(await page.evaluate(() => window.keys), ['ArrowDown'], 'keys go on to the canvas');
});

test('differences alone change the page, and nodes keep their elements', async (defer) => {
  const { page } = await opened(defer);
  await call(page, 'show', { nodes: rail(2) });
  await page.evaluate(() => {
    window.kept = document.querySelector('[data-key="room.customers"]');
    window.changes = 0;
    new MutationObserver((list) => {
      window.changes += list.length;
    }).observe(document.getElementById('mirror'), { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await call(page, 'show', { nodes: rail(2) });
  await new Promise((done) => setTimeout(done, 250));
  equal(await page.evaluate(() => window.changes), 0, 'changes for an equal list');
  await call(page, 'show', { nodes: rail(3).slice(1).reverse().filter(({ id }) => id === 2 || id === 3) });
  await until(() => page.evaluate(() => document.querySelectorAll('#mirror [data-key]').length === 2), 'removal');
  check(await page.evaluate(() => window.kept.isConnected && window.kept.getAttribute('aria-current') === 'page'), 'kept');
  equal(await page.evaluate(() => [...document.getElementById('mirror').children].map((node) => node.dataset.key)),
    ['room.customers', 'room.today'], 'order');
  await call(page, 'show', { nodes: [] });
  await until(() => page.evaluate(() => !document.querySelector('#mirror *')), 'an empty mirror');
});

test('at most ten updates a second, and the last one always arrives', async (defer) => {
  const { page } = await opened(defer);
  const count = await page.evaluate(async () => {
    let changes = 0;
    new MutationObserver(() => changes++).observe(document.getElementById('mirror'),
      { subtree: true, childList: true, attributes: true, characterData: true });
    const end = performance.now() + 1000;
    for (let i = 0; performance.now() < end; ++i) {
      await window.zhike.call('show', { nodes: [{ id: 1, role: 'status', name: 'n' + i }] });
      await new Promise((done) => setTimeout(done, 5));
      window.last = 'n' + i;
    }
    return changes;
  });
  check(count >= 5 && count <= 12, `${count} updates in a second`);
  await until(() => page.evaluate(() => document.querySelector('#mirror [role=status]').textContent === window.last), 'the last');
});

test('the focused widget is named by the canvas; announcements are heard twice', async (defer) => {
  const { page } = await opened(defer);
  const nodes = rail(2);
  nodes[5].flags |= focused;
  await call(page, 'show', { nodes });
  await until(() => page.evaluate(() =>
    document.getElementById(document.getElementById('canvas').getAttribute('aria-activedescendant'))?.getAttribute('aria-label') ===
      'VIP only'), 'aria-activedescendant');
  const live = () => page.evaluate(() => document.getElementById('live-polite').textContent);
  await call(page, 'announce', { text: '已保存' });
  const first = await live();
  await call(page, 'announce', { text: '已保存' });
  equal([first.trim(), (await live()).trim()], ['已保存', '已保存']);
  check(first !== (await live()), 'the same words are another text');
});

// ---- packaging ----
test('after one visit the page works without a server, from the cache', async (defer) => {
  const { url } = await served(defer, site);
  const second = await served(() => {}, site);
  const context = await (await launch(defer)).newContext();
  const page = await open(context, second.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await second.close();
  check(url !== second.url, 'two servers');
  const again = await open(context, second.url + '?source=icon#/customers');
  await call(again, 'start');
  await call(again, 'commit', { writes: { 'seg/1': 'offline' } });
  equal(await call(again, 'read', { path: 'seg/1' }), 'offline');
  equal(again.faults, []);
});

test('files shared with the installed app are opened when it starts', async (defer) => {
  const { url, page } = await opened(defer);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until(() => page.evaluate(() => navigator.serviceWorker.controller), 'control');
  // As the system does it: a form posted to the address of the manifest.
  const manifest = await page.evaluate(async () => (await fetch('manifest.webmanifest')).json());
  const target = manifest.share_target;
  const landed = await page.evaluate(async ([action, name]) => {
    const form = new FormData();
    form.append(name, new File(['编号,姓名'], '客户 1.csv'));
    form.append(name, new File(['{}'], 'b.json'));
    return (await fetch(action, { method: 'POST', body: form })).url;
  }, [target.action, target.params.files[0].name]);
  equal(landed.replace('index.html', ''), url, 'where the person is taken');
  await page.reload();
  await page.evaluate(() => window.zhike.ready);
  const seen = [];
  await until(async () => seen.push(...(await events(page))) && seen.length >= 2, 'the files');
  equal(seen, ['file 客户 1.csv 编号,姓名 1/2', 'file b.json {} 2/2']);
  equal(await page.evaluate(() => caches.keys().then((names) => names.filter((name) => name.includes('shared')))), []);
  equal(manifest.shortcuts.map((shortcut) => shortcut.url), ['./#/today', './#/customers']);
});

test('a new version waits: no reload, only a message', async (defer) => {
  const folder = join(temporaryFolder(defer), 'site');
  cpSync(site, folder, { recursive: true });
  const { url } = await served(defer, folder);
  const context = await (await launch(defer)).newContext();
  const page = await open(context, url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until(() => page.evaluate(() => navigator.serviceWorker.controller), 'control');
  await page.evaluate(() => {
    window.stays = true;
  });
  const worker = join(folder, 'sw.js');
  writeFileSync(worker, readFileSync(worker, 'utf8').replace('version = "', 'version = "new'));
  for (const ending of ['.br', '.gz']) rmSync(worker + ending);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await until(async () => (await events(page)).includes('update'), 'the message');
  check(await page.evaluate(() => window.stays), 'the page was not reloaded');
});

test('the site works below a sub-path, and two of them on one host keep apart', async (defer) => {
  const { url, context, page } = await opened(defer, { prefix: '/tools/知客 1/' });
  check(url.includes('/tools/'), url);
  await call(page, 'start');
  await call(page, 'commit', { writes: { 'seg/1': 'mine' } });
  const books = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  check((await books()).length === 1 && /^\/zhike-[0-9a-f]{16}$/.test((await books())[0]), String(await books()));
  equal(page.faults, []);
  // The same files one folder deeper, on the same origin.
  await context.route('**/deeper/**', async (route) => route.continue({ url: route.request().url().replace('deeper/', '') }));
  const other = await open(context, url + 'deeper/');
  await call(other, 'start');
  equal(await call(other, 'list'), []);
  equal((await call(other, 'status')).writer, 'writer');
  equal((await books()).length, 2);
});

test('nothing breaks the content policy', async (defer) => {
  const { url } = await served(defer, site);
  const page = await (await launch(defer)).newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(url);
  await page.evaluate(() => window.zhike.ready);
  await call(page, 'show', { nodes: rail(2) });
  equal(said.filter((text) => /Content.Security|Refused|preload/i.test(text)), []);
  // In a timer: code that the debugger itself runs is exempt.
  equal(await page.evaluate(() => new Promise((done) => setTimeout(() => {
    try {
      done(new Function('return 1')());
    } catch (error) {
      done(error.name);
    }
  }, 0))), 'EvalError', 'eval');
});

test('the one-file page works from disk, from any folder, with its own book', async (defer) => {
  const folder = temporaryFolder(defer);
  const copy = join(folder, '知客 copy.html');
  copyFileSync(join(site, 'zhike-standalone.html'), copy);
  const { context, kill } = await launchKillable(defer, join(folder, 'profile'));
  const said = [];
  const page = await context.newPage();
  page.on('console', (message) => said.push(message.text()));
  await page.goto(pathToFileURL(copy).href);
  await page.evaluate(() => window.zhike.ready);
  await call(page, 'start');
  await call(page, 'commit', { writes: { 'seg/1': '存' } });
  equal(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), ['/zhike-standalone']);
  await page.close();
  const again = await open(context, pathToFileURL(join(site, 'zhike-standalone.html')).href);
  await call(again, 'start');
  equal(await call(again, 'read', { path: 'seg/1' }), '存');
  equal(said.filter((text) => /Content.Security|Refused|rror/.test(text)), []);
  await kill();
});

await run();
