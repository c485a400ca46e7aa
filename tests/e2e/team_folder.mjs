// The team folder on the page: two people by a WebDAV folder on the page's host, and a folder of the computer. The picker
// itself cannot be driven: the browser's private folder stands for the one a person would choose.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { call, check, equal, launch, modules, open, productSite, run, screenshot, served, test, until,
  waitIdle } from './lib/support.mjs';
import { davSite } from './lib/dav.mjs';

globalThis.crypto ??= (await import('node:crypto')).webcrypto;
const age = await import(pathToFileURL(join(modules, 'age-encryption/dist/index.js')));

const node = (page, key) => page.locator(`#mirror [data-key="${key}"]`).first();
// As a screen reader does it: the card is long, and its buttons lie below the edge of the window.
async function press(page, key) {
  await node(page, key).waitFor({ state: 'attached' });
  await node(page, key).evaluate((element) => element.click());
}
async function fill(page, key, text) {
  await press(page, key);
  await waitIdle(page);  // what is below the edge comes into view first
  await page.keyboard.insertText(text);
}
const says = (page, words) => until(() => page.evaluate((wanted) =>
  document.getElementById('mirror').outerHTML.includes(wanted), words), words);
const changes = async (page) => (await call(page, 'status')).changes;
const hash = (page) => call(page, 'stateHash').then((answer) => JSON.stringify(answer));

async function toData(page) {
  await page.evaluate(() => { location.hash = '#/data'; });
  await node(page, 'team.sync').waitFor({ state: 'attached' });
  await waitIdle(page);
}
const chooseComputer = (page) => page.evaluate(() => [...document.querySelectorAll('#mirror *')]
  .find((element) => element.getAttribute('aria-label') === 'On this computer' || element.textContent === 'On this computer').click());

async function member(defer, browser, url, name, prepare = () => {}) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 900, height: 700 } });
  await context.addInitScript(prepare);
  const page = await open(context, url);
  await call(page, 'do', { command: 'create', args: { type: 'customer', name: `宏图广告 of ${name}` } });
  await waitIdle(page);
  await toData(page);
  return page;
}

test('two people sync through a WebDAV folder on the page\'s own host', async (defer) => {
  const site = await davSite(defer, productSite);
  const browser = await launch(defer);
  const key = await age.generateIdentity();
  const [anna, bo] = [await member(defer, browser, site.url, 'Anna'), await member(defer, browser, site.url, 'Bo')];
  for (const page of [anna, bo]) {
    await fill(page, 'team.address', '/dav/team');
    await fill(page, 'team.secret', key);
  }
  await press(anna, 'team.sync');
  await says(anna, 'files sent: 1');
  equal(site.files.size, 1, 'files');
  const [[name, bytes]] = site.files;
  check(/^[0-9a-f]{16}-1-1-[0-9a-f]{16}-[0-9a-f]{64}\.zhike\.json\.age$/.test(name), name);
  const opener = new age.Decrypter();
  opener.addIdentity(key);
  check((await opener.decrypt(bytes, 'text')).includes('宏图广告 of Anna'), 'opens with any age');
  await press(bo, 'team.sync');
  await says(bo, '1 change received');
  await press(anna, 'team.sync');
  await says(anna, '1 change received');
  equal(await changes(anna), 2, 'changes');
  equal(await hash(anna), await hash(bo), 'state');
  equal(site.files.size, 2, 'files');
  await screenshot(anna, 'team-folder');

  // The server goes away for a while: nothing is lost, and the person is told.
  site.isAway = true;
  await call(anna, 'do', { command: 'create', args: { type: 'customer', name: 'Later' } });
  await press(anna, 'team.sync');
  await says(anna, 'cannot be reached');
  site.isAway = false;
  await press(anna, 'team.sync');
  await until(() => [...site.files.keys()].filter((file) => file.endsWith('.age')).length === 3, 'the file is sent');
  await press(bo, 'team.sync');
  await until(async () => (await changes(bo)) === 3, 'and received');
  equal(await hash(anna), await hash(bo), 'state');

  // Another key opens nothing and says so; what is here stays.
  const eve = await member(defer, browser, site.url, 'Eve');
  await fill(eve, 'team.address', '/dav/team');
  await fill(eve, 'team.secret', await age.generateIdentity());
  await press(eve, 'team.sync');
  await says(eve, 'Not everything went well');
  equal(await changes(eve), 1, 'changes');
});

test('an address elsewhere is refused with a sentence', async (defer) => {
  const site = await davSite(defer, productSite);
  const browser = await launch(defer);
  const page = await member(defer, browser, site.url, 'Anna');
  await press(page, 'team.encrypted');
  await fill(page, 'team.address', 'https://elsewhere.example/dav/');
  await press(page, 'team.sync');
  await says(page, 'on its own host alone');
});

test('a folder of the computer, kept for the next visit', async (defer) => {
  const server = await served(defer, productSite);
  const browser = await launch(defer);
  const picker = () => {
    window.showDirectoryPicker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('team', { create: true });
  };
  const inFolder = (page) => page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('team');
    const files = [];
    for await (const [name, entry] of folder.entries()) {
      files.push([name, [...new Uint8Array(await (await entry.getFile()).arrayBuffer())]]);
    }
    return files;
  });
  const put = (page, files) => page.evaluate(async (all) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('team');
    for (const [name, bytes] of all) {
      const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await stream.write(new Uint8Array(bytes));
      await stream.close();
    }
  }, files);
  const key = await age.generateIdentity();
  const pages = [];
  for (const name of ['Anna', 'Bo']) {
    const page = await member(defer, browser, server.url, name, picker);
    await node(page, 'team.place').waitFor({ state: 'attached' });
    await chooseComputer(page);
    await press(page, 'team.folder.pick');
    await node(page, 'team.folder.other').waitFor({ state: 'attached' });
    await fill(page, 'team.secret', key);
    await press(page, 'team.sync');
    await says(page, 'files sent: 1');
    pages.push(page);
  }
  const [anna, bo] = pages;
  const files = await inFolder(anna);
  equal(files.length, 1, 'files');
  check(files[0][0].endsWith('.zhike.json.age'), files[0][0]);
  await put(bo, files);  // as a program that keeps folders in step would
  await press(bo, 'team.sync');
  await says(bo, '1 change received');
  equal(await changes(bo), 2, 'changes');
  await bo.reload();
  await bo.evaluate(() => window.zhike.ready);
  await toData(bo);
  await node(bo, 'team.folder.other').waitFor({ state: 'attached' });
  await screenshot(bo, 'team-folder-picked');
});

test('where the browser lets no page use a folder, it says so', async (defer) => {
  const server = await served(defer, productSite);
  const browser = await launch(defer);
  const page = await member(defer, browser, server.url, 'Anna', () => { delete window.showDirectoryPicker; });
  await chooseComputer(page);
  await says(page, 'does not let pages use a folder');
  check(await page.locator('#mirror [data-key="team.folder.pick"]').count() === 0, 'nothing to pick');
});

await run();
