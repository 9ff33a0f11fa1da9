import { channels } from '@aftercare/contract/channels';
import { type ChatwootSimulator, simulateChatwoot } from '../../integrations/desks/chatwoot/simulator.ts';
import { type ZendeskSimulator, simulateZendesk } from '../../integrations/desks/zendesk/simulator.ts';
import type { TestApp } from '../../platform/testing/app.ts';

/** What tests of both desks ask of a simulator, in the same words. */
export interface DeskInTest {
  readonly kind: 'zendesk' | 'chatwoot';
  readonly api: ZendeskSimulator['api'];
  readonly settings: Record<string, unknown>;
  readonly calls: { perMinute: number };
  /** Tickets there, by number. */
  ids(): number[];
  begin(who: { name: string; email: string }, subject: string, text: string): number;
  /** Their agent (Ann) or customer writes. */
  say(id: number, text: string, by: 'agent' | 'customer'): void;
  set(id: number, change: { status?: 'open' | 'pending' | 'solved'; assignee?: number | null }): void;
  words(id: number): { text: string; by: 'agent' | 'customer'; public: boolean; files: string[] }[];
  status(id: number): string;
  assignee(id: number): string;
  message(id: number): { body: string; headers: Record<string, string> };
  /** Webhooks that wait to be delivered. */
  hooks(): number[];
}
const nameOf = (people: readonly { id: number; name: string }[], id: number | null) => people.find((p) => p.id === id)?.name ?? '';

export async function zendeskInTest(now: () => Date): Promise<DeskInTest & { sim: ZendeskSimulator }> {
  const sim = await simulateZendesk({ now });
  const of = (id: number) => { const ticket = sim.tickets.find((t) => t.id === id); if (!ticket) throw new Error(`no ticket ${id}`); return ticket; };
  return {
    sim, kind: 'zendesk', api: sim.api, settings: sim.settings, calls: sim.calls, ids: () => sim.tickets.map((t) => t.id),
    begin: (who, subject, text) => sim.begin(who, subject, text).id,
    say: (id, text, by) => void sim.act(id, { comment: { body: text } }, by === 'agent' ? 901 : of(id).requester_id),
    set: (id, { status, assignee }) => void sim.act(id, { ...(status === undefined ? {} : { status }), ...(assignee === undefined ? {} : { assignee_id: assignee }) }),
    words: (id) => sim.commentsOf(id).map((c) => ({ text: c.body, by: sim.users.find((u) => u.id === c.author_id)?.role === 'end-user' ? 'customer' : 'agent', public: c.public, files: c.attachments.map((a) => a.file_name) })),
    status: (id) => ({ new: 'open', closed: 'solved' }[of(id).status] ?? of(id).status),
    assignee: (id) => nameOf(sim.users, of(id).assignee_id),
    message: (id) => sim.message(id),
    hooks: () => sim.waiting.splice(0).map((w) => w.ticketId),
  };
}
export async function chatwootInTest(now: () => Date): Promise<DeskInTest & { sim: ChatwootSimulator }> {
  const sim = await simulateChatwoot({ now });
  const of = (id: number) => { const c = sim.conversations.find((one) => one.id === id); if (!c) throw new Error(`no conversation ${id}`); return c; };
  const there = { open: 'open', pending: 'snoozed', solved: 'resolved' } as const;
  const people = [{ id: 901, name: 'Ann Lee' }, { id: 902, name: '王敏' }, { id: 903, name: 'Only There' }, { id: 900, name: 'Desk Robot' }];
  return {
    sim, kind: 'chatwoot', api: sim.api, settings: sim.settings, calls: sim.calls, ids: () => sim.conversations.map((c) => c.id),
    begin: (who, subject, text) => sim.begin(who, subject, text).id,
    say: (id, text, by) => sim.act(id, { content: text, by }),
    set: (id, { status, assignee }) => sim.act(id, { ...(status ? { status: there[status] } : {}), ...(assignee === undefined ? {} : { assignee_id: assignee }) }),
    words: (id) => sim.messagesOf(id).map((m) => ({ text: m.content, by: m.message_type === 0 ? 'customer' : 'agent', public: !m.private, files: m.attachments.map((a) => decodeURIComponent(a.data_url.split('/').at(-1) ?? '')) })),
    status: (id) => ({ snoozed: 'pending', resolved: 'solved' }[of(id).status] ?? 'open'),
    assignee: (id) => nameOf(people, of(id).assignee_id),
    message: (id) => sim.message(id),
    hooks: () => sim.waiting.splice(0).map((w) => w.conversationId),
  };
}

/** A house with a webhook door, mirrored to the desk. */
export async function houseWith(t: TestApp, desk: DeskInTest) {
  const admin = await t.key();
  const account = await t.call(channels.create, { body: { kind: desk.kind, name: `Their ${desk.kind}`, address: `their-${desk.kind}`, language: 'en', teamId: null, enabled: true, settings: desk.settings } }, { as: admin });
  const door = await t.call(channels.create, { body: { kind: 'webhook', name: 'Shop', address: `shop-${desk.kind}`, language: 'en', teamId: null, enabled: true, settings: { secret: 'x'.repeat(32) } } }, { as: admin });
  await t.call(channels.setMode, { params: { id: door.id }, body: { kind: 'mirror', mirrorId: account.id } }, { as: admin });
  const http = await t.app.http();
  const { work } = t.app.platform;
  const inHand = { text: 'select 1 as one from graphile_worker._private_jobs where locked_at is not null limit 1', values: [] };
  const all = { text: 'update graphile_worker._private_jobs set run_at = now(), attempts = 0 where locked_at is null', values: [] };
  return {
    admin, account, door,
    /** A customer of ours writes by the mirrored door. */
    customer: (n: string, text: string, thread = n) => t.app.conversations.ingest({ accountId: door.id, externalId: `in-${desk.kind}-${n}-${text}`, threadKey: thread, from: { name: `Customer ${thread}`, language: 'en', addresses: [{ kind: 'email', value: `${desk.kind}-${thread}@x.example` }] }, subject: `Ticket of ${thread}`, text, at: t.clock.now() }),
    hook: async (id: number, change: { forged?: boolean } = {}) => {
      const { body, headers } = desk.message(id);
      return (await http.inject({ method: 'POST', url: `/api/v1/intake/${desk.kind}/their-${desk.kind}`, payload: body, headers: change.forged ? { ...headers, 'x-zendesk-webhook-signature': 'x', 'x-chatwoot-signature': 'x' } : headers })).statusCode;
    },
    /** Until nothing is left to do, whatever waits for later included. */
    async settle(most = 12) {
      for (let n = 0; n < most; n++) {
        await t.drain().catch(() => {});
        // A job that failed is put back a moment after its run has ended: until then nobody sees that it waits.
        for (let looks = 0; looks < 100 && (await work.one(inHand)); looks++) await new Promise((resolve) => { setTimeout(resolve, 20); });
        if ((await work.run(all)) === 0) return;
      }
    },
    pause: () => work.run(all),
  };
}
