import type { ChatMessage, ChatServerFrame } from '@aftercare/contract/chat';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryStore } from '../storage.ts';
import type { KeyValue } from '../storage.ts';
import { fakeExchange } from './fake-socket.ts';
import type { FakeLine } from './fake-socket.ts';
import { createSession } from './session.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-03-01T10:00:00.000Z') }));
afterEach(() => void vi.useRealTimers());

function welcome(more: Partial<Extract<ChatServerFrame, { kind: 'welcome' }>> = {}): ChatServerFrame {
  return { kind: 'welcome', visitor: 'secret', company: 'C', greeting: 'Hi', open: true, opensAt: null, agent: null, messages: [], contactKnown: true, askContact: false, ticketId: null, askRating: false, ...more };
}
function agentMessage(id: number): ChatMessage {
  return { id, clientId: null, from: 'agent', name: 'Mara', text: `answer ${id}`, at: '2026-03-01T10:00:05.000Z', files: [], readAt: null };
}
let made = 0;
function page(store: KeyValue = memoryStore()) {
  const exchange = fakeExchange();
  const session = createSession({ language: 'en', page: () => 'https://shop.example/p', store, dial: exchange.dial, now: () => Date.now(), newId: () => `client-${(made += 1)}` });
  session.start();
  const connect = (frame: ChatServerFrame = welcome()): FakeLine => {
    const line = exchange.last();
    line.open();
    line.say(frame);
    return line;
  };
  return { exchange, session, store, connect };
}
const sends = (line: FakeLine) => line.sent.filter((frame) => frame.kind === 'send');

test('says who it is and what it has, and keeps the secret it was given', () => {
  const { connect, store, exchange } = page();
  const line = connect();
  expect(line.sent[0]).toEqual({ kind: 'hello', visitor: null, since: null, language: 'en', page: 'https://shop.example/p' });
  expect(store.get('visitor')).toBe('secret');
  line.cut();
  vi.advanceTimersByTime(500);
  exchange.last().open();
  expect(exchange.last().sent[0]).toMatchObject({ kind: 'hello', visitor: 'secret' });
});

test('a message written without a line goes out once the line is there, and leaves the outbox with its ack', () => {
  const { session, connect } = page();
  session.send('hello', []);
  expect(session.state().outgoing).toHaveLength(1);
  const line = connect();
  expect(sends(line)).toHaveLength(1);
  const { clientId } = session.state().outgoing[0]!;
  line.say({ kind: 'ack', clientId, id: 9, at: '2026-03-01T10:00:01.000Z' });
  expect(session.state().outgoing).toHaveLength(0);
  expect(session.state().messages.map((message) => [message.id, message.text])).toEqual([[9, 'hello']]);
});

test('when the ack is lost the same clientId is sent again after the reconnect, and the copy in the welcome ends it', () => {
  const { session, connect, exchange } = page();
  const first = connect();
  session.send('only once', []);
  const { clientId } = session.state().outgoing[0]!;
  first.cut();
  vi.advanceTimersByTime(500);
  const second = connect(welcome({ messages: [{ ...agentMessage(12), from: 'me', clientId, text: 'only once' }] }));
  expect(sends(second)).toHaveLength(0);
  expect(session.state().outgoing).toHaveLength(0);
  expect(session.state().messages).toHaveLength(1);
  expect(exchange.lines).toHaveLength(2);
});

test('a reload keeps what was not confirmed and sends it under the same id', () => {
  const store = memoryStore();
  const before = page(store);
  before.connect();
  before.session.send('kept', []);
  const { clientId } = before.session.state().outgoing[0]!;
  before.session.stop();
  const after = page(store);
  expect(after.session.state().outgoing.map((message) => message.text)).toEqual(['kept']);
  expect(sends(after.connect())).toMatchObject([{ clientId, text: 'kept' }]);
});

test('on a line that stays up an unanswered message is sent again with patience', () => {
  const { session, connect } = page();
  const line = connect();
  session.send('x', []);
  vi.advanceTimersByTime(14_000);
  line.say({ kind: 'pong' });
  expect(sends(line)).toHaveLength(1);
  vi.advanceTimersByTime(16_000);
  expect(sends(line)).toHaveLength(2);
});

