import { z } from 'zod';
import type { Actor, EventType, LoggedEvent } from '../../platform/bus/index.ts';

type Payload = Readonly<Record<string, unknown>>;
export interface Forward {
  /** Name of the fact, by whichever room tells it. */
  readonly event: string;
  /** Names of the messages it becomes for the ticket's processes; empty when this one is none of their business. */
  readonly messages: (payload: Payload) => readonly string[];
  /** What of it goes along; everything unless told. It is merged into the variables of the process: nothing may be called as the ticket's own. */
  readonly takes?: readonly string[];
  /** Kept for a process that comes to wait for it later: what is here stays here. Words and states are of their moment. */
  readonly lasting?: boolean;
  /** Told in one breath with the ticket's opening: kept though no process follows the ticket yet. */
  readonly early?: boolean;
}
/** What a process knows of its ticket from the start. */
const own = new Set(['ticketId', 'subject', 'type', 'priority', 'channel', 'language', 'customerId', 'customerName', 'tier', 'product', 'serial', 'owner', 'team', 'fields', 'url', 'company', 'again', 'reopened', 'calendarId']);
const survey = ['overall', 'comment', 'ratings'];
const always = (...names: string[]) => () => names;
const finished = new Set(['solved', 'closed']);

/**
 * Facts that a ticket's processes may wait for, as messages. Facts of rooms that stand above this one are
 * named by their words alone; those that are not there are skipped.
 */
export const forwards: readonly Forward[] = [
  // Its first words opened the ticket; an out-of-office answer is no answer.
  { event: 'tickets.customer-wrote', messages: (p) => (p['first'] === true || p['flag'] === 'auto-reply' || p['flag'] === 'bounce' ? [] : ['customer.replied']), takes: ['messageId', 'conversationId'] },
  { event: 'tickets.changed', messages: statusMessages, takes: ['status'] },
  { event: 'sla.warned', messages: always('sla.warned'), takes: ['target', 'dueAt'] },
  { event: 'sla.breached', messages: always('sla.breached'), takes: ['target', 'dueAt'] },
  { event: 'surveys.answered', messages: always('survey.answered'), takes: survey },
  { event: 'surveys.customer-unhappy', messages: always('customer.unhappy'), takes: survey },
  { event: 'charges.approved', messages: always('customer.approved'), lasting: true },
  { event: 'charges.declined', messages: always('customer.declined'), lasting: true },
  { event: 'charges.paid', messages: always('customer.paid'), lasting: true },
  { event: 'charges.refunded', messages: always('customer.refunded'), lasting: true },
  { event: 'parts.arrived', messages: always('parts.arrived'), lasting: true },
  { event: 'shipments.moved', messages: (p) => [`parcel.${String(p['direction'])}.${String(p['to'])}`], lasting: true },
  { event: 'counter.received', messages: always('counter.received'), lasting: true, early: true },
  { event: 'counter.arrived', messages: always('counter.arrived'), lasting: true },
  { event: 'counter.handed-back', messages: always('counter.handed-back'), lasting: true },
  { event: 'repairs.moved', messages: (p) => [`repair.${String(p['to'])}`] },
  { event: 'returns.received', messages: always('return.received') },
  { event: 'returns.inspected', messages: always('return.inspected') },
  { event: 'vendors.nobody-accepted', messages: always('vendor.nobody-accepted') },
  { event: 'vendors.cancelled', messages: always('vendor.cancelled') },
  ...['offered', 'booked', 'moved', 'on-the-way', 'arrived', 'done', 'failed', 'cancelled'].map((what): Forward => ({ event: `visit.${what}`, messages: always(`visit.${what}`) })),
];

/** Solved, closed or opened again: what a change of state means to a process that waits. */
function statusMessages(payload: Payload): string[] {
  const fields = payload['fields'];
  if (!Array.isArray(fields) || !fields.includes('status')) return [];
  const now = String(payload['status']);
  const was = String((payload['before'] as Payload | undefined)?.['status'] ?? '');
  if (now === 'solved') return ['ticket.solved'];
  if (now === 'closed') return finished.has(was) ? ['ticket.closed'] : ['ticket.solved', 'ticket.closed'];
  return finished.has(was) ? ['ticket.reopened'] : [];
}

const byName = new Map(forwards.map((f) => [f.event, f]));
/** The facts to follow: those that somebody here tells. */
export const forwardedEvents = (known: (name: string) => boolean): EventType[] => forwards.filter((f) => known(f.event)).map((f) => ({ name: f.event, version: 1, schema: z.unknown() }));

export interface Told { readonly ticketId: number; readonly name: string; readonly payload: Payload; readonly actor: Actor; readonly keep: boolean; readonly early: boolean }
/** Messages of a batch of facts, in order. */
export function messagesOf(events: readonly LoggedEvent[]): Told[] {
  return events.flatMap((event) => {
    const payload = event.payload as Payload;
    const ticketId = payload['ticketId'];
    const forward = byName.get(event.type);
    if (typeof ticketId !== 'number' || !forward) return [];
    const taken = Object.fromEntries((forward.takes ?? Object.keys(payload)).filter((key) => !own.has(key)).map((key) => [key, payload[key]]));
    return forward.messages(payload).map((name) => ({ ticketId, name, payload: taken, actor: event.actor, keep: forward.lasting === true, early: forward.early === true }));
  });
}
