import type { Actor } from '../../platform/bus/index.ts';
import { systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { isOpen } from '../../platform/time/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import { createKnownCalendars, type Org } from '../org/index.ts';
import type { Routing } from '../routing/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { CallMoved, CallbackWanted } from './events.ts';
import { type Input, type Language, type Place, type Step, spoken, walk } from './menu.ts';
import type { Numbers } from './numbers.ts';
import * as store from './store.ts';

export type CallRow = store.CallRow;
export interface Arrival { readonly number: string; readonly caller: string; readonly externalId: string; readonly via: 'sip' | 'cloud'; readonly process: string }
/** How long one colleague's telephone rings before the next one's. */
export const ringSeconds = 20;
/** What a call is believed to take before any was measured. */
const usualSeconds = 240;
const measuredDays = 14;

/** Calls from the first ring to the last word: menu, queue, talk, and what stays of them on the ticket. */
export function createCalls(platform: Platform, o: { org: Org; customers: Customers; conversations: Conversations; tickets: Tickets; routing: Routing; numbers: Numbers }) {
  const { db, bus, clock } = platform;
  const { org, customers, conversations, tickets, routing, numbers } = o;
  const calendars = createKnownCalendars(org);

  const must = async (handle: Handle, id: number): Promise<CallRow> => {
    const row = await store.callById(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const locked = async (tx: Tx, id: number): Promise<CallRow> => { await store.lockCall(tx, id); return must(tx, id); };
  /** Changes a call, writes down what happened and tells the screens. */
  async function move(tx: Tx, call: CallRow, patch: store.CallPatch, happened: string, data: Record<string, unknown> = {}, actor: Actor = systemActor): Promise<CallRow> {
    await store.patchCall(tx, call.id, patch);
    await store.insertEvent(tx, { callId: call.id, at: clock.now(), kind: happened, data });
    const row = await must(tx, call.id);
    const agents = [...new Set([call.offeredTo, call.agentId, row.offeredTo, row.agentId].filter((id) => id !== null))];
    await bus.publish(tx, CallMoved, { stream: `call:${call.id}`, actor, payload: { callId: call.id, state: row.state, ticketId: row.ticketId, customerId: row.customerId, agents, outcome: row.outcome } });
    return row;
  }
  const callerKnown = (caller: string) => /\d{3}/.test(caller);
  /** Puts words of the call onto the customer's timeline; the first make the conversation, from which the ticket comes. */
  async function record(tx: Tx, call: CallRow, key: string, text: string, extra: { ticketId?: number | undefined; files?: readonly { fileId: number; inline: boolean }[] } = {}): Promise<CallRow> {
    const account = (await conversations.accounts.rows()).find((a) => a.kind === 'phone');
    if (!account) throw new Refusal('conflict');
    const number = await numbers.get(call.numberId, tx);
    const { conversationId, customerId } = await conversations.ingestIn(tx, {
      accountId: account.id, externalId: `call:${call.id}:${key}`, threadKey: `call:${call.id}`, subject: say(call.language, 'hotline.subject', { caller: call.customerName ?? call.caller }), text, at: clock.now(),
      from: { name: call.customerName ?? call.caller, language: call.language, addresses: [callerKnown(call.caller) ? { kind: 'phone', value: call.caller, verified: false } : { kind: 'external', value: `call:${call.id}` }] },
      ...(extra.ticketId ? { thread: { ticketId: extra.ticketId } } : {}), ...(extra.files ? { files: extra.files } : {}), hints: {}, meta: { callId: call.id, number: number?.number ?? '' },
    });
    await store.patchCall(tx, call.id, { conversationId, customerId });
    return must(tx, call.id);
  }

  async function facts(tx: Handle, call: CallRow, number: store.NumberRow) {
    const calendar = number.calendarId === null ? undefined : (await calendars.load(tx)).compiled.get(String(number.calendarId));
    return { open: calendar ? isOpen(calendar, clock.now()) : true, tier: call.customerTier ?? 'standard' };
  }

  /** «Your repair is on the bench»: the caller's newest open matter, or the one whose number they keyed in. */
  async function lookUp(tx: Handle, call: CallRow, step: { by: 'phone' | 'ticket'; value: string }): Promise<{ input: Input; ticketId?: number }> {
    const own = call.customerId === null ? undefined : await store.newestOpenTicket(tx, call.customerId);
    const id = step.by === 'phone' ? own?.id : Number(step.value.replace(/\D/g, ''));
    const ticket = id && Number.isSafeInteger(id) ? await tickets.get(id, tx) : undefined;
    // A number alone proves nothing: only the customer whose telephone this is hears of it.
    if (!ticket || ticket.customerId !== call.customerId) return { input: { kind: 'not-found' } };
    return { input: { kind: 'found', text: say(call.language, `hotline.status.${ticket.status}`, { id: ticket.id, subject: ticket.subject }) }, ticketId: ticket.id };
  }

  /** What happened in the menu, and what to do now: sounds and what to wait for. */
  async function advance(tx: Tx, id: number, given: Input): Promise<{ call: CallRow; steps: Step[] }> {
    let call = await locked(tx, id);
    const number = await numbers.get(call.numberId, tx);
    if (!number || call.state === 'ended') return { call, steps: [{ do: 'hangup' }] };
    const steps: Step[] = [];
    let input = given;
    for (let turn = 0; turn < 20; turn++) {
      const place: Place = { node: call.place.node ?? number.menu.start, tries: call.place.tries ?? 0, sure: call.place.sure ?? false, language: call.language };
      const went = walk(number.menu, place, input, await facts(tx, call, number));
      const { language, ...kept } = went.place;
      const last = went.steps.at(-1);
      call = await move(tx, call, { place: { ...call.place, ...kept }, language }, 'menu', { input: input.kind, ...('keys' in input ? { keys: input.keys } : {}), node: went.place.node });
      if (last?.do === 'lookup') {
        steps.push(...went.steps.slice(0, -1));
        const found = await lookUp(tx, call, last);
        if (found.ticketId) await store.patchCall(tx, id, { place: { ...call.place, ticketId: found.ticketId } });
        call = await must(tx, id);
        input = found.input;
        continue;
      }
      steps.push(...went.steps);
      if (last?.do === 'queue') call = await enter(tx, call, number, last);
      if (last?.do === 'callback') { steps.pop(); call = await wantCallback(tx, call, number); steps.push(...spoken({ zh: say('zh-CN', 'hotline.callback-noted'), en: say('en', 'hotline.callback-noted'), zhFileId: null, enFileId: null }, call.language), { do: 'hangup' }); }
      return { call, steps };
    }
    return { call, steps: [{ do: 'hangup' }] };
  }

  /** Into the queue: a ticket that the router gives to somebody like any other. Who comes back keeps their place. */
  async function enter(tx: Tx, given: CallRow, number: store.NumberRow, step: { teamId: number | null; vip: boolean }): Promise<CallRow> {
    const before = await record(tx, given, 'queued', say(given.language, 'hotline.called', { number: number.number, name: number.name }), { ticketId: given.place.ticketId });
    return move(tx, before, { state: 'queued', queuedAt: given.queuedAt ?? clock.now(), teamId: step.teamId ?? number.teamId, vip: step.vip, offeredTo: null, offeredAt: null }, 'queued');
  }
  async function wantCallback(tx: Tx, given: CallRow, number: store.NumberRow): Promise<CallRow> {
    const call = await record(tx, given, 'callback', say(given.language, 'hotline.callback-wanted', { caller: given.caller, number: number.number }), { ticketId: given.place.ticketId });
    const row = await move(tx, call, { callback: 'wanted', queuedAt: given.queuedAt ?? clock.now(), teamId: given.teamId ?? number.teamId }, 'callback-wanted');
    await bus.publish(tx, CallbackWanted, { stream: `call:${row.id}`, actor: systemActor, payload: { callId: row.id, ticketId: row.ticketId, customerId: row.customerId } });
    return row;
  }

  return {
    get: (id: number, handle: Handle = db) => must(handle, id),
    byExternal: (externalId: string, handle: Handle = db) => store.callByExternal(handle, externalId),
    lockedIn: locked,
    move,
    record,
    open: (handle: Handle = db) => store.openCalls(handle),
    list: (options: Parameters<typeof store.listCalls>[1], handle: Handle = db) => store.listCalls(handle, options),
    toWrapUp: (agentId: number) => store.toWrapUp(db, agentId, new Date(clock.now().getTime() - 3_600_000)),
    events: (id: number) => store.eventsOf(db, id),

    /** A call comes in: who is it, which number, and the first steps of its menu. The same call again is the same. */
    async begin(arrival: Arrival): Promise<{ call: CallRow; number: store.NumberRow; steps: Step[] } | null> {
      const number = await numbers.dialled(arrival.number);
      if (!number) return null;
      return db.tx(async (tx) => {
        const customerId = callerKnown(arrival.caller) ? ((await customers.byAddress({ kind: 'phone', value: arrival.caller }, tx)) ?? null) : null;
        const customer = customerId === null ? undefined : await customers.get(customerId, tx);
        const language = (customer?.language as Language | undefined) ?? number.language;
        const made = await store.insertCall(tx, { numberId: number.id, externalId: arrival.externalId, via: arrival.via, process: arrival.process, caller: arrival.caller, customerId, language, tier: customer?.tier ?? 'standard', teamId: number.teamId, at: clock.now(), place: { node: number.menu.start, tries: 0, sure: customer !== undefined } });
        const row = made ? await must(tx, made.id) : await store.callByExternal(tx, arrival.externalId);
        if (!row) throw new Error('a call could neither be found nor made');
        return { ...(await advance(tx, row.id, { kind: 'begin' })), number };
      });
    },
    advance: (id: number, input: Input) => db.tx((tx) => advance(tx, id, input)),

    /** Position and expected wait by how long calls of this team really took; null once nobody waits any more. */
    async wait(id: number, handle: Handle = db): Promise<{ position: number; seconds: number } | null> {
      const row = await store.waitOf(handle, id, new Date(clock.now().getTime() - measuredDays * 86_400_000));
      return row ? { position: row.before + 1, seconds: Math.round(((row.meanSeconds ?? usualSeconds) * (row.before + 1)) / Math.max(1, row.hands)) } : null;
    },

    /** The telephone of a colleague rings. */
    async offer(tx: Tx, id: number, agentId: number): Promise<void> {
      const call = await locked(tx, id);
      if (call.state !== 'queued') return;
      await move(tx, call, { state: 'ringing', offeredTo: agentId, offeredAt: clock.now() }, 'offered', { agentId });
    },
    /** Still waiting: rings anew where its ticket stands, after everybody had their turn. */
    async offerAgain(id: number): Promise<void> {
      const { ticketId } = await must(db, id);
      const ownerId = ticketId ? (await tickets.get(ticketId))?.ownerId : null;
      if (ownerId) await db.tx((tx) => this.offer(tx, id, ownerId));
    },
    rangFor: (call: CallRow): number => (call.offeredAt ? (clock.now().getTime() - call.offeredAt.getTime()) / 1000 : 0),
    /** Nobody took it, or they declined: back into the queue at its old place, and to somebody else. */
    async unanswered(id: number, why: 'declined' | 'no-answer'): Promise<void> {
      await db.tx(async (tx) => {
        const call = await locked(tx, id);
        if (call.state !== 'ringing') return;
        await move(tx, call, { state: 'queued', offeredTo: null, offeredAt: null }, why, { agentId: call.offeredTo });
        if (call.ticketId && call.offeredTo) await routing.router.route(tx, [call.ticketId], new Map([[call.ticketId, call.offeredTo]]));
      });
    },
    /** @throws Refusal `conflict` when it rings elsewhere or is over */
    async answered(id: number, agentId: number, actor: Actor): Promise<CallRow> {
      return db.tx(async (tx) => {
        const call = await locked(tx, id);
        if (call.state === 'ended' || call.state === 'menu' || (call.agentId !== null && call.agentId !== agentId) || (call.state === 'ringing' && call.offeredTo !== agentId)) throw new Refusal('conflict', { key: 'hotline.taken' });
        if (call.ticketId) {
          const ticket = await tickets.get(call.ticketId, tx);
          if (ticket && ticket.ownerId !== agentId) await tickets.change(tx, call.ticketId, { ownerId: agentId }, { actor, reason: null });
        }
        return move(tx, call, { state: 'talking', agentId, offeredTo: null, ...(call.answeredAt ? {} : { answeredAt: clock.now() }) }, 'answered', { agentId }, actor);
      });
    },
    hold: (id: number, held: boolean, actor: Actor) => db.tx(async (tx) => {
      const call = await locked(tx, id);
      if (call.state === (held ? 'talking' : 'held')) await move(tx, call, { state: held ? 'held' : 'talking' }, held ? 'held' : 'resumed', {}, actor);
    }),
    /** To a colleague: their telephone rings, the ticket goes along. */
    async handOver(id: number, agentId: number, actor: Actor): Promise<void> {
      await db.tx(async (tx) => {
        const call = await locked(tx, id);
        if (call.state !== 'talking' && call.state !== 'held') throw new Refusal('conflict', { key: 'hotline.taken' });
        if (call.ticketId) await tickets.change(tx, call.ticketId, { ownerId: agentId }, { actor, reason: null });
        await move(tx, call, { state: 'ringing', agentId: null, offeredTo: agentId, offeredAt: clock.now() }, 'handed-over', { agentId }, actor);
      });
    },
    note: (id: number, kind: string, data: Record<string, unknown>, actor: Actor = systemActor) => db.tx(async (tx) => { await move(tx, await locked(tx, id), {}, kind, data, actor); }),

    /** The line is down. Who was not served has called for nothing: that becomes a ticket, or a line on theirs. */
    async ended(id: number, by: string): Promise<void> {
      await db.tx(async (tx) => {
        const call = await locked(tx, id);
        if (call.state === 'ended') return;
        const now = clock.now();
        const waited = call.state === 'queued' || call.state === 'ringing';
        const outcome = call.answeredAt ? 'talked' : call.callback ? 'callback' : call.recordings.length > 0 ? 'voicemail' : waited ? 'abandoned' : call.place.ticketId ? 'told' : 'missed';
        let row = call;
        if (outcome === 'abandoned') row = await record(tx, call, 'abandoned', say(call.language, 'hotline.abandoned', { seconds: Math.round((now.getTime() - (call.queuedAt ?? now).getTime()) / 1000) }));
        if (outcome === 'missed') row = await record(tx, call, 'missed', say(call.language, 'hotline.missed', { caller: call.caller }));
        await move(tx, row, { state: 'ended', endedAt: now, outcome, offeredTo: null }, 'ended', { by, outcome });
      });
    },
    /** Calls whose process died end with it. */
    async sweep(process: string): Promise<void> {
      const ids = await db.tx(async (tx) => (await store.strandedCalls(tx, process)).map((r) => r.id));
      for (const id of ids) await this.ended(id, 'process');
    },
    async wrapUp(tx: Tx, id: number, w: { disposition: string; note: string }, actor: Actor): Promise<void> {
      const call = await locked(tx, id);
      if (call.agentId !== actor.id) throw new Refusal('not-found');
      await move(tx, call, { ...w, wrappedUpAt: clock.now(), ...(call.callback === 'wanted' ? { callback: 'done' as const } : {}) }, 'wrapped-up', { disposition: w.disposition }, actor);
    },
  };
}
export type Calls = ReturnType<typeof createCalls>;