test('a refused message stays with its reason, is not resent by itself, and can be sent again or discarded', () => {
  const { session, connect } = page();
  const line = connect();
  session.send('too long', []);
  const { clientId } = session.state().outgoing[0]!;
  line.say({ kind: 'refused', clientId, code: 'too-large', detail: 'Too long.' });
  expect(session.state().outgoing[0]!.refused).toBe('Too long.');
  vi.advanceTimersByTime(60_000);
  expect(sends(line)).toHaveLength(1);
  session.sendAgain(clientId);
  expect(session.state().outgoing[0]!.refused).toBeNull();
  session.discard(clientId);
  expect(session.state().outgoing).toHaveLength(0);
});

test('a message that was too fast waits and goes again instead of bothering anybody', () => {
  const { session, connect } = page();
  const line = connect();
  session.send('quick', []);
  line.say({ kind: 'refused', clientId: session.state().outgoing[0]!.clientId, code: 'too-many-requests', detail: 'Slow down.' });
  expect(session.state().outgoing[0]!.refused).toBeNull();
  vi.advanceTimersByTime(14_000);
  line.say({ kind: 'pong' });
  vi.advanceTimersByTime(16_000);
  expect(sends(line)).toHaveLength(2);
});

test('who it is is said before what was kept for sending', () => {
  const { session, connect } = page();
  session.send('hello', []);
  session.contact({ name: 'Ada', email: 'ada@example.com' });
  expect(connect(welcome({ contactKnown: false })).sent.map((frame) => frame.kind)).toEqual(['hello', 'contact', 'send']);
});

test('unread counts others\' messages until they are read, also over a reload', () => {
  const { session, connect, store } = page();
  const line = connect(welcome({ messages: [agentMessage(3)] }));
  line.say({ kind: 'message', message: agentMessage(4) });
  expect(session.unread()).toBe(2);
  session.markRead();
  expect(session.unread()).toBe(0);
  expect(line.sent.at(-1)).toEqual({ kind: 'read', messageId: 4 });
  const later = page(store);
  later.connect(welcome({ messages: [agentMessage(3), agentMessage(4), agentMessage(5)] }));
  expect(later.session.unread()).toBe(1);
});

test('a contact given while there is no line is told at the next welcome, and asked again if refused', () => {
  const { session, connect } = page();
  session.contact({ name: 'Ada', email: 'ada@example.com' });
  const line = connect(welcome({ contactKnown: false, askContact: true }));
  expect(line.sent.at(-1)).toEqual({ kind: 'contact', name: 'Ada', email: 'ada@example.com' });
  expect(session.state().contactKnown).toBe(true);
  line.say({ kind: 'refused', clientId: null, code: 'invalid-input', detail: 'No such address.' });
  expect(session.state()).toMatchObject({ contactKnown: false, askContact: true, notice: 'No such address.' });
});

test('a rating given while the line was down is given after it, once', () => {
  const { session, connect } = page();
  const first = connect(welcome({ ticketId: 5, askRating: true }));
  first.cut();
  session.rate(4, 'fine');
  vi.advanceTimersByTime(500);
  const second = connect(welcome({ ticketId: 5, askRating: true }));
  expect(second.sent.at(-1)).toEqual({ kind: 'rate', ticketId: 5, overall: 4, comment: 'fine' });
  second.say({ kind: 'rated' });
  expect(session.state()).toMatchObject({ askRating: false, rated: true });
});

test('a rating that was refused can be given again, one given elsewhere is not asked for any more', () => {
  const { session, connect } = page();
  const line = connect(welcome({ ticketId: 5, askRating: true }));
  session.rate(4, '');
  expect(session.state().rating).toBe(true);
  line.say({ kind: 'refused', clientId: null, code: 'too-many-requests', detail: 'Slow down.' });
  expect(session.state()).toMatchObject({ rating: false, askRating: true, notice: 'Slow down.' });
  session.rate(4, '');
  line.say({ kind: 'refused', clientId: null, code: 'already-answered', detail: 'Given before.' });
  expect(session.state()).toMatchObject({ rating: false, askRating: false });
});

test('a server that does not know us any more starts a new conversation instead of mixing two', () => {
  const { session, connect } = page();
  const line = connect(welcome({ messages: [agentMessage(3)] }));
  line.cut();
  vi.advanceTimersByTime(500);
  connect(welcome({ visitor: 'another', messages: [] }));
  expect(session.state().messages).toEqual([]);
});

test('typing is told at most every three seconds, and its end once', () => {
  const { session, connect } = page();
  const line = connect();
  const typing = () => line.sent.filter((frame) => frame.kind === 'typing').map((frame) => frame.on);
  session.typing(false);
  session.typing(true);
  session.typing(true);
  vi.advanceTimersByTime(3_000);
  session.typing(true);
  session.typing(false);
  session.typing(false);
  expect(typing()).toEqual([true, true, false]);
});
