// What the browser tests share: a quiet Chromium, the static server, the page's own scripting door, and a tiny runner.
// A test file calls test(name, body) for each case and ends with `await run()`, which prints the closing line
// "N passed, N failed" and sets the exit code. Environment: ZHIKE_CHROMIUM, ZHIKE_SITE, ZHIKE_NODE_MODULES.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../../scripts/serve.mjs';

export { serve };
export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const modules = process.env.ZHIKE_NODE_MODULES ?? join(root, '.tools/npm/node_modules');
const { chromium } = createRequire(join(modules, 'any.js'))('playwright-core');
const executablePath = process.env.ZHIKE_CHROMIUM ?? '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

// The product's site; tests of the product need it built.
export const productSite = process.env.ZHIKE_SITE ?? join(root, 'build/web');

// ---- runner ----
const cases = [];
export const test = (name, body) => cases.push({ name, body });

export function check(is, what) {
  if (!is) throw new Error(what);
}

export function equal(actual, expected, what = 'value') {
  const [a, b] = [actual, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${what}: got ${a}, wanted ${b}`);
}

const deadline = (ms, what) => new Promise((_, reject) => {
  setTimeout(() => reject(new Error(`${what} took more than ${ms} ms`)), ms).unref();
});

// Runs the cases in order; words on the command line choose those whose name contains one of them.
export async function run({ timeoutMs = 120000 } = {}) {
  const words = process.argv.slice(2);
  const chosen = cases.filter(({ name }) => !words.length || words.some((word) => name.includes(word)));
  let failed = 0;
  for (const { name, body } of chosen) {
    const cleanups = [];
    const began = Date.now();
    try {
      await Promise.race([body((undo) => cleanups.push(undo)), deadline(timeoutMs, name)]);
      console.log(`ok   ${name} (${Date.now() - began} ms)`);
    } catch (error) {
      ++failed;
      console.log(`FAIL ${name}\n     ${String(error.stack ?? error).split('\n').slice(0, 6).join('\n     ')}`);
    }
    for (const undo of cleanups.reverse()) {
      try {
        await undo();
      } catch {
        // Already gone: a killed browser, a removed folder.
      }
    }
  }
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

// ---- browser ----
// A browser with a fresh profile, closed after the test. `defer` is what the case's body was given.
export async function launch(defer, options = {}) {
  const browser = await chromium.launch({ executablePath, args: flags, ...options });
  defer(() => browser.close());
  return browser;
}

// A browser of its own process group on a kept profile folder, so that it can be killed like by a power cut.
// {browser, context, kill()}.
export async function launchKillable(defer, profile) {
  const child = spawn(executablePath, ['--headless', ...flags, '--remote-debugging-port=0', `--user-data-dir=${profile}`],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const kill = () => new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.on('exit', () => done());
    process.kill(-child.pid, 'SIGKILL');
  });
  defer(kill);
  const address = await new Promise((done, fail) => {
    let text = '';
    child.stderr.on('data', (data) => {
      text += data;
      const found = /DevTools listening on (ws:\S+)/.exec(text);
      if (found) done(found[1]);
    });
    child.on('exit', () => fail(new Error('Chromium ended: ' + text.slice(-400))));
  });
  const browser = await chromium.connectOverCDP(address);
  return { browser, context: browser.contexts()[0], kill };
}

export function temporaryFolder(defer) {
  const folder = mkdtempSync(join(tmpdir(), 'zhike-e2e-'));
  defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export async function served(defer, folder, options) {
  const server = await serve(folder, options);
  defer(() => server.close());
  return server;
}

// ---- page ----
// Opens the address and waits until the page's scripting door is open. Errors of the page fail the test at the end.
export async function open(context, url) {
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  await page.goto(url);
  await page.evaluate(() => window.zhike.ready);
  return page;
}

// zhike.call(verb, args) in the page. A refused call throws an Error with code, where and detail.
export async function call(page, verb, args = {}) {
  const answer = await page.evaluate(async ([name, values]) => {
    try {
      return { value: await window.zhike.call(name, values) };
    } catch (error) {
      return { error: { message: error.message, code: error.code, where: error.where, detail: error.detail } };
    }
  }, [verb, args]);
  if (answer.error) throw Object.assign(new Error(`${verb}: ${answer.error.message}`), answer.error);
  return answer.value;
}

// The code of the error that the call is refused with; '' if it is not.
export async function refusal(page, verb, args) {
  try {
    await call(page, verb, args);
    return '';
  } catch (error) {
    return error.code ?? error.message;
  }
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export async function until(condition, what, timeoutMs = 30000) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms for: ${what}`);
    await sleep(50);
  }
}

