import { expect, test } from 'vitest';
import { type LoggedEvent, systemActor } from '../../platform/bus/index.ts';
import { forwardedEvents, messagesOf } from './forwards.ts';

const fact = (type: string, payload: Record<string, unknown>): LoggedEvent => ({ id: 1, at: new Date(0), stream: 'ticket:7', type, version: 1, payload: { ticketId: 7, ...payload }, actor: systemActor, correlation: null });
const names = (type: string, payload: Record<string, unknown>) => messagesOf([fact(type, payload)]).map((m) => m.name);

test('a change of state is what it means to somebody who waits', () => {
  const changed = (was: string, status: string) => names('tickets.changed', { fields: ['status'], before: { status: was }, status });
  expect(changed('open', 'solved')).toEqual(['ticket.solved']);
  expect(changed('open', 'closed')).toEqual(['ticket.solved', 'ticket.closed']);
  expect(changed('solved', 'closed')).toEqual(['ticket.closed']);
  expect(changed('closed', 'open')).toEqual(['ticket.reopened']);
  expect(changed('open', 'pending')).toEqual([]);
  expect(names('tickets.changed', { fields: ['priority'], before: {}, status: 'solved' })).toEqual([]);
});

test('first words and machines are no answer', () => {
  expect(names('tickets.customer-wrote', { first: false, flag: null })).toEqual(['customer.replied']);
  expect(names('tickets.customer-wrote', { first: true, flag: null })).toEqual([]);
  expect(names('tickets.customer-wrote', { first: false, flag: 'auto-reply' })).toEqual([]);
});

test('what goes along never overwrites what the process knows of its ticket', () => {
  const own = ['ticketId', 'subject', 'type', 'priority', 'channel', 'language', 'customerId', 'tier', 'product', 'fields', 'url'];
  for (const [type, payload] of [['tickets.customer-wrote', { first: false, flag: null, type: 'x', language: 'x' }], ['tickets.changed', { fields: ['status'], before: { status: 'closed' }, status: 'open', type: 'x' }], ['surveys.answered', { overall: 2, customerId: 9 }]] as const) {
    const [message] = messagesOf([fact(type, payload)]);
    expect(Object.keys(message?.payload ?? {}).filter((key) => own.includes(key)), type).toEqual([]);
  }
  expect(messagesOf([fact('surveys.answered', { overall: 2 })])[0]?.payload).toMatchObject({ overall: 2 });
});

test('a parcel is told by its way, and stays told until somebody waits for it; words do not', () => {
  const [parcel] = messagesOf([fact('shipments.moved', { direction: 'to-us', to: 'delivered', type: 'x' })]);
  expect(parcel).toMatchObject({ name: 'parcel.to-us.delivered', keep: true, payload: { to: 'delivered' } });
  expect(parcel?.payload).not.toHaveProperty('type');
  expect(messagesOf([fact('tickets.customer-wrote', { first: false, flag: null })])[0]?.keep).toBe(false);
});

test('facts nobody here tells are not asked for', () => expect(forwardedEvents((name) => name.startsWith('tickets.')).map((e) => e.name)).toEqual(['tickets.customer-wrote', 'tickets.changed']));
