// The page and a WebDAV folder on one host, as a company's own server would have them. The folder lies in memory.
import { createServer, request as send } from 'node:http';
import { served } from './support.mjs';

const prefix = '/dav/team/';
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function listing(files) {
  const entry = (href, inside) => `<D:response><D:href>${escaped(href)}</D:href><D:propstat><D:prop>${inside}</D:prop>` +
    '<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>';
  return '<?xml version="1.0" encoding="utf-8"?><D:multistatus xmlns:D="DAV:">' +
    entry(prefix, '<D:resourcetype><D:collection/></D:resourcetype>') +
    [...files].map(([name, bytes]) => entry(prefix + encodeURIComponent(name),
      `<D:resourcetype/><D:getcontentlength>${bytes.length}</D:getcontentlength>`)).join('') + '</D:multistatus>';
}

function answer(site, incoming, body) {
  const { files } = site;
  const name = decodeURIComponent(incoming.url.slice(prefix.length));
  if (incoming.method === 'PROPFIND') return [207, listing(files)];
  if (incoming.method === 'PUT') {
    files.set(name, body);
    return [201];
  }
  if (!files.has(name)) return [404];
  if (incoming.method === 'MOVE') {
    const target = decodeURIComponent(incoming.headers.destination.split('/').pop());
    if (files.has(target) && incoming.headers.overwrite === 'F') return [412];
    files.set(target, files.get(name));
    files.delete(name);
    return [201];
  }
  if (incoming.method === 'DELETE') {
    files.delete(name);
    return [204];
  }
  return incoming.method === 'GET' || incoming.method === 'HEAD' ? [200, files.get(name)] : [405];
}

// {url, files: Map of name → Buffer, isAway: answers 503 while true}
export async function davSite(defer, folder) {
  const pages = await served(defer, folder);
  const site = { files: new Map(), isAway: false };
  const server = createServer((incoming, outgoing) => {
    if (!incoming.url.startsWith(prefix)) {
      const { method, headers, url } = incoming;
      send(new URL(url, pages.url), { method, headers }, (found) => {
        outgoing.writeHead(found.statusCode, found.headers);
        found.pipe(outgoing);
      }).end();
      return;
    }
    const parts = [];
    incoming.on('data', (part) => parts.push(part));
    incoming.on('end', () => {
      const [status, text = ''] = site.isAway ? [503] : answer(site, incoming, Buffer.concat(parts));
      outgoing.writeHead(status, { 'content-length': Buffer.byteLength(text) });
      outgoing.end(incoming.method === 'HEAD' ? undefined : text);
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  defer(() => server.close());
  site.url = `http://127.0.0.1:${server.address().port}/`;
  return site;
}
