import type { ChatClientFrame, ChatServerFrame } from '@aftercare/contract/chat';
import { randomUUID } from 'node:crypto';
import { storable } from '../../platform/db/index.ts';
import { readUpload } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import { type PresenceSignal, presenceTopic } from '../../platform/live/index.ts';
import type { Account } from '../channel.ts';
import type { Door } from './door.ts';
import { strangerName, toInbound } from './map.ts';
import { type Room, type Screen, tell } from './rooms.ts';
import type { ChatSettings } from './settings.ts';
import { hashOf, isVisitor, newVisitor, ownerOf } from './visitor.ts';

/** How much of the past a page gets. */
const historyLimit = 200;
type Hello = Extract<ChatClientFrame, { kind: 'hello' }>;
type Send = Extract<ChatClientFrame, { kind: 'send' }>;

export interface Session {
  hello(frame: Hello): Promise<void>;
  /** Anything after the hello. */
  frame(frame: Exclude<ChatClientFrame, Hello>): Promise<void>;
  leave(): void;
}

/** Nobody has told us their name yet. */
const isStranger = ({ name, hash }: Room) => name === strangerName('zh-CN', hash) || name === strangerName('en', hash);

/** One page of a visitor: what it says, and what it is told of itself. What others say comes through the fan-out. */
export function createSession(door: Door, account: Account<ChatSettings>, address: string, wire: Pick<Screen, 'send' | 'close'>): Session {
  const { context, desk, rooms, limits } = door;
  const { clock, secrets, signals } = context.platform;
  let room: Room | null = null;
  let screen: Screen = { ...wire, id: randomUUID(), language: account.language, held: null };
  let page = '';
  const answer = (frame: ChatServerFrame) => wire.send(JSON.stringify(frame));
  const refuse = (clientId: string | null, error: Refusal) =>
    answer({ kind: 'refused', clientId, code: error.code, detail: say(screen.language, error.detail.key ?? `problem.${error.code}`, { limit: '', ...error.detail.params }) });

  async function hello({ visitor, since, language, page: from }: Hello): Promise<void> {
    limits.arrivals.take(address);
    const secret = isVisitor(visitor) ? visitor : newVisitor();
    const hash = hashOf(secret);
    page = from;
    if (room) leave();
    screen = { ...wire, id: randomUUID(), language, held: [] };
    // Entered before anything is read: what comes in meanwhile waits for the welcome.
    room = rooms.enter(account, hash, screen);
    const thread = await context.talk.thread(account.id, hash);
    if (thread) {
      rooms.setConversation(room, thread.conversationId);
      Object.assign(room, { customerId: thread.customerId, name: thread.customerName, reachable: thread.reachable });
      const ticket = await desk.ticketOf(thread.conversationId);
      if (ticket) {
        rooms.setTicket(room, ticket.ticketId);
        Object.assign(room, { ownerId: ticket.ownerId, agent: await door.agent(ticket.ownerId) });
      }
      await welcome(room, secret, isVisitor(visitor) ? since : null, { closed: thread.closed, askRating: ticket?.askRating ?? false, agentReadId: thread.agentReadId });
    } else {
      room.name ||= strangerName(language, hash);
      await welcome(room, secret, null, null);
    }
    present('viewing');
  }

  async function welcome(here: Room, visitor: string, since: number | null, past: { closed: boolean; askRating: boolean; agentReadId: number } | null): Promise<void> {
    const [form, company, opening, messages, waits] = await Promise.all([
      desk.form(here.conversationId),
      desk.companyName(), desk.opening(account.settings.calendarId), past ? context.talk.messages(account.id, here.hash, { since, limit: historyLimit }) : [],
      past && !past.closed && !here.reachable ? door.wouldWait(here) : false,
    ]);
    const own = account.settings.greeting[screen.language === 'zh-CN' ? 'zh' : 'en'];
    answer({
      kind: 'welcome', visitor, company, greeting: own || say(screen.language, 'chat.greeting', { company }), open: opening.open, opensAt: opening.opensAt?.toISOString() ?? null, agent: here.agent,
      messages: messages.map(door.shown), contactKnown: here.reachable, askContact: waits, ticketId: here.ticketId, askRating: past?.askRating ?? false, ...(form.length > 0 ? { form } : {}),
    });
    if (past && past.agentReadId > 0) answer({ kind: 'read', messageId: past.agentReadId });
    for (const text of screen.held ?? []) wire.send(text);
    screen.held = null;
  }

  async function send(here: Room, frame: Send): Promise<void> {
    limits.messages.take(here.hash);
    limits.fromAddress.take(address);
    const fileIds = frame.files.map((token) => readUpload(secrets, ownerOf(here.hash), token, clock.now()));
    if (fileIds.includes(null)) throw new Refusal('link-expired');
    if (frame.text.trim() === '' && fileIds.length === 0) throw new Refusal('invalid-input');
    const taken = await context.ingest(toInbound({ accountId: account.id, hash: here.hash, clientId: frame.clientId, name: here.name, addresses: here.addresses, language: screen.language, text: frame.text, fileIds: fileIds.filter((id) => id !== null), page, at: clock.now() }));
    rooms.setConversation(here, taken.conversationId);
    here.customerId = taken.customerId;
    if (!taken.duplicate && fileIds.length === 0) here.confirmed.add(taken.messageId);
    // On disk: now, and not before.
    answer({ kind: 'ack', clientId: frame.clientId, id: taken.messageId, at: taken.at.toISOString() });
    if (here.reachable || here.contactAsked || !(await door.wouldWait(here))) return;
    here.contactAsked = true;
    tell(here, { kind: 'ask-contact' });
  }

  async function contact(here: Room, frame: Extract<ChatClientFrame, { kind: 'contact' }>): Promise<void> {
    limits.messages.take(here.hash);
    if (frame.email && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(frame.email.trim())) throw new Refusal('invalid-input', { key: 'chat.mail-wrong' });
    const addresses = [...(frame.email ? [{ kind: 'email' as const, value: frame.email }] : []), ...(frame.phone ? [{ kind: 'phone' as const, value: frame.phone }] : [])];
    const name = storable(frame.name).trim() || here.name;
    if (here.customerId === null) {
      // Somebody who has not written yet stays unknown to the house; their first message brings it along.
      Object.assign(here, { name, addresses, reachable: addresses.length > 0 });
      return;
    }
    const known = await context.talk.contact(here.customerId, { name, insteadOf: isStranger(here) ? here.name : '', addresses });
    Object.assign(here, { customerId: known.customerId, name: known.customerName, reachable: known.reachable });
  }

  /** The code opens the ticket: only who talks here is given it. */
  async function goOn(here: Room): Promise<void> {
    limits.messages.take(here.hash);
    const ways = here.conversationId === null ? undefined : await desk.goOn(here.conversationId);
    if (!ways) throw new Refusal('conflict', { key: 'chat.nothing-to-go-on' });
    answer({ kind: 'ways', ...ways });
  }

  async function read(here: Room, messageId: number): Promise<void> {
    // Only what stands in their own thread can be seen; a made-up number would hide messages to come.
    const message = await context.talk.message(messageId);
    if (message?.threadKey === here.hash && message.accountId === account.id) await context.talk.read(message.conversationId, messageId);
  }

  function present(state: PresenceSignal['state']): void {
    if (!room || room.ticketId === null || room.customerId === null) return;
    signals.send(presenceTopic, { ticketId: room.ticketId, who: 'customer', id: room.customerId, name: room.name, state, screen: screen.id } satisfies PresenceSignal);
  }
  function leave(): void {
    if (!room) return;
    present('gone');
    rooms.leave(room, screen);
    room = null;
  }

  async function frame(said: Exclude<ChatClientFrame, Hello>): Promise<void> {
    if (!room) return wire.close(1008);
    try {
      if (said.kind === 'send') await send(room, said);
      else if (said.kind === 'typing') present(said.on ? 'typing' : 'viewing');
      else if (said.kind === 'read') await read(room, said.messageId);
      else if (said.kind === 'contact') await contact(room, said);
      else if (said.kind === 'go-on') await goOn(room);
      else if (said.kind === 'fields') {
        limits.messages.take(room.hash);
        await desk.fill({ conversationId: room.conversationId, customerId: room.customerId ?? 0, values: said.values });
        tell(room, { kind: 'filled' });
      } else if (said.kind === 'form') {
        limits.messages.take(room.hash, 0.2);
        answer({ kind: 'form', form: await desk.form(room.conversationId, said.values) });
      } else if (said.kind === 'rate') {
        await desk.rate({ ticketId: said.ticketId, customerId: room.customerId ?? 0, overall: said.overall, comment: storable(said.comment) });
        tell(room, { kind: 'rated' });
      } else answer({ kind: 'pong' });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refuse(said.kind === 'send' ? said.clientId : null, error);
    }
  }
  return { hello, frame, leave };
}
