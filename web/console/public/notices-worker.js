// Shows what the service desk tells, also while it is closed; a press leads to the ticket.
self.addEventListener('push', (event) => {
  const { title, body, path, ticketId } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, icon: '/icon.svg', tag: `ticket-${ticketId}`, data: { path } }));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { path } = event.notification.data;
  event.waitUntil((async () => {
    const open = (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).find((client) => new URL(client.url).origin === self.location.origin && !new URL(client.url).pathname.startsWith('/portal'));
    if (!open) return self.clients.openWindow(path);
    await open.focus();
    return open.navigate(path).catch(() => self.clients.openWindow(path));
  })());
});
