import type { ChatClientFrame, ChatServerFrame } from '@aftercare/contract/chat';
import type { LanguageCode } from '../language.ts';
import type { KeyValue } from '../storage.ts';
import { createConnection } from './connection.ts';
import type { Connection, Socket } from './connection.ts';
import { createOutbox } from './outbox.ts';
import type { Outgoing, OutgoingFile } from './outbox.ts';
import { emptyChat, receive } from './state.ts';
import type { ChatState } from './state.ts';
import { resumePoint, unreadOf } from './transcript.ts';

export interface Contact { readonly name: string; readonly email?: string; readonly phone?: string }
/** Answers to the house's form, by field. */
export type Answers = Extract<ChatClientFrame, { kind: 'fields' }>['values'];
export interface SessionOptions {
  readonly language: LanguageCode;
  readonly page: () => string;
  readonly store: KeyValue;
  readonly dial: () => Socket;
  readonly now: () => number;
  readonly newId: () => string;
}
export interface ChatSession {
  readonly state: () => ChatState;
  subscribe(listener: () => void): () => void;
  start(): void;
  stop(): void;
  nudge(): void;
  /** Another tab of the same visitor changed the shared outbox or read marker. */
  storageChanged(): void;
  send(text: string, files: readonly OutgoingFile[]): void;
  sendAgain(clientId: string): void;
  discard(clientId: string): void;
  typing(on: boolean): void;
  contact(who: Contact): void;
  fill(values: Answers): void;
  /** Asks which questions follow from what is filled in. */
  ask(values: Answers): void;
  rate(overall: number, comment: string): void;
  /** Asks how to go on elsewhere; `false` puts the answer away. */
  goOn(open: boolean): void;
  markRead(): void;
  unread(): number;
  visitor(): string | null;
  dismissNotice(): void;
}

const typingRenewal = 3_000;
const ackPatience = 15_000;

