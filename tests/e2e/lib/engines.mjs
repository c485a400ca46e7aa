// Three browser engines behind one small face, so that a test is written once: Chromium (Playwright), Firefox (WebDriver
// BiDi) and WebKitGTK (WebDriver). Firefox and WebKit run on a virtual screen and draw WebGL in software.
//   const engine = await startEngine('firefox', defer);
//   engine.goto(url) · evaluate(function, ...values) · keys('Control+k') · type('text') · click(x, y) · screenshot(file)
// Files are given and taken inside the page (files.mjs in this folder does it): the engines' own dialogs differ too much.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, modules, until } from './support.mjs';

export const engineNames = ['chromium', 'firefox', 'webkit'];
const size = { width: 1280, height: 800 };

const programs = {
  firefox: () => ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync),
  webkit: () => ['/usr/bin/WebKitWebDriver'].find(existsSync),
  miniBrowser: () => ['/usr/lib', '/usr/libexec', ...folders('/usr/lib')].flatMap(folders)
    .map((folder) => join(folder, 'MiniBrowser')).find((file) => file.includes('webkit') && existsSync(file)),
};
function folders(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

// ---- processes ----
// A program of its own process group; ended with the test.
function started(defer, program, words, { env = {}, descriptors = [] } = {}) {
  const child = spawn(program, words,
    { detached: true, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', ...descriptors] });
  child.said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { child.said += data; });
  child.on('error', (error) => { child.said += error.message; });
  defer(() => new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.on('exit', done);
    process.kill(-child.pid, 'SIGKILL');
  }));
  return child;
}

// The screen of engines that need one; the server itself chooses a free number.
async function virtualScreen(defer) {
  const server = started(defer, 'Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'],
    { descriptors: ['pipe'] });
  let number = '';
  server.stdio[3].on('data', (data) => { number += data; });
  await until(() => number.endsWith('\n'), 'a virtual screen');
  return { DISPLAY: `:${number.trim()}`, LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1' };
}

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

function emptyFolder(defer) {
  const folder = mkdtempSync(join(tmpdir(), 'zhike-engine-'));
  defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

// ---- keys and pointer as WebDriver's actions, which both protocols share ----
const keyValues = {
  Shift: '\uE008', Control: '\uE009', Alt: '\uE00A', Enter: '\uE006', Tab: '\uE004', Escape: '\uE00C', Backspace: '\uE003',
  Delete: '\uE017', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Home: '\uE011',
  End: '\uE010', PageUp: '\uE00E', PageDown: '\uE00F', F10: '\uE03A',
};
const keyActions = (chord) => {
  const values = chord.split('+').map((name) => keyValues[name] ?? name);
  return [...values.map((value) => ({ type: 'keyDown', value })),
    ...[...values].reverse().map((value) => ({ type: 'keyUp', value }))];
};
const pause = (duration) => ({ type: 'pause', duration });
const keySource = (actions) => [{ type: 'key', id: 'keys', actions }];
const pointerSource = (x, y) => [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: [
  { type: 'pointerMove', x: Math.round(x), y: Math.round(y) }, { type: 'pointerDown', button: 0 }, pause(30),
  { type: 'pointerUp', button: 0 }] }];
// `perform(sources)` → the four ways to act.
const acting = (perform) => ({
  keys: (chord) => perform(keySource(keyActions(chord))),
  type: (text) => perform(keySource([...text].flatMap((letter) => [...keyActions(letter), pause(15)]))),
  click: (x, y) => perform(pointerSource(x, y)),
});

// A call as the source of a function without arguments whose answer is JSON text, or the error.
const asSource = (body, values) => `async () => {
  try { return JSON.stringify({ value: (await (${body})(...${JSON.stringify(values)})) ?? null }); }
  catch (error) { return JSON.stringify({ error: { message: String(error.message), code: error.code } }); }
}`;
function answerOf(json) {
  const { value, error } = JSON.parse(json);
  if (error) throw Object.assign(new Error(error.message), error);
  return value;
}

// ---- Chromium ----
async function startChromium(defer) {
  const browser = await launch(defer);
  const page = await (await browser.newContext({ viewport: size, locale: 'en-GB' })).newPage();
  return {
    goto: (url) => page.goto(url),
    evaluate: async (body, ...values) => answerOf(await page.evaluate(`(${asSource(body, values)})()`)),
    keys: (chord) => page.keyboard.press(chord),
    type: (text) => page.keyboard.type(text, { delay: 15 }),
    click: (x, y) => page.mouse.click(x, y),
    screenshot: (file) => page.screenshot({ path: file }),
  };
}

