import type { LoggedEvent } from '../../platform/bus/index.ts';
import { type PresenceSignal, presenceSeconds, presenceTopic } from '../../platform/live/index.ts';
import type { Door } from './door.ts';
import { type Room, tell } from './rooms.ts';

/** Names of others' events that pages of visitors show; the chat knows no module, only what they say. */
const heard = {
  written: 'conversations.message-written', received: 'conversations.message-received', read: 'conversations.read', wrote: 'tickets.customer-wrote', answered: 'tickets.agent-answered',
  changed: 'tickets.changed', presence: 'org.presence-changed', asked: 'surveys.asked', answeredSurvey: 'surveys.answered',
} as const;
interface Facts { ticketId: number; ownerId: number | null; conversationId: number; messageId: number; side: string; newConversation: boolean; channel: string; accountId: number; agentId: number }

/** Brings what happens in the house to the pages of the visitors it concerns, on this process. */
export function startFanOut(door: Door): () => void {
  const { context, rooms } = door;
  const { bus, signals, log } = context.platform;
  // One after the other: messages reach a page in the order of the log.
  let turn = Promise.resolve();
  const inTurn = (work: () => Promise<void>) => {
    turn = turn.then(work).catch((error: unknown) => log.error({ err: error }, 'a chat page could not be told'));
  };

  async function showMessage(room: Room, messageId: number): Promise<void> {
    const message = await context.talk.message(messageId);
    if (message) tell(room, { kind: 'message', message: door.shown(message) });
  }

  function take(event: LoggedEvent): void {
    if (rooms.size === 0) return;
    const facts = event.payload as Facts;
    switch (event.type) {
      case heard.written: {
        const room = rooms.ofConversation(facts.conversationId);
        if (room) inTurn(() => showMessage(room, facts.messageId));
        return;
      }
      case heard.received: return received(facts);
      case heard.read: {
        const room = facts.side === 'agent' ? rooms.ofConversation(facts.conversationId) : undefined;
        if (room) tell(room, { kind: 'read', messageId: facts.messageId });
        return;
      }
      case heard.wrote: case heard.answered: {
        const room = rooms.ofConversation(facts.conversationId);
        if (!room) return;
        rooms.setTicket(room, facts.ticketId);
        return changeOwner(room, facts.ownerId);
      }
      case heard.changed: {
        const room = rooms.ofTicket(facts.ticketId);
        return room && changeOwner(room, facts.ownerId);
      }
      case heard.presence:
        for (const room of rooms.all()) if (room.ownerId === facts.agentId) inTurn(() => showAgent(room));
        return;
      case heard.asked: {
        const room = rooms.ofTicket(facts.ticketId);
        return room && tell(room, { kind: 'ask-rating', ticketId: facts.ticketId });
      }
      default:
    }
  }

  /** Something a visitor wrote: their other pages, here or fed by another process, show it too. */
  function received(facts: Facts): void {
    if (facts.channel !== 'chat') return;
    const room = rooms.ofConversation(facts.conversationId);
    if (room?.confirmed.delete(facts.messageId) && room.screens.size === 1) return;
    if (room) return inTurn(() => showMessage(room, facts.messageId));
    if (facts.newConversation) inTurn(() => adopt(facts));
  }
  async function adopt(facts: Facts): Promise<void> {
    const message = await context.talk.message(facts.messageId);
    const room = message && rooms.find(message.accountId, message.threadKey);
    if (!message || !room) return;
    rooms.setConversation(room, message.conversationId);
    const thread = await context.talk.thread(message.accountId, message.threadKey);
    if (thread) Object.assign(room, { customerId: thread.customerId, name: thread.customerName, reachable: thread.reachable });
    tell(room, { kind: 'message', message: door.shown(message) });
  }

  function changeOwner(room: Room, ownerId: number | null): void {
    if (room.ownerId === ownerId) return;
    room.ownerId = ownerId;
    inTurn(() => showAgent(room));
  }
  async function showAgent(room: Room): Promise<void> {
    const agent = await door.agent(room.ownerId);
    if (agent?.name === room.agent?.name && agent?.online === room.agent?.online) return;
    room.agent = agent;
    tell(room, { kind: 'agent', agent });
    if (room.reachable || room.contactAsked || room.conversationId === null || !(await door.wouldWait(room))) return;
    room.contactAsked = true;
    tell(room, { kind: 'ask-contact' });
  }

  function typing({ ticketId, who, name, state, screen }: PresenceSignal): void {
    const room = who === 'agent' ? rooms.ofTicket(ticketId) : undefined;
    if (!room) return;
    if (state === 'typing' ? room.typing.has(screen) : !room.typing.delete(screen)) return;
    if (state === 'typing') room.typing.set(screen, name);
    tell(room, { kind: 'typing', name, on: room.typing.size > 0 });
  }

  const offTail = bus.tail.listen(take);
  const offSignals = signals.on<PresenceSignal>(presenceTopic, typing);
  const stopPresence = keepPresent(door);
  return () => { offTail(); offSignals(); stopPresence(); };
}

/** Says again and again which visitors are there, a few at a time; agents' screens forget them otherwise. */
function keepPresent({ rooms, context }: Door): () => void {
  const slices = presenceSeconds - 10;
  let slice = 0;
  const timer = setInterval(() => {
    slice = (slice + 1) % slices;
    for (const room of rooms.all()) {
      if (room.ticketId === null || room.customerId === null || room.ticketId % slices !== slice) continue;
      for (const { id } of room.screens) {
        context.platform.signals.send(presenceTopic, { ticketId: room.ticketId, who: 'customer', id: room.customerId, name: room.name, state: 'viewing', screen: id } satisfies PresenceSignal);
        break;
      }
    }
  }, 1000);
  timer.unref();
  return () => clearInterval(timer);
}
