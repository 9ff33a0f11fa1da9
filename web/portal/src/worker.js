/*
 * The portal without a line, and its notices. All files of one build are kept, pages open from them, and a new build takes over as a whole.
 * What the server says (the API) never goes through here: the pages keep what was seen last and what waits to be sent themselves.
 */
const version = 'VERSION';
const files = ['FILES'];
const prefix = 'aftercare-portal-';
const cacheName = prefix + version;
/** Large and seldom needed (the code reader): kept once it was used. */
const lateName = `${prefix}late`;

self.addEventListener('install', (event) => {
  // `reload`: past the browser's own cache, so that a build is never mixed from two.
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files.map((url) => new Request(url, { cache: 'reload' })))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith(prefix) && name !== cacheName && name !== lateName).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith('/portal/')) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else event.respondWith(file(request, url));
});

/** A page: the kept one at once; where none is kept yet, the network's. */
async function page(request) {
  const kept = await caches.match('/portal/', { cacheName });
  return kept ?? fetch(request);
}

/** A file of the app: kept, or from the network – a newer build's file is asked for by a newer page. */
async function file(request, url) {
  const kept = (await caches.match(request, { cacheName, ignoreVary: true })) ?? (await caches.match(request, { cacheName: lateName, ignoreVary: true }));
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && url.pathname.startsWith('/portal/assets/')) {
    const copy = answer.clone();
    void caches.open(lateName).then((cache) => cache.put(request, copy)).catch(() => undefined);
  }
  return answer;
}

/** The line may be back while the app sleeps: whoever is open sends what waits. */
self.addEventListener('sync', (event) => {
  if (event.tag === 'outbox') event.waitUntil(self.clients.matchAll().then((open) => open.forEach((client) => client.postMessage('send'))));
});

const where = (path) => new URL(typeof path === 'string' && path.startsWith('/portal/') ? path : '/portal/', self.location.origin).href;
const atPage = (client, href) => new URL(client.url).pathname === new URL(href).pathname;

/** A step of a request: on the lock screen, the newest of each request only. Whoever looks at its page sees it there. */
self.addEventListener('push', (event) => {
  event.waitUntil((async () => {
    let notice;
    try { notice = event.data?.json(); } catch { /* not ours */ }
    if (!notice || typeof notice.body !== 'string') return;
    const href = where(notice.path);
    const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    for (const client of open) client.postMessage({ renew: notice.ticketId });
    if (open.some((client) => client.focused && atPage(client, href))) return;
    await self.registration.showNotification(String(notice.title ?? ''), { body: notice.body, tag: `ticket-${notice.ticketId}`, renotify: true, icon: '/portal/icon-192.png', badge: '/portal/badge-96.png', data: { href } });
  })());
});

/** Pressed: the page of the request, in a window that is open or a new one. */
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const href = event.notification.data?.href ?? where('/portal/');
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const there = open.find((client) => atPage(client, href)) ?? open.find((client) => new URL(client.url).pathname.startsWith('/portal/'));
    if (!there) return self.clients.openWindow(href);
    await there.focus();
    return atPage(there, href) ? undefined : there.navigate(href).catch(() => self.clients.openWindow(href));
  })());
});
