import type { ChannelKind } from '@aftercare/contract/basics';
import type { ChannelAdapter } from './channels/channel.ts';
import { chatAdapter } from './channels/chat/adapter.ts';
import type { createMailAdapter } from './channels/mail/index.ts';
import { instagramAdapter } from './channels/instagram/adapter.ts';
import { lineAdapter } from './channels/line/adapter.ts';
import { messengerAdapter } from './channels/messenger/adapter.ts';
import { portalAdapter } from './channels/portal/adapter.ts';
import { reviewAdapter } from './channels/review/adapter.ts';
import { smsAdapter } from './channels/sms/adapter.ts';
import { telegramAdapter } from './channels/telegram/adapter.ts';
import { webhookAdapter } from './channels/webhook/adapter.ts';
import { wechatAdapter } from './channels/wechat/adapter.ts';
import { wecomAdapter } from './channels/wecom/adapter.ts';
import { weiboAdapter } from './channels/weibo/adapter.ts';
import { whatsappAdapter } from './channels/whatsapp/adapter.ts';
import type { Platform } from './platform/module/index.ts';

/** Nobody connects these: what is said on the telephone or at a counter is taken down by a module of ours. */
export const handKinds: readonly ChannelKind[] = ['phone', 'counter'];

/** Every door of the house, one line each. Adapters know their port alone; what one needs of the desk comes in here. */
export function createDoors({ platform, mail, chatDesk, outside }: { platform: Platform; mail: ReturnType<typeof createMailAdapter>; chatDesk: Parameters<typeof chatAdapter>[0]; outside: readonly ChannelAdapter[] }): ChannelAdapter[] {
  const outgoing = { allowPrivate: platform.config.ALLOW_PRIVATE_HOSTS };
  return [
    mail,
    chatAdapter(chatDesk),
    webhookAdapter(outgoing),
    portalAdapter(),
    reviewAdapter(outgoing),
    smsAdapter(outgoing),
    wechatAdapter(outgoing),
    whatsappAdapter(outgoing),
    messengerAdapter(outgoing),
    instagramAdapter(outgoing),
    telegramAdapter(outgoing),
    lineAdapter(outgoing),
    wecomAdapter(outgoing),
    weiboAdapter(outgoing),
    ...outside,
  ];
}
