import { randomBytes } from 'node:crypto';
import type { Webhook, WebhookWrite } from '@aftercare/contract/webhooks';
import { type LoggedEvent, type Subscription, type EventType, historyOf } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { createGuardedFetch } from '../../platform/net/index.ts';
import { createDelivering, deliverJob } from './deliver.ts';
import * as store from './store.ts';

const replayJob = 'webhooks.replay';
const oldSecretMs = 86_400_000;
/** How long what was delivered can be looked at. */
const keepMs = 30 * 86_400_000;
const perRead = 500;

/** What goes over the wire; `id` is the fact's own and the same at every try and replay. */
const bodyOf = (event: LoggedEvent, replayed: boolean): string =>
  JSON.stringify({ id: event.id, type: event.type, version: event.version, at: event.at, stream: event.stream, actor: { kind: event.actor.kind, id: event.actor.id }, data: event.payload, ...(replayed ? { replayed: true } : {}) });

const view = (t: store.TargetView): Webhook => ({
  id: t.id, name: t.name, url: t.url, events: t.events as Webhook['events'], enabled: t.enabled, failingSince: t.failingSince?.toISOString() ?? null, fault: t.fault, waiting: t.waiting, lastDeliveredAt: t.lastDeliveredAt?.toISOString() ?? null,
});

/** Programs outside that are told of facts: signed, per ticket in order, until they say yes or three days are over. */
export function createWebhooks(platform: Platform) {
  const { db, work, clock, secrets, jobs } = platform;
  const { job: deliver, send } = createDelivering(platform, createGuardedFetch({ allowPrivate: platform.config.ALLOW_PRIVATE_HOSTS }));
  const newSecret = () => `whs_${randomBytes(32).toString('base64url')}`;
  const wake = (tx: Tx, id: number) => jobs.enqueue(tx, deliverJob, { targetId: id }, { key: `webhooks:${id}` });

  async function write(tx: Tx, events: readonly LoggedEvent[], wanted: readonly { id: number; events: readonly string[] }[], replayed: boolean): Promise<void> {
    const rows = wanted.flatMap((t) => events.filter((e) => t.events.includes(e.type)).map((e): store.NewDelivery => ({ targetId: t.id, eventId: e.id, stream: e.stream, type: e.type, body: bodyOf(e, replayed) })));
    if (rows.length === 0) return;
    await store.insertDeliveries(tx, rows, clock.now(), replayed);
    for (const id of new Set(rows.map((r) => r.targetId))) await wake(tx, id);
  }

  const replay: Job<{ targetId: number; from: string; to: string; after: number | null }> = {
    name: replayJob,
    async handle({ targetId, from, to, after }) {
      const target = await store.target(work, targetId);
      if (!target) return;
      // A page per transaction: its facts and the place to go on at commit together, so that a killed run neither leaves out nor doubles.
      const page = await historyOf(work, { types: target.events, from: new Date(from), to: new Date(to), after, limit: perRead });
      await work.tx(async (tx) => {
        await write(tx, page, [target], true);
        const last = page.at(-1);
        if (last && page.length === perRead) await jobs.enqueue(tx, replayJob, { targetId, from, to, after: last.id });
      });
    },
  };
  const sweep: Job<unknown> = {
    name: 'webhooks.sweep', cron: '* * * * *',
    async handle() {
      await store.forgetOld(work, new Date(clock.now().getTime() - keepMs));
      for (const { id } of await store.left(work, clock.now())) await work.tx((tx) => wake(tx, id));
    },
  };

  async function one(handle: Handle, id: number): Promise<Webhook> {
    const [found] = await store.targets(handle, id);
    if (!found) throw new Refusal('not-found');
    return view(found);
  }
  return {
    jobs: [deliver as Job<never>, replay as Job<never>, sweep as Job<never>],
    subscription: (events: readonly EventType[]): Subscription => ({
      name: 'webhooks.on-facts', events, start: 'now', lingerMs: 50,
      async handle(batch, tx) { await write(tx, batch, await store.wanting(tx, [...new Set(batch.map((e) => e.type))]), false); },
    }),
    list: async () => (await store.targets(db)).map(view),
    async create(tx: Tx, input: WebhookWrite) {
      const secret = newSecret();
      const row = await store.insertTarget(tx, { ...input, secret: secrets.encrypt(secret), now: clock.now() });
      return { webhook: await one(tx, row?.id ?? 0), secret };
    },
    async update(tx: Tx, id: number, input: WebhookWrite) {
      await store.updateTarget(tx, id, input);
      const changed = await one(tx, id);
      if (changed.enabled && changed.waiting > 0) await wake(tx, id);
      return changed;
    },
    async remove(tx: Tx, id: number) { if ((await store.removeTarget(tx, id)) === 0) throw new Refusal('not-found'); },
    async renew(tx: Tx, id: number) {
      const secret = newSecret();
      if ((await store.renewSecret(tx, id, secrets.encrypt(secret), new Date(clock.now().getTime() + oldSecretMs))) === 0) throw new Refusal('not-found');
      return { secret };
    },
    async test(id: number) {
      const target = await store.target(db, id);
      if (!target) throw new Refusal('not-found');
      const now = clock.now();
      const answer = await send(target, JSON.stringify({ id: 0, type: 'webhooks.test', version: 1, at: now, stream: `webhook:${id}`, actor: { kind: 'system', id: null }, data: { name: target.name } }), `test-${now.getTime()}`);
      return { ok: answer.status !== null && answer.status >= 200 && answer.status < 300, status: answer.status, ms: answer.ms, answer: answer.answer };
    },
    deliveries: (filter: { targetId: number; state: string | null; before: number | null; limit: number }) => store.deliveries(db, filter),
    async delivery(id: number) {
      const found = await store.delivery(db, id);
      if (!found) throw new Refusal('not-found');
      return found;
    },
    async again(tx: Tx, id: number) {
      const copied = await store.copyOf(tx, id, clock.now());
      if (!copied) throw new Refusal('not-found');
      await wake(tx, copied.targetId);
    },
    async replay(tx: Tx, id: number, span: { from: string; to: string }) {
      await one(tx, id);
      await jobs.enqueue(tx, replayJob, { targetId: id, ...span, after: null });
    },
  };
}
export type { DeliveryRow } from './store.ts';
export type Webhooks = ReturnType<typeof createWebhooks>;
