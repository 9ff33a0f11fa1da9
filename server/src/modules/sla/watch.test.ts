import { expect, it } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { testAppForOne } from '../../platform/testing/app.ts';

it('fires by itself within two seconds of the moment, once', async () => {
  const t = await testAppForOne();
  const { db } = t.app.platform;
  await db.tx((tx) => t.app.sla.seedSla(tx));
  const customer = await db.tx((tx) => t.app.customers.findOrCreate(tx, { name: 'Li', language: 'en', addresses: [] }));
  await db.tx((tx) => t.app.tickets.open(tx, { subject: 's', type: 'repair', priority: 'normal', channel: 'mail', language: 'en', customerId: customer.id, openedAt: t.clock.now(), preview: '', unread: true, actor: systemActor }));
  await t.drain();
  const told = () => db.rows<{ type: string }>({ text: `select type from event where type like 'sla.%' and payload->>'target' is not null order by id`, values: [] });
  await t.app.sla.watch.start();
  try {
    expect(await told()).toEqual([]);
    t.clock.advance(480);
    await expect.poll(told, { timeout: 2000, interval: 50 }).toEqual([{ type: 'sla.warned' }]);
    t.clock.advance(120);
    await expect.poll(told, { timeout: 2000, interval: 50 }).toEqual([{ type: 'sla.warned' }, { type: 'sla.breached' }]);
  } finally {
    await t.app.sla.watch.stop();
  }
});
