import { ChannelKind } from '@aftercare/contract/basics';
import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** A customer's message is on disk, its sender known, its thread found. */
export const MessageReceived = defineEvent('conversations.message-received', 1, z.object({
  messageId: z.int(), conversationId: z.int(), customerId: z.int(), accountId: z.int(), teamId: z.int().nullable(),
  channel: ChannelKind, subject: z.string(), preview: z.string(), language: z.enum(['zh-CN', 'en']).nullable(),
  flag: z.string().nullable(), newConversation: z.boolean(),
  /** The closed conversation of the same thread, when there was one. */
  follows: z.int().nullable(),
  hints: z.object({ ticketId: z.int().optional(), boundTicketId: z.int().optional(), type: z.string().optional(), product: z.string().optional(), serial: z.string().optional(), purchasedOn: z.string().optional() }),
  at: z.string(),
}));
export type MessageReceivedPayload = z.infer<typeof MessageReceived.schema>;

/** A message came by a door that only passes on: it is kept, and is to be passed on; no ticket begins. */
export const ForwardAsked = defineEvent('conversations.forward-asked', 1, z.object({ messageId: z.int(), conversationId: z.int(), accountId: z.int(), at: z.string() }));

/** Somebody of ours (or the system) wrote to the customer; it may still be on its way. */
export const MessageWritten = defineEvent('conversations.message-written', 1, z.object({
  messageId: z.int(), conversationId: z.int(), accountId: z.int(), channel: z.string(), author: z.object({ kind: z.string(), id: z.int().nullable(), name: z.string() }), preview: z.string(), delivery: z.string(), at: z.string(),
}));
/** On its way, arrived, or failed with a reason. */
export const DeliveryChanged = defineEvent('conversations.delivery-changed', 1, z.object({ messageId: z.int(), conversationId: z.int(), state: z.string(), detail: z.string().nullable() }));
/** A queued message was taken back before it left. */
export const MessageRecalled = defineEvent('conversations.message-recalled', 1, z.object({ messageId: z.int(), conversationId: z.int() }));
/** One side has seen everything up to a message. */
export const ConversationRead = defineEvent('conversations.read', 1, z.object({ conversationId: z.int(), side: z.enum(['customer', 'agent']), messageId: z.int() }));
/** A channel account was added or changed. */
export const AccountChanged = defineEvent('conversations.account-changed', 1, z.object({ accountId: z.int(), kind: z.string() }));