// ---- Firefox ----
const firefoxPreferences = {
  'app.normandy.enabled': false, 'app.update.enabled': false, 'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.safebrowsing.downloads.enabled': false, 'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false, 'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore', 'browser.startup.page': 0, 'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false, 'dom.push.connection.enabled': false,
  'extensions.getAddons.cache.enabled': false, 'extensions.update.enabled': false, 'focusmanager.testmode': true,
  'gfx.webrender.software': true, 'intl.accept_languages': 'en-GB', 'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,', 'toolkit.telemetry.enabled': false, 'webgl.force-enabled': true,
};

// Sends WebDriver BiDi commands: command(method, params) → result.
async function bidi(address) {
  const WebSocket = createRequire(join(modules, 'any.js'))('ws');
  const socket = new WebSocket(address);
  await new Promise((done, fail) => socket.once('open', done).once('error', fail));
  const waiting = new Map();
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    const { done, fail } = waiting.get(message.id) ?? {};
    if (!done) return;
    waiting.delete(message.id);
    if (message.type === 'error') fail(new Error(`${message.error}: ${message.message}`));
    else done(message.result);
  });
  let last = 0;
  return (method, params) => new Promise((done, fail) => {
    waiting.set(++last, { done, fail });
    socket.send(JSON.stringify({ id: last, method, params }));
  });
}

async function startFirefox(defer) {
  const profile = emptyFolder(defer);
  writeFileSync(join(profile, 'user.js'), Object.entries(firefoxPreferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  const child = started(defer, programs.firefox(), ['--no-remote', '--profile', profile, '--remote-debugging-port', '0',
    '--width', String(size.width), '--height', String(size.height), 'about:blank'],
    { env: { ...(await virtualScreen(defer)), HOME: profile, MOZ_DISABLE_AUTO_SAFE_MODE: '1' } });
  const [, address] = await until(() => /BiDi listening on (ws:\S+)/.exec(child.said), 'Firefox');
  const command = await bidi(`${address}/session`);
  await command('session.new', { capabilities: {} });
  const { contexts } = await command('browsingContext.getTree', {});
  const { context } = contexts[0];
  await command('browsingContext.setViewport', { context, viewport: size });
  return {
    goto: (url) => command('browsingContext.navigate', { context, url, wait: 'complete' }),
    evaluate: async (body, ...values) => {
      const answer = await command('script.evaluate',
        { expression: `(${asSource(body, values)})()`, target: { context }, awaitPromise: true });
      if (answer.type !== 'success') throw new Error(answer.exceptionDetails.text);
      return answerOf(answer.result.value);
    },
    ...acting((actions) => command('input.performActions', { context, actions })),
    screenshot: async (file) => {
      const { data } = await command('browsingContext.captureScreenshot', { context });
      writeFileSync(file, Buffer.from(data, 'base64'));
    },
  };
}

// ---- WebKitGTK ----
async function startWebkit(defer) {
  const home = emptyFolder(defer);
  const port = await freePort();
  const child = started(defer, programs.webkit(), [`--port=${port}`],
    { env: { ...(await virtualScreen(defer)), HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home, LANG: 'en_GB.UTF-8' } });
  const command = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await until(() => command('GET', '/status').catch(() => child.exitCode !== null), 'WebKitWebDriver');
  const options = { binary: programs.miniBrowser(), args: ['--automation', `--geometry=${size.width}x${size.height + 60}`] };
  const { sessionId } = await command('POST', '/session',
    { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } });
  const session = (method, path, body) => command(method, `/session/${sessionId}${path}`, body);
  defer(() => session('DELETE', ''));
  return {
    goto: (url) => session('POST', '/url', { url }),
    evaluate: async (body, ...values) => answerOf(await session('POST', '/execute/async',
      { script: `const done = arguments[0]; (${asSource(body, values)})().then(done);`, args: [] })),
    ...acting((actions) => session('POST', '/actions', { actions })),
    screenshot: async (file) => writeFileSync(file, Buffer.from(await session('GET', '/screenshot'), 'base64')),
  };
}

// Starts the engine with an empty profile; all of it ends with the test.
export async function startEngine(name, defer) {
  const start = { chromium: startChromium, firefox: startFirefox, webkit: startWebkit }[name];
  const engine = await start(defer);
  return { name, ...engine };
}
