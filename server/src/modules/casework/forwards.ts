import { z } from 'zod';
import type { Actor, EventType, LoggedEvent } from '../../platform/bus/index.ts';

type Payload = Readonly<Record<string, unknown>>;
export interface Forward {
  /** Name of the fact, by whichever room tells it. */
  readonly event: string;
  /** Names of the messages it becomes for the ticket's processes; empty when this one is none of their business. */
  readonly messages: (payload: Payload) => readonly string[];
}
const always = (...names: string[]) => () => names;
const finished = new Set(['solved', 'closed']);

/**
 * Facts that a ticket's processes may wait for, as messages. The whole payload goes along. Facts of rooms that stand above this one are
 * named by their words alone; those that are not there are skipped.
 */
export const forwards: readonly Forward[] = [
  // Its first words opened the ticket; an out-of-office answer is no answer.
  { event: 'tickets.customer-wrote', messages: (p) => (p['first'] === true || p['flag'] === 'auto-reply' || p['flag'] === 'bounce' ? [] : ['customer.replied']) },
  { event: 'tickets.changed', messages: statusMessages },
  { event: 'sla.warned', messages: always('sla.warned') },
  { event: 'sla.breached', messages: always('sla.breached') },
  { event: 'surveys.answered', messages: always('survey.answered') },
  { event: 'surveys.customer-unhappy', messages: always('customer.unhappy') },
  { event: 'charges.approved', messages: always('customer.approved') },
  { event: 'charges.declined', messages: always('customer.declined') },
  { event: 'charges.paid', messages: always('customer.paid') },
  { event: 'charges.refunded', messages: always('customer.refunded') },
  { event: 'parts.arrived', messages: always('parts.arrived') },
  { event: 'shipments.moved', messages: (p) => [`shipment.${String(p['to'])}`, `parcel.${String(p['direction'])}.${String(p['to'])}`] },
  { event: 'vendors.nobody-accepted', messages: always('vendor.nobody-accepted') },
  { event: 'vendors.cancelled', messages: always('vendor.cancelled') },
  { event: 'dispatch.visit-booked', messages: always('visit.booked') },
  { event: 'dispatch.visit-moved', messages: always('visit.moved') },
  { event: 'dispatch.visit-cancelled', messages: always('visit.cancelled') },
  { event: 'dispatch.on-the-way', messages: always('visit.on-the-way') },
  { event: 'dispatch.arrived', messages: always('visit.arrived') },
  { event: 'dispatch.visit-done', messages: always('visit.done') },
  { event: 'returns.received', messages: always('return.received') },
  { event: 'returns.inspected', messages: always('return.inspected') },
  { event: 'counter.received', messages: always('counter.received') },
  { event: 'counter.handed-back', messages: always('counter.handed-back') },
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

export interface Told { readonly ticketId: number; readonly name: string; readonly payload: Payload; readonly actor: Actor }
/** Messages of a batch of facts, in order. */
export function messagesOf(events: readonly LoggedEvent[]): Told[] {
  return events.flatMap((event) => {
    const payload = event.payload as Payload;
    const ticketId = payload['ticketId'];
    return typeof ticketId === 'number' ? (byName.get(event.type)?.messages(payload) ?? []).map((name) => ({ ticketId, name, payload, actor: event.actor })) : [];
  });
}