/** One visitor's conversation on one page: the line, the outbox and what is on the screen, held together. */
export function createSession(options: SessionOptions): ChatSession {
  const { store } = options;
  const outbox = createOutbox(store);
  const listeners = new Set<() => void>();
  let state: ChatState = { ...emptyChat, outgoing: outbox.list() };
  let typingSince = 0;
  let contactAsked: Contact | null = null;
  let ratingPending: ChatClientFrame | null = null;
  let resend: ReturnType<typeof setInterval> | undefined;

  function change(next: ChatState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  const connection: Connection = createConnection({
    dial: options.dial,
    onOpen: () => connection.send({ kind: 'hello', visitor: store.get('visitor'), since: resumePoint(state.messages), language: options.language, page: options.page().slice(0, 2000) }),
    onFrame,
    onDown: () => change({ ...state, line: state.line === 'connecting' ? 'connecting' : 'down', typing: null }),
  });

  function onFrame(frame: ChatServerFrame): void {
    if (frame.kind === 'pong') return;
    const known = store.get('visitor');
    if (frame.kind === 'welcome') {
      store.set('visitor', frame.visitor);
      if (known !== null && known !== frame.visitor) state = { ...state, messages: [], seenByThem: 0 };
    }
    // Too fast is not a refusal of the message: it goes again with the next round.
    if (frame.kind === 'refused' && frame.clientId !== null && frame.code !== 'too-many-requests') keepRefused(frame.clientId, frame.detail);
    const next = receive(state, frame);
    settle(frame, next);
    if (next.messages.length > 0) store.set('talk', '1');
    change({ ...next, outgoing: outbox.list() });
    if (frame.kind === 'welcome') afterWelcome(frame.contactKnown, frame.askRating);
    if (frame.kind === 'refused' && frame.clientId === null && contactAsked) {
      contactAsked = null;
      store.remove('contact');
      change({ ...state, contactKnown: false, askContact: true });
    }
    if (frame.kind === 'rated' || (frame.kind === 'refused' && frame.clientId === null)) ratingPending = null;
  }

  /** What the server has is no longer on its way, whichever frame told us. */
  function settle(frame: ChatServerFrame, next: ChatState): void {
    if (frame.kind === 'ack') outbox.remove(frame.clientId);
    if (frame.kind !== 'message' && frame.kind !== 'welcome') return;
    const arrived = new Set(next.messages.map((message) => message.clientId));
    for (const message of outbox.list()) if (arrived.has(message.clientId)) outbox.remove(message.clientId);
  }

  function keepRefused(clientId: string, reason: string): void {
    const message = outbox.list().find((found) => found.clientId === clientId);
    if (message) outbox.put({ ...message, refused: reason });
  }

  function afterWelcome(contactKnown: boolean, askRating: boolean): void {
    // Who it is first: a message that arrives before would come from a stranger.
    const kept = parseContact(store.get('contact'));
    if (kept && !contactKnown) sendContact(kept);
    if (contactKnown) store.remove('contact');
    for (const message of outbox.list()) transmit(message);
    if (ratingPending && askRating) connection.send(ratingPending);
    const readUpTo = Number(store.get('read') ?? 0);
    if (unreadOf(state.messages, 0).some((message) => message.id <= readUpTo)) connection.send({ kind: 'read', messageId: readUpTo });
  }

  function transmit(message: Outgoing): void {
    if (message.refused === null && state.line === 'online') connection.send({ kind: 'send', clientId: message.clientId, text: message.text, files: message.files.map((file) => file.token) });
  }

  function sendContact(who: Contact): void {
    if (!connection.send({ kind: 'contact', ...who })) return;
    contactAsked = who;
    change({ ...state, contactKnown: true, askContact: false });
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: () => {
      connection.start();
      // An ack lost on a line that stays up would leave a message hanging: the same clientId again cannot double it.
      resend ??= setInterval(() => {
        const old = options.now() - ackPatience;
        for (const message of outbox.list()) if (Date.parse(message.at) < old) transmit(message);
      }, ackPatience);
    },
    stop: () => {
      clearInterval(resend);
      resend = undefined;
      connection.stop();
    },
    nudge: () => connection.nudge(),
    storageChanged: () => change({ ...state, outgoing: outbox.list() }),
    send: (text, files) => {
      const message: Outgoing = { clientId: options.newId(), text, files: [...files], at: new Date(options.now()).toISOString(), refused: null };
      outbox.put(message);
      store.set('talk', '1');
      typingSince = 0;
      change({ ...state, outgoing: outbox.list() });
      transmit(message);
    },
    sendAgain: (clientId) => {
      const message = outbox.list().find((found) => found.clientId === clientId);
      if (!message) return;
      outbox.put({ ...message, refused: null });
      change({ ...state, outgoing: outbox.list() });
      transmit({ ...message, refused: null });
    },
    discard: (clientId) => {
      outbox.remove(clientId);
      change({ ...state, outgoing: outbox.list() });
    },
    typing: (on) => {
      if (on ? options.now() - typingSince < typingRenewal : typingSince === 0) return;
      typingSince = on ? options.now() : 0;
      connection.send({ kind: 'typing', on });
    },
    contact: (who) => {
      store.set('contact', JSON.stringify(who));
      if (state.line === 'online') sendContact(who);
      else change({ ...state, contactKnown: true, askContact: false });
    },
    ask: (values) => void connection.send({ kind: 'form', values }),
    fill: (values) => void connection.send({ kind: 'fields', values }),
    rate: (overall, comment) => {
      if (state.ticketId === null) return;
      ratingPending = { kind: 'rate', ticketId: state.ticketId, overall, comment };
      change({ ...state, rating: true });
      connection.send(ratingPending);
    },
    goOn: (open) => {
      if (open && !connection.send({ kind: 'go-on' })) return;
      change({ ...state, ways: open ? 'asked' : null });
    },
    markRead: () => {
      const newest = state.messages.reduce((last, message) => (message.from === 'me' ? last : Math.max(last, message.id)), 0);
      if (newest <= Number(store.get('read') ?? 0)) return;
      store.set('read', String(newest));
      connection.send({ kind: 'read', messageId: newest });
      change({ ...state });
    },
    unread: () => unreadOf(state.messages, Number(store.get('read') ?? 0)).length,
    visitor: () => store.get('visitor'),
    dismissNotice: () => change({ ...state, notice: null }),
  };
}

function parseContact(text: string | null): Contact | null {
  try {
    const value = JSON.parse(text ?? 'null') as Contact | null;
    return value && typeof value.name === 'string' ? value : null;
  } catch {
    return null;
  }
}
