// Keeps the program on the device: every file of one version in one cache, answered from there first. The packager
// puts `version`, `precached` and `kept` (cached when first asked for) in front and names the result sw.js.
// A newer version is fetched beside the old one and waits until the page says "use now"; it never reloads a page.
'use strict';
/* global version, precached, kept */
const prefix = 'zhike ' + new URL(self.registration.scope).pathname + ' ';
const cacheName = prefix + version;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => Promise.all(precached.map(async (name) => {
    // Hashed names may come from the browser's cache; index.html must be the one that belongs to them.
    const request = new Request(name, { cache: /\.[0-9a-f]{12}\./.test(name) ? 'default' : 'reload' });
    const response = await fetch(request);
    if (!response.ok) throw new Error(name + ': ' + response.status);
    // A server may send index.html elsewhere; a page must not be answered by a redirected response.
    const plain = response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
    await cache.put(new Request(name), plain);
  }))));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith(prefix) && name !== cacheName)
      .map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data === 'use now') self.skipWaiting();
});

const answer = async (request) => {
  const cache = await caches.open(cacheName);
  const scope = self.registration.scope;
  const path = request.url.split(/[?#]/)[0];
  const name = path === scope ? 'index.html' : path.slice(scope.length);
  const found = precached.includes(name) || kept.includes(name) ? await cache.match(new URL(name, scope)) : null;
  if (found) return found;
  const response = await fetch(request);
  if (kept.includes(name) && response.ok) await cache.put(new Request(new URL(name, scope)), response.clone());
  return response;
};

// Files shared to the installed app wait in a cache of their own; the page takes them when it starts (lib_files.js).
const takeShared = async (request) => {
  const scope = self.registration.scope;
  const files = (await request.formData()).getAll('files').filter((file) => typeof file !== 'string');
  const cache = await caches.open('zhike-shared ' + new URL(scope).pathname);
  await Promise.all(files.map((file, index) =>
    cache.put(`${scope}shared/${index}/${encodeURIComponent(file.name)}`, new Response(file))));
  return Response.redirect(scope, 303);
};

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'POST' && request.url === self.registration.scope + 'share') event.respondWith(takeShared(request));
  if (request.method === 'GET' && request.url.startsWith(self.registration.scope)) event.respondWith(answer(request));
});
