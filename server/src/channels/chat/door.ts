import type { ChatMessage } from '@aftercare/contract/chat';
import type { ChannelContext, TalkMessage } from '../channel.ts';
import { signFileUrl } from '../../platform/files/index.ts';
import { RateLimiter } from '../../platform/http/rate.ts';
import type { ChatAgent, ChatDesk } from './desk.ts';
import { toChatMessage } from './map.ts';
import { type Room, Rooms } from './rooms.ts';

const hour = 3_600_000;

/** What the parts of the chat share in one process. */
export interface Door {
  readonly context: ChannelContext;
  readonly desk: ChatDesk;
  readonly rooms: Rooms;
  /** Per visitor: messages. Per address: messages, arrivals, files. */
  readonly limits: { readonly messages: RateLimiter; readonly fromAddress: RateLimiter; readonly arrivals: RateLimiter; readonly files: RateLimiter };
  shown(message: TalkMessage): ChatMessage;
  /** Would an answer have to wait, so that we need an address to send it to? */
  wouldWait(room: Room): Promise<boolean>;
  agent(id: number | null): Promise<ChatAgent | null>;
}

export function createDoor(context: ChannelContext, desk: ChatDesk): Door {
  const { clock, secrets } = context.platform;
  const key = secrets.key('file-url');
  return {
    context, desk, rooms: new Rooms(),
    limits: {
      messages: new RateLimiter({ clock, capacity: 30, refillPerSecond: 1 }),
      // Generous: a whole company may sit behind one address.
      fromAddress: new RateLimiter({ clock, capacity: 1500, refillPerSecond: 300 }),
      arrivals: new RateLimiter({ clock, capacity: 3000, refillPerSecond: 50 }),
      files: new RateLimiter({ clock, capacity: 60, refillPerSecond: 0.5 }),
    },
    // Rounded to the hour: the same link for a while is fetched once.
    shown: (message) => toChatMessage(message, (file) => signFileUrl(key, file, new Date((Math.floor(clock.now().getTime() / hour) + 25) * hour))),
    async wouldWait(room) {
      if (room.agent) return !room.agent.online;
      return !(await desk.opening(room.account.settings.calendarId)).open || !(await desk.anyoneOnline());
    },
    agent: async (id) => (id === null ? null : desk.agent(id)),
  };
}
