import type { ChannelAdapter, Probe } from '../channel.ts';
import type { ChatDesk } from './desk.ts';
import { createDoor } from './door.ts';
import { startFanOut } from './fan-out.ts';
import { registerChatFiles } from './files.ts';
import { announceVisitors } from './online.ts';
import { ChatSettings } from './settings.ts';
import { registerChatSocket } from './socket.ts';

/** Live chat on web pages. What is written is on the page at once, so there is nothing to send. */
export function chatAdapter(desk: ChatDesk): ChannelAdapter {
  return {
    kind: 'chat', instant: true, settings: ChatSettings, secretSettings: [],
    async probe(account): Promise<Probe[]> {
      const { calendarId } = account.settings as ChatSettings;
      const { open, opensAt } = await desk.opening(calendarId);
      return [{ name: 'calendar', ok: open || opensAt !== null, detail: open ? 'open' : (opensAt?.toISOString() ?? 'never opens') }];
    },
    mount(app, context) {
      const door = createDoor(context, desk);
      const stops = [registerChatSocket(app, door), startFanOut(door), announceVisitors(door)];
      registerChatFiles(app, door);
      app.addHook('onClose', (_app, done) => { for (const stop of stops) stop(); done(); });
    },
  };
}
