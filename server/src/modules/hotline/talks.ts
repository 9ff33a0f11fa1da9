import type { Actor } from '../../platform/bus/index.ts';
import { systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Routing } from '../routing/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { type CallRow, type CallRows, callerKnown } from './call-rows.ts';
import type { Numbers } from './numbers.ts';
import type { Rules } from './rules.ts';
import * as store from './store.ts';
import { leaveAll, leaveParty } from './store-parties.ts';

/** A colleague and a customer: answered, held, given on, over, written up. */
export function createTalks(platform: Platform, o: { rows: CallRows; tickets: Tickets; routing: Routing; customers: Customers; numbers: Numbers; rules: Rules }) {
  const { db, clock } = platform;
  const { rows, tickets, customers, numbers, rules } = o;
  const taken = () => new Refusal('conflict', { key: 'hotline.taken' });
  const own = async (tx: Tx, call: CallRow, agentId: number, actor: Actor) => {
    const ticket = call.ticketId ? await tickets.get(call.ticketId, tx) : null;
    if (ticket && ticket.ownerId !== agentId) await tickets.change(tx, ticket.id, { ownerId: agentId }, { actor, reason: null });
  };
  /** Their first word with one of ours in this call is an answer to what they wait for. */
  const reached = async (tx: Tx, call: CallRow, agentId: number | null, actor: Actor) => { if (call.ticketId) await tickets.reached(tx, call.ticketId, agentId, actor); };
  const inHand = async (tx: Tx, id: number): Promise<CallRow> => {
    const call = await rows.locked(tx, id);
    if (call.state !== 'talking' && call.state !== 'held') throw taken();
    return call;
  };

  return {
    /** @throws Refusal `conflict` when it rings elsewhere or is over */
    answered: (id: number, agentId: number, actor: Actor): Promise<CallRow> => db.tx(async (tx) => {
      const call = await rows.locked(tx, id);
      if (call.state === 'ended' || call.state === 'menu' || call.state === 'outside' || (call.agentId !== null && call.agentId !== agentId) || (call.state === 'ringing' && call.offeredTo !== agentId)) throw taken();
      await own(tx, call, agentId, actor);
      if (!call.answeredAt && call.state !== 'dialling') await reached(tx, call, agentId, actor);
      return rows.move(tx, call, { state: call.state === 'dialling' ? 'dialling' : 'talking', agentId, offeredTo: null, ...(call.answeredAt || call.state === 'dialling' ? {} : { answeredAt: clock.now() }) }, 'answered', { agentId }, actor);
    }),
    /** The customer stands aside with music, or is in the talk again. */
    hold: (id: number, held: boolean, actor: Actor = systemActor) => db.tx(async (tx) => {
      const call = await rows.locked(tx, id);
      if (call.state === (held ? 'talking' : 'held')) await rows.move(tx, call, { state: held ? 'held' : 'talking' }, held ? 'held' : 'resumed', {}, actor);
    }),
    /** To a colleague, unasked: their telephone rings, the ticket goes along. */
    handOver: (id: number, agentId: number, actor: Actor) => db.tx(async (tx) => {
      const call = await inHand(tx, id);
      if (call.ticketId) await tickets.change(tx, call.ticketId, { ownerId: agentId }, { actor, reason: null });
      await rows.move(tx, call, { state: 'ringing', agentId: null, offeredTo: agentId, offeredAt: clock.now() }, 'handed-over', { agentId }, actor);
    }),
    /** Whoever had it goes; the guest has the customer from now on, and the ticket where they are one of ours. */
    pass: (id: number, partyId: number, actor: Actor = systemActor): Promise<CallRow> => db.tx(async (tx) => {
      const call = await inHand(tx, id);
      const guest = call.parties.find((p) => p.id === partyId && p.state === 'in' && p.kind === 'guest');
      if (!guest) throw taken();
      await leaveParty(tx, partyId, 'passed', clock.now());
      if (guest.agentId) await own(tx, call, guest.agentId, actor);
      return rows.move(tx, call, guest.agentId ? { state: 'talking', agentId: guest.agentId } : { state: 'outside', releasedAt: clock.now() }, 'passed', { agentId: guest.agentId, ...(guest.number ? { number: guest.number } : {}) }, actor);
    }),
    /** The customer talks with somebody outside, none of ours is in it any more. */
    outside: (id: number, to: string) => db.tx(async (tx) => {
      const call = await rows.locked(tx, id);
      if (call.state !== 'ended') await rows.move(tx, call, { state: 'outside', releasedAt: clock.now() }, 'transferred', { to });
    }),
    note: (id: number, kind: string, data: Record<string, unknown>, actor: Actor = systemActor) => db.tx(async (tx) => { await rows.move(tx, await rows.locked(tx, id), {}, kind, data, actor); }),
    consented: (id: number, consent: boolean) => db.tx(async (tx) => { await rows.move(tx, await rows.locked(tx, id), { consent }, 'consent', { consent }); }),
    /** A process has its sound from now on. */
    held: (id: number, process: string) => db.tx(async (tx) => { await store.patchCall(tx, id, { process }); }),

    /** We ring somebody: a call of ours, in the caller's hand from the start. */
    dial: (to: { number: string; ticketId: number | null; callId: number | null }, agentId: number, actor: Actor): Promise<CallRow> => db.tx(async (tx) => {
      const before = to.callId === null ? null : await rows.get(to.callId, tx);
      const all = (await numbers.rows(tx)).filter((n) => n.enabled && n.line.mode !== 'cloud');
      // A trunk that only calls in knows no way out.
      const out = all.filter((n) => n.line.host !== '');
      const number = out.find((n) => n.id === before?.numberId) ?? out[0];
      if (!number) throw new Refusal('conflict', { key: 'hotline.no-line' });
      const ticketId = to.ticketId ?? before?.ticketId ?? null;
      const ticket = ticketId === null ? null : await tickets.get(ticketId, tx);
      const customerId = ticket?.customerId ?? before?.customerId ?? (callerKnown(to.number) ? ((await customers.byAddress({ kind: 'phone', value: to.number }, tx)) ?? null) : null);
      const customer = customerId === null ? undefined : await customers.get(customerId, tx);
      const made = await store.insertCall(tx, { numberId: number.id, externalId: `out:${crypto.randomUUID()}`, via: 'sip', process: '', caller: to.number, customerId, language: customer?.language ?? number.language, tier: customer?.tier ?? 'standard', teamId: number.teamId, at: clock.now(), place: before ? { callback: before.id } : {}, out: { agentId, ticketId } });
      if (!made) throw new Error('the call was not written');
      return rows.move(tx, await rows.get(made.id, tx), {}, 'dialled', { to: to.number }, actor);
    }),
    /** They answered us. Who had asked for it is called back. */
    reached: (id: number) => db.tx(async (tx) => {
      const call = await rows.locked(tx, id);
      if (call.state !== 'dialling') return;
      await reached(tx, call, call.agentId, systemActor);
      await rows.move(tx, call, { state: 'talking', answeredAt: clock.now() }, 'reached');
      const before = call.place.callback ? await rows.locked(tx, call.place.callback) : null;
      if (before?.callback === 'wanted') await rows.move(tx, before, { callback: 'done' }, 'called-back', { callId: id });
    }),

    /** The line is down. Who was not served has called for nothing: that becomes a ticket, or a line on theirs. */
    ended: (id: number, by: string) => db.tx(async (tx) => {
      const call = await rows.locked(tx, id);
      if (call.state === 'ended') return;
      const now = clock.now();
      const waited = call.state === 'queued' || call.state === 'ringing';
      const outcome = call.direction === 'out' ? (call.answeredAt ? 'talked' : 'not-reached') : call.answeredAt ? 'talked' : call.state === 'outside' ? 'transferred' : call.callback ? 'callback' : call.recordings.length > 0 ? 'voicemail' : waited ? 'abandoned' : call.place.ticketId ? 'told' : 'missed';
      let row = call;
      if (outcome === 'abandoned') row = await rows.record(tx, call, 'abandoned', say(call.language, 'hotline.abandoned', { seconds: Math.round((now.getTime() - (call.queuedAt ?? now).getTime()) / 1000) }));
      if (outcome === 'missed') row = await rows.record(tx, call, 'missed', say(call.language, 'hotline.missed', { caller: call.caller }));
      // Screens of guests and supervisors are told with the rest: they are still in the row when it moves.
      await rows.move(tx, row, { state: 'ended', endedAt: now, outcome, offeredTo: null, ...(call.releasedAt ? {} : { releasedAt: now }) }, 'ended', { by, outcome });
      await leaveAll(tx, id, now);
      // While they waited it was for who has a telephone; what is left of it anybody may do.
      if (call.direction === 'in' && !call.answeredAt && row.ticketId) await o.routing.router.route(tx, [row.ticketId]);
    }),
    wrapUp: async (tx: Tx, id: number, w: { disposition: string; note: string }, actor: Actor): Promise<void> => {
      const call = await rows.locked(tx, id);
      if (call.agentId !== actor.id) throw new Refusal('not-found');
      if (!(await rules.get(tx)).dispositions.some((d) => d.key === w.disposition)) throw new Refusal('invalid-input', { fields: [{ path: 'disposition', key: 'field.unknown', params: { value: w.disposition } }] });
      await rows.move(tx, call, { ...w, wrappedUpAt: clock.now(), ...(call.callback === 'wanted' ? { callback: 'done' as const } : {}) }, 'wrapped-up', { disposition: w.disposition }, actor);
    },
  };
}
