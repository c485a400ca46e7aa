// Serves a folder of static files on 127.0.0.1, as any web server would: `node scripts/serve.mjs [FOLDER] [--port N]`.
// Used by `dev run` and by the browser tests (import { serve }). Sends nothing outside the folder and no listing.
import { createServer } from 'node:http';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png', '.ttf': 'font/ttf', '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8', '.csv': 'text/csv; charset=utf-8', '.ico': 'image/x-icon',
};
const HASHED = /\.[0-9a-f]{10,}\.[a-z0-9]+$/;

// The file for an address path below `prefix`, or null.
function fileOf(folder, prefix, path) {
  let name;
  try {
    name = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (!name.startsWith(prefix) || name.includes('\0')) return null;
  let file = normalize(join(folder, name.slice(prefix.length - 1)));
  if (file !== folder && !file.startsWith(folder + sep)) return null;
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
  return existsSync(file) ? file : null;
}

function answer(request, response, folder, prefix) {
  const path = new URL(request.url, 'http://localhost').pathname;
  const file = ['GET', 'HEAD'].includes(request.method) ? fileOf(folder, prefix, path) : null;
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    return;
  }
  const headers = {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
  };
  let sent = file;
  for (const [coding, ending] of [['br', '.br'], ['gzip', '.gz']]) {
    const packed = file + ending;
    if (!(request.headers['accept-encoding'] ?? '').includes(coding) || !existsSync(packed)) continue;
    if (statSync(packed).mtimeMs < statSync(file).mtimeMs) continue;
    headers['content-encoding'] = coding;
    headers.vary = 'accept-encoding';
    sent = packed;
    break;
  }
  headers['content-length'] = statSync(sent).size;
  response.writeHead(200, headers);
  if (request.method === 'HEAD') response.end();
  else createReadStream(sent).pipe(response);
}

// Starts a server; port 0 takes a free one. `prefix` ("/some/path/") serves the folder below a sub-path only.
// Resolves with {url, port, close()}.
export function serve(folder, { port = 0, prefix = '/' } = {}) {
  const root = resolve(folder);
  const server = createServer((request, response) => answer(request, response, root, prefix));
  return new Promise((done, fail) => {
    server.on('error', fail);
    server.listen(port, '127.0.0.1', () => {
      const used = server.address().port;
      done({
        url: `http://127.0.0.1:${used}${prefix}`,
        port: used,
        close: () => new Promise((closed) => {
          server.close(closed);
          server.closeAllConnections();
        }),
      });
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const words = process.argv.slice(2);
  const at = words.indexOf('--port');
  const port = at >= 0 ? Number(words.splice(at, 2)[1]) : 8080;
  const folder = words[0] ?? fileURLToPath(new URL('../build/web', import.meta.url));
  if (!Number.isInteger(port) || port < 0 || port > 65535 || !existsSync(folder)) {
    console.error('Usage: node scripts/serve.mjs [FOLDER] [--port N]');
    process.exit(64);
  }
  try {
    console.log((await serve(folder, { port })).url);
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `Port ${port} is in use: choose another with --port N.` : error.message);
    process.exit(1);
  }
}
