import type { ChannelAdapter } from './channels/channel.ts';
import { chatAdapter } from './channels/chat/adapter.ts';
import type { createMailAdapter } from './channels/mail/index.ts';
import { portalAdapter } from './channels/portal/adapter.ts';
import { webhookAdapter } from './channels/webhook/adapter.ts';
import type { Platform } from './platform/module/index.ts';

/** Every door of the house, one line each. Adapters know their port alone; what one needs of the desk comes in here. */
export function createDoors({ platform, mail, chatDesk }: { platform: Platform; mail: ReturnType<typeof createMailAdapter>; chatDesk: Parameters<typeof chatAdapter>[0] }): ChannelAdapter[] {
  return [
    mail,
    chatAdapter(chatDesk),
    webhookAdapter({ allowPrivate: platform.config.ALLOW_PRIVATE_HOSTS }),
    portalAdapter(),
  ];
}
