/*
 * The field app without a line: all files of one build are kept, pages open from them, and a new build takes over as a whole.
 * What the server says (the API) never goes through here: the app keeps its own day and its own list of what was done.
 */
const version = 'VERSION';
const files = ['FILES'];
const cacheName = `aftercare-field-${version}`;

self.addEventListener('install', (event) => {
  // `reload`: past the browser's own cache, so that a build is never mixed from two.
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files.map((url) => new Request(url, { cache: 'reload' })))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith('aftercare-field-') && name !== cacheName).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (url.pathname.startsWith('/field/')) event.respondWith(file(request));
});

/** A page: the kept one at once; where none is kept yet, the network's. */
async function page(request) {
  const kept = await caches.match('/field/', { cacheName });
  return kept ?? fetch(request);
}

/** A file of the app: kept, or from the network – a newer build's file is asked for by a newer page. */
async function file(request) {
  const kept = await caches.match(request, { cacheName, ignoreVary: true });
  if (kept) return kept;
  return fetch(request);
}

/** The line may be back while the app sleeps: whoever is open sends what waits. */
self.addEventListener('sync', (event) => {
  if (event.tag === 'field-operations') event.waitUntil(self.clients.matchAll().then((open) => open.forEach((client) => client.postMessage('sync'))));
});
