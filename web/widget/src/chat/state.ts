import type { ChatMessage, ChatServerFrame } from '@aftercare/contract/chat';
import type { FormField } from '@aftercare/contract/ticket-fields';
import type { GoOn } from '@aftercare/contract/go-on';
import type { Outgoing } from './outbox.ts';
import { mergeMessages } from './transcript.ts';

export interface ChatState {
  /** `connecting` until the first welcome; `down` while we try to come back. */
  readonly line: 'connecting' | 'online' | 'down';
  readonly company: string;
  readonly greeting: string;
  readonly open: boolean;
  readonly opensAt: string | null;
  readonly agent: { readonly name: string; readonly online: boolean } | null;
  readonly messages: readonly ChatMessage[];
  readonly outgoing: readonly Outgoing[];
  /** Who is writing; null when nobody. */
  readonly typing: string | null;
  /** The other side has seen everything up to this id. */
  readonly seenByThem: number;
  readonly contactKnown: boolean;
  readonly askContact: boolean;
  /** Nobody is free to answer at once. */
  readonly waits: boolean;
  readonly ticketId: number | null;
  readonly askRating: boolean;
  /** A rating is on its way. */
  readonly rating: boolean;
  readonly rated: boolean;
  /** What the house asks and does not know yet. */
  readonly form: readonly FormField[];
  readonly filled: boolean;
  /** A sentence from the server about something that is not a message. */
  readonly notice: string | null;
  /** Ways to go on elsewhere; `asked` while they are fetched. */
  readonly ways: GoOn | 'asked' | null;
}

export const emptyChat: ChatState = {
  line: 'connecting', company: '', greeting: '', open: true, opensAt: null, agent: null, messages: [], outgoing: [], typing: null, seenByThem: 0,
  contactKnown: false, askContact: false, waits: false, ticketId: null, askRating: false, rating: false, rated: false, form: [], filled: false, notice: null, ways: null,
};

/** What a frame of the server changes. Pure; the outbox itself is the session's. */
export function receive(state: ChatState, frame: ChatServerFrame): ChatState {
  switch (frame.kind) {
    case 'welcome':
      return {
        ...state, line: 'online', company: frame.company, greeting: frame.greeting, open: frame.open, opensAt: frame.opensAt, agent: frame.agent,
        messages: mergeMessages(state.messages, frame.messages), contactKnown: frame.contactKnown, askContact: frame.askContact, waits: frame.askContact,
        ticketId: frame.ticketId, askRating: frame.askRating, rated: state.rated && !frame.askRating, form: frame.form ?? [], typing: null,
      };
    case 'ack':
      return { ...state, messages: mergeMessages(state.messages, ownMessage(state.outgoing, frame)) };
    case 'message':
      return { ...state, messages: mergeMessages(state.messages, [frame.message]), ...(frame.message.from === 'agent' ? { typing: null, waits: false } : {}) };
    case 'typing':
      return { ...state, typing: frame.on ? frame.name : null };
    case 'read':
      return { ...state, seenByThem: Math.max(state.seenByThem, frame.messageId) };
    case 'agent':
      return { ...state, agent: frame.agent, waits: state.waits && !frame.agent?.online, typing: frame.agent ? state.typing : null };
    case 'ask-contact':
      return { ...state, askContact: true, waits: true };
    case 'ask-rating':
      return { ...state, askRating: true, ticketId: frame.ticketId, rated: false };
    case 'form':
      return { ...state, form: frame.form };
    case 'filled':
      return { ...state, form: [], filled: true };
    case 'rated':
      return { ...state, askRating: false, rating: false, rated: true };
    case 'ways': {
      const { kind: _, ...ways } = frame;
      return { ...state, ways };
    }
    case 'refused':
      return frame.clientId === null ? { ...state, notice: frame.detail, rating: false, ways: state.ways === 'asked' ? null : state.ways, askRating: state.askRating && frame.code !== 'already-answered' } : state;
    case 'pong':
      return state;
  }
}

/** Stands for a file of ours whose real address has not come yet: the page still has the picture itself. */
export function localUrl(token: string): string {
  return `local:${token}`;
}

/** Our confirmed message, shown at once; its real file links come with the next `message` or `welcome`. */
function ownMessage(outgoing: readonly Outgoing[], ack: { clientId: string; id: number; at: string }): ChatMessage[] {
  const sent = outgoing.find((message) => message.clientId === ack.clientId);
  if (!sent) return [];
  const files = sent.files.map((file) => ({ name: file.name, type: file.type, size: file.size, url: localUrl(file.token) }));
  return [{ id: ack.id, clientId: ack.clientId, from: 'me', name: '', text: sent.text, at: ack.at, files, readAt: null }];
}
