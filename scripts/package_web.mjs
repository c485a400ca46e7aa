// Makes the site: node scripts/package_web.mjs COMPILED SITE
//   COMPILED   folder with zhike.js and zhike.wasm (and *.bin, han.woff2, there or one folder below)
//   SITE       written anew: index.html, hashed files, sw.js, manifest.webmanifest, icons, .br and .gz beside each,
//              zhike-standalone.html, which is all of it in one file, and schema/zhike-1.json for other programs
// Any static web server will do, below any path: every reference is relative.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { drawIcon } from './icon.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = process.env.ZHIKE_NODE_MODULES ?? join(root, '.tools/npm/node_modules');
const { minify } = createRequire(join(modules, 'x.js'))('terser');
const [compiled, site] = process.argv.slice(2);
if (!compiled || !site || !existsSync(join(compiled, 'zhike.js'))) {
  console.error('Usage: node scripts/package_web.mjs COMPILED SITE   (COMPILED holds zhike.js and zhike.wasm)');
  process.exit(64);
}

const digest = (bytes, algorithm = 'sha256') => createHash(algorithm).update(bytes);
const source = (name) => readFileSync(join(root, name), 'utf8');

// Emscripten leaves names as long as they were written; boot.js calls one of them.
const shorten = async (script) => (await minify(script, { toplevel: true, mangle: { reserved: ['Module'] } })).code;

// name -> bytes: what the page is made of, under the names its source uses.
async function readParts() {
  const folders = [compiled, ...readdirSync(compiled).map((name) => join(compiled, name))
    .filter((path) => statSync(path).isDirectory())];
  const han = folders.map((folder) => join(folder, 'han.woff2')).find(existsSync);
  const schema = folders.map((folder) => join(folder, 'schema.json')).find(existsSync);
  const beside = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.bin'))
    .map((name) => [name, readFileSync(join(folder, name))]));
  return {
    'zhike.js': await shorten(readFileSync(join(compiled, 'zhike.js'), 'utf8')),
    'zhike.wasm': readFileSync(join(compiled, 'zhike.wasm')),
    'shell.css': han ? source('assets/shell.css') : source('assets/shell.css').replace(/@font-face {[^}]*}\n/, ''),
    'boot.js': source('web/platform/boot.js'),
    'early.js': source('web/platform/early.js'),
    ...(schema ? { schema: readFileSync(schema) } : {}),
    ...Object.fromEntries(beside),
    ...(han ? { 'han.woff2': readFileSync(han) } : {}),
  };
}

// Fetched by the program itself: see web/platform/assets.h.
const besideOf = (parts) => Object.keys(parts).filter((name) => name.endsWith('.bin'));

const hashedName = (name, bytes) => {
  const ending = extname(name);
  return `${name.slice(0, -ending.length)}.${digest(bytes).digest('hex').slice(0, 12)}${ending}`;
};

// The one place where `from` stands in `text` becomes `to`; it is a fault of the sources if it does not stand there.
function swap(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`"${from}" should stand exactly once`);
  return text.replace(from, () => to);
}

function write(name, content) {
  const path = join(site, name);
  writeFileSync(path, content);
  if (/\.(png|woff2)$/.test(name) || name === 'zhike-standalone.html') return;
  const bytes = Buffer.from(content);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(path + '.br', brotliCompressSync(bytes, { params: quality }));
  writeFileSync(path + '.gz', gzipSync(bytes, { level: 9 }));
}

const scriptTag = '<script src="boot.js" defer></script>';
const styleTag = '<link rel="stylesheet" href="shell.css">';
const policyOf = (shell) => /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(shell)[1];

// ---- the served site ----
function writeSite(parts, shell) {
  const names = {};
  const add = (name, content) => {
    names[name] = hashedName(name, content);
    write(names[name], content);
  };
  add('zhike.wasm', parts['zhike.wasm']);
  add('zhike.js', parts['zhike.js']);
  for (const name of besideOf(parts)) add(name, parts[name]);
  if (parts['han.woff2']) add('han.woff2', parts['han.woff2']);
  const style = parts['han.woff2'] ? swap(parts['shell.css'], 'han.woff2', names['han.woff2']) : parts['shell.css'];
  add('shell.css', style);
  const assets = Object.fromEntries(['zhike.js', 'zhike.wasm', ...besideOf(parts)].map((name) => [name, names[name]]));
  add('early.js', `window['zhike_assets'] = ${JSON.stringify(assets)};\n${parts['early.js']}`);
  add('boot.js', parts['boot.js']);

  const icon = source('assets/icon.svg');
  const icons = [['icon-192.png', 192, 'any'], ['icon-512.png', 512, 'any'], ['icon-maskable.png', 512, 'maskable']];
  write('icon.svg', icon);
  for (const [name, size, way] of icons) write(name, drawIcon(icon, size, way));
  if (parts.schema) {
    mkdirSync(join(site, 'schema'));
    write('schema/zhike-1.json', parts.schema);
  }
  write('manifest.webmanifest', JSON.stringify(manifest(icons), null, 1));

  let page = swap(shell, styleTag, [`<link rel="stylesheet" href="${names['shell.css']}">`,
    '<link rel="icon" href="icon.svg" type="image/svg+xml">', '<link rel="apple-touch-icon" href="icon-192.png">',
    '<link rel="manifest" href="manifest.webmanifest">',
    `<link rel="preload" href="${names['zhike.wasm']}" as="fetch" type="application/wasm" crossorigin>`,
    ...(names['fonts.bin'] ? [`<link rel="preload" href="${names['fonts.bin']}" as="fetch" crossorigin>`] : []),
    `<link rel="preload" href="${names['zhike.js']}" as="script">`].join('\n'));
  page = swap(page, scriptTag,
    `<script src="${names['early.js']}"></script>\n<script src="${names['boot.js']}" defer></script>`);
  write('index.html', page);
  writeWorker(names, page, icons.map(([name]) => name));
}

