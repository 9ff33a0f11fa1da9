import type { Handle, Tx } from '../../platform/db/index.ts';
import { systemActor } from '../../platform/bus/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { isOpen } from '../../platform/time/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import { createKnownCalendars, type Org } from '../org/index.ts';
import type { Routing } from '../routing/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { type CallRow, callerKnown, createCallRows } from './call-rows.ts';
import { type Consent, consentFor } from './consent.ts';
import { CallbackWanted } from './events.ts';
import { type Input, type Language, type Place, type Step, spoken, walk } from './menu.ts';
import type { Numbers } from './numbers.ts';
import { createParties } from './parties.ts';
import type { Rules } from './rules.ts';
import * as store from './store.ts';
import { createTalks } from './talks.ts';
import type { Telephones } from './telephones.ts';
import { createWaiting } from './waiting.ts';

export interface Arrival { readonly number: string; readonly caller: string; readonly externalId: string; readonly via: 'sip' | 'cloud'; readonly process: string }
export interface CallsNeed {
  readonly org: Org; readonly customers: Customers; readonly conversations: Conversations; readonly tickets: Tickets; readonly routing: Routing; readonly numbers: Numbers; readonly rules: Rules; readonly telephones: Telephones;
  /** Where a vendor is rung up; null when they have no telephone or work with us no more. */
  readonly vendorPhone: (handle: Handle, vendorId: number) => Promise<string | null>;
}
/** Other hotlines a call may be passed on to before it is enough. */
const mostHops = 3;

/** Calls from the first ring to the last word: menu, queue, talk, and what stays of them on the ticket. */
export function createCalls(platform: Platform, o: CallsNeed) {
  const { db, bus, clock } = platform;
  const { org, customers, conversations, tickets, numbers } = o;
  const calendars = createKnownCalendars(org);
  const rows = createCallRows(platform, conversations, numbers);
  const { move, record } = rows;

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
    let call = await rows.locked(tx, id);
    let number = await numbers.get(call.numberId, tx);
    let hops = 0;
    if (!number || call.state === 'ended') return { call, steps: [{ do: 'hangup' }] };
    const steps: Step[] = [];
    let input = given;
    for (let turn = 0; turn < 20; turn++) {
      const place: Place = { node: call.place.node ?? number.menu.start, tries: call.place.tries ?? 0, sure: call.place.sure ?? false, language: call.language };
      const went = walk(number.menu, place, input, await facts(tx, call, number));
      const { language, ...kept } = went.place;
      const last = went.steps.at(-1);
      call = await move(tx, call, { place: { ...call.place, ...kept }, language }, 'menu', { input: input.kind, ...('keys' in input ? { keys: input.keys } : {}), ...('text' in input && input.kind === 'said' ? { said: input.text.slice(0, 200) } : {}), node: went.place.node });
      if (last?.do === 'lookup') {
        steps.push(...went.steps.slice(0, -1));
        const found = await lookUp(tx, call, last);
        if (found.ticketId) await store.patchCall(tx, id, { place: { ...call.place, ticketId: found.ticketId } });
        call = await rows.get(id, tx);
        input = found.input;
        continue;
      }
      if (last?.do === 'transfer' && last.numberId) {
        steps.push(...went.steps.slice(0, -1));
        const other = (hops += 1) > mostHops ? undefined : await numbers.get(last.numberId, tx);
        input = other?.enabled ? { kind: 'begin' } : { kind: 'failed' };
        if (!other?.enabled) continue;
        call = await move(tx, call, { numberId: other.id, teamId: other.teamId, place: { ...call.place, node: other.menu.start, tries: 0 } }, 'other-number', { number: other.number });
        number = other;
        continue;
      }
      if (last?.do === 'transfer' && last.vendorId) {
        const phone = await o.vendorPhone(tx, last.vendorId);
        steps.push(...went.steps.slice(0, -1));
        if (!phone) { input = { kind: 'failed' }; continue; }
        return { call, steps: [...steps, { ...last, to: phone }] };
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
    get: rows.get,
    lockedIn: rows.locked,
    move,
    record,
    ...createWaiting(platform, { rows, tickets, routing: o.routing, rules: o.rules, telephones: o.telephones }),
    ...createTalks(platform, { rows, tickets, routing: o.routing, customers, numbers, rules: o.rules }),
    parties: createParties(platform, rows),
    byExternal: (externalId: string, handle: Handle = db) => store.callByExternal(handle, externalId),
    open: (handle: Handle = db) => store.openCalls(handle),
    list: (options: Parameters<typeof store.listCalls>[1], handle: Handle = db) => store.listCalls(handle, options),
    toWrapUp: (agentId: number) => store.toWrapUp(db, agentId, new Date(clock.now().getTime() - 3_600_000)),
    events: (id: number) => store.eventsOf(db, id),
    /** Whether this call may be recorded and what its caller is told; null when not. */
    async consentOf(id: number): Promise<Consent | null> {
      const call = await rows.get(id);
      const number = await numbers.get(call.numberId);
      const { of } = await customers.countries.rules();
      return number ? consentFor(number.recording, call.caller, of) : null;
    },

    /** What this call hears while it waits or is held: of the queue it stands in, else of its number's first queue that has some. Null: what comes with the product. */
    async musicOf(id: number): Promise<number | null> {
      const call = await rows.get(id);
      const queues = ((await numbers.get(call.numberId))?.menu.nodes ?? []).flatMap((node) => (node.kind === 'queue' ? [node] : []));
      return queues.find((node) => node.id === call.place.node)?.musicFileId ?? queues.find((node) => node.musicFileId !== null)?.musicFileId ?? null;
    },

    /** A call comes in: who is it, which number, and the first steps of its menu. The same call again is the same. */
    async begin(arrival: Arrival): Promise<{ call: CallRow; number: store.NumberRow; steps: Step[] } | null> {
      const number = await numbers.dialled(arrival.number);
      if (!number) return null;
      return db.tx(async (tx) => {
        const customerId = callerKnown(arrival.caller) ? ((await customers.byAddress({ kind: 'phone', value: arrival.caller }, tx)) ?? null) : null;
        const customer = customerId === null ? undefined : await customers.get(customerId, tx);
        const language = (customer?.language as Language | undefined) ?? number.language;
        const made = await store.insertCall(tx, { numberId: number.id, externalId: arrival.externalId, via: arrival.via, process: arrival.process, caller: arrival.caller, customerId, language, tier: customer?.tier ?? 'standard', teamId: number.teamId, at: clock.now(), place: { node: number.menu.start, tries: 0, sure: customer !== undefined } });
        const row = made ? await rows.get(made.id, tx) : await store.callByExternal(tx, arrival.externalId);
        if (!row) throw new Error('a call could neither be found nor made');
        return { ...(await advance(tx, row.id, { kind: 'begin' })), number };
      });
    },
    advance: (id: number, input: Input) => db.tx((tx) => advance(tx, id, input)),
  };
}
export type Calls = ReturnType<typeof createCalls>;