// Product only: no frame has been drawn for 300 ms and everything is saved.
export async function waitIdle(page) {
  let frames = -1, since = Date.now();
  await until(async () => {
    const status = await call(page, 'status');
    if (status.frames !== frames) [frames, since] = [status.frames, Date.now()];
    return Date.now() - since >= 300 && status.saved;
  }, 'an idle page');
}

// A finger on the points in turn, through a DevTools session.
export async function touch(devtools, points, gapMs = 16) {
  const send = (type, touchPoints) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', [points[0]]);
  for (const point of points.slice(1)) {
    await new Promise((done) => setTimeout(done, gapMs));
    await send('touchMove', [point]);
  }
  await send('touchEnd', []);
}
// The way of a finger from a point by (dx, dy).
export const path = ([x, y], dx, dy, steps = 10) =>
  Array.from({ length: steps + 1 }, (_, i) => ({ x: x + (dx * i) / steps, y: y + (dy * i) / steps }));

// Product only: the widget with this key, as the accessible mirror has it.
const inMirror = (key) => `#mirror [data-key="${key}"]`;
export const isShown = (page, key) => page.evaluate((wanted) => !!document.querySelector(wanted), inMirror(key));
export const shown = (page, key, timeoutMs) => until(() => isShown(page, key), key, timeoutMs);
// Activates it as assistive technology does, wherever it has been scrolled to.
export async function activate(page, key) {
  await shown(page, key);
  await page.evaluate((wanted) => document.querySelector(wanted).click(), inMirror(key));
}
// The same, and waits for what it sets going.
export async function press(page, key) {
  await activate(page, key);
  await waitIdle(page);
}
// Presses a button that opens the file picker, and chooses: a path, or {name, mimeType, buffer}.
export async function choose(page, key, file) {
  const chooser = page.waitForEvent('filechooser');
  await activate(page, key);
  await (await chooser).setFiles(file);
}

// Product only: opens a room by its name in the rail.
export async function room(page, name) {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await waitIdle(page);
}

export async function screenshot(page, name) {
  const folder = join(root, 'build/e2e/screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

// ---- the platform page (page.cc): built when a source is newer ----
export function platformSite() {
  const work = join(root, 'build/e2e');
  const compiled = join(work, 'compiled');
  const site = join(work, 'site');
  mkdirSync(compiled, { recursive: true });
  const libraries = ['text', 'assets', 'storage', 'bridge', 'files', 'mirror', 'offline', 'device'];
  const scripts = libraries.map((name) => join(root, `web/platform/lib_${name}.js`));
  const sources = [join(root, 'tests/e2e/lib/page.cc'),
    ...['han', 'json', 'json_write', 'text'].map((name) => join(root, `core/base/${name}.cpp`)),
    join(root, 'web/platform/tables.cpp'),
    ...libraries.slice(1).map((name) => join(root, `web/platform/${name}.cpp`))];
  const headers = ['core/base', 'core/ports', 'web/platform', 'assets', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder)).filter((name) => /\.(h|js|css|svg|mjs)$/.test(name)).map((name) => join(root, folder, name)));
  const age = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);
  const made = age(join(site, 'index.html'));
  const newest = (files) => Math.max(...files.map(age));
  if (made > newest([...sources, ...headers, ...scripts, join(root, 'shell.html')])) return site;

  const emcc = join(root, '.tools/emscripten/bin/em++');
  const compiler = existsSync(emcc) ? emcc : 'em++';
  const objects = sources.map((source) => {
    const object = join(work, basename(source).replace(/\.\w+$/, '.o'));
    if (age(object) < newest([source, ...headers.filter((name) => name.endsWith('.h'))])) {
      execFileSync(compiler, ['-x', 'c++', '-std=c++23', '-fno-exceptions', '-fno-rtti', '-O1', '-I', root, '-isystem',
        join(root, '.tools/include'), '-c', source, '-o', object], { stdio: ['ignore', 'inherit', 'inherit'] });
    }
    return object;
  });
  execFileSync(compiler, [...objects, '-o', join(compiled, 'zhike.js'), '-O1', '-sENVIRONMENT=web',
    '-sDYNAMIC_EXECUTION=0', '-sALLOW_MEMORY_GROWTH', '-sMAXIMUM_MEMORY=4GB', '-sSTACK_SIZE=1MB', '-sWASM_BIGINT',
    '-lidbfs.js', ...scripts.flatMap((script) => ['--js-library', script])], { stdio: ['ignore', 'inherit', 'inherit'] });
  execFileSync(process.execPath, [join(root, 'scripts/package_web.mjs'), compiled, site]);
  return site;
}
