import { defineModule, type Platform } from '../../platform/module/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Org } from '../org/index.ts';
import type { Conversations } from './conversations.ts';
import { AccountChanged, ConversationRead, DeliveryChanged, ForwardAsked, MessageReceived, MessageRecalled, MessageWritten } from './events.ts';
import { conversationRoutes } from './routes.ts';

export function conversationsModule(platform: Platform, conversations: Conversations, org: Org) {
  return defineModule({
    name: 'conversations',
    belongings: [{ table: 'conversation', key: 'id' }],
    events: [ForwardAsked, MessageReceived, MessageWritten, DeliveryChanged, MessageRecalled, ConversationRead, AccountChanged],
    routes: conversationRoutes(platform, conversations, org),
    jobs: [conversations.outbox.job as Job<never>],
    services: [conversations.intake.service],
    rights: {
      'channels.manage': { zh: '管理渠道', en: 'Manage channels' },
      'templates.manage': { zh: '管理话术', en: 'Manage templates' },
    },
    live: [{ event: AccountChanged, topics: () => ['org'] }],
  });
}