function manifest(icons) {
  return {
    name: 'Zhike 知客', short_name: 'Zhike', id: './', start_url: './', scope: './', display: 'standalone',
    lang: 'zh-Hans', background_color: '#f4f6f8', theme_color: '#f4f6f8',
    description: 'Customers, complaints, surveys and promises, kept on this device.',
    icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ...icons.map(([src, size, purpose]) => ({ src, sizes: `${size}x${size}`, type: 'image/png', purpose }))],
    shortcuts: [{ name: '今日 Today', url: './#/today' }, { name: '客户 Customers', url: './#/customers' }],
    share_target: { action: './share', method: 'POST', enctype: 'multipart/form-data',
      params: { files: [{ name: 'files', accept: ['application/json', 'text/csv', 'text/plain', '.json', '.csv'] }] } },
    file_handlers: [{ action: './', accept: { 'application/json': ['.zhike.json', '.json'] } }],
    launch_handler: { client_mode: 'focus-existing' },
  };
}

function writeWorker(names, page, icons) {
  const { 'han.woff2': han, ...rest } = names;
  const precached = ['index.html', 'manifest.webmanifest', 'icon.svg', ...icons, ...Object.values(rest)];
  const kept = han ? [han] : [];
  const text = source('web/platform/service_worker.js');
  const version = digest(JSON.stringify([precached, kept]) + page + text).digest('hex').slice(0, 12);
  write('sw.js', `const version = ${JSON.stringify(version)};\nconst precached = ${JSON.stringify(precached)};\n` +
    `const kept = ${JSON.stringify(kept)};\n${text}`);
}

// ---- the one file ----
// Scripts are inline, allowed one by one by their hash; the program is base64 of gzip, unpacked by the browser.
function writeStandalone(parts, shell) {
  const safe = (script) => script.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
  const packed = (name) => gzipSync(parts[name], { level: 9 }).toString('base64');
  const early = safe(`window['zhike_standalone'] = true;\n${parts['early.js']}`);
  const unpack = safe(`'use strict';
(() => {
  const bytes = (id) => Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0));
  window['zhike_embedded'] = (name) =>
    new Response(new Blob([bytes(name)]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  window['zhike_wasm_bytes'] = window['zhike_embedded']('zhike.wasm');
  const script = new Blob([document.getElementById('zhike-js').textContent], { type: 'text/javascript' });
  window['zhike_assets'] = { 'zhike.js': URL.createObjectURL(script) };
})();
`);
  const boot = safe(parts['boot.js']);
  const style = !parts['han.woff2'] ? parts['shell.css'] : swap(parts['shell.css'], 'han.woff2',
    `data:font/woff2;base64,${parts['han.woff2'].toString('base64')}`);
  const hash = (text) => `'sha256-${digest(text).digest('base64')}'`;
  const policy = policyOf(shell)
    .replace(/script-src [^;]*/, `script-src ${[early, unpack, boot].map(hash).join(' ')} 'wasm-unsafe-eval' blob:`)
    .replace(/style-src [^;]*/, `style-src ${hash(style)}`)
    .replace(/font-src [^;]*/, 'font-src data:').replace(/img-src [^;]*/, 'img-src data: blob:')
    .replace(/(default|connect|worker|manifest)-src [^;]*/g, "$1-src 'none'");
  let page = swap(shell, policyOf(shell), policy);
  page = swap(page, styleTag, `<style>${style}</style>\n<link rel="icon" href="data:image/svg+xml;base64,` +
    `${Buffer.from(source('assets/icon.svg')).toString('base64')}">`);
  page = swap(page, scriptTag, `<script>${early}</script>`);
  const data = `<script type="text/plain" id="zhike-js">${safe(parts['zhike.js'])}</script>\n` +
    ['zhike.wasm', ...besideOf(parts)].map((name) =>
      `<script type="text/plain" id="${name}">${packed(name)}</script>\n`).join('');
  page = swap(page, '</body>', `${data}<script>${unpack}</script>\n<script>${boot}</script>\n</body>`);
  write('zhike-standalone.html', page);
}

rmSync(site, { recursive: true, force: true });
mkdirSync(site, { recursive: true });
const parts = await readParts();
const shell = source('shell.html');
writeSite(parts, shell);
writeStandalone(parts, shell);
const brotli = ['zhike.js', 'zhike.wasm'].reduce((sum, name) =>
  sum + statSync(join(site, `${hashedName(name, parts[name])}.br`)).size, 0);
console.log(`program: ${Math.round(brotli / 1024)} KB with brotli`);
