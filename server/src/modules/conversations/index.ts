export { createConversations } from './conversations.ts';
export type { Conversations, MessageRow, Written } from './conversations.ts';
export type { Accounts, AccountWrite } from './accounts.ts';
export { AccountChanged, ConversationRead, DeliveryChanged, ForwardAsked, MessageReceived, MessageRecalled, MessageWritten } from './events.ts';
export type { MessageReceivedPayload } from './events.ts';
export { conversationsModule } from './module.ts';
