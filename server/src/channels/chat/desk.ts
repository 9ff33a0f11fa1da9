import type { FormField } from '@aftercare/contract/ticket-fields';
import type { GoOn } from '@aftercare/contract/go-on';

/** What the chat must know of the house behind it; put in by the composition root. */
export interface ChatDesk {
  companyName(): Promise<string>;
  /** `opensAt` only when closed; null when it never opens. */
  opening(calendarId: number | null): Promise<{ open: boolean; opensAt: Date | null }>;
  /** The ticket a conversation belongs to; undefined until it has one. */
  ticketOf(conversationId: number): Promise<{ ticketId: number; ownerId: number | null; askRating: boolean } | undefined>;
  agent(id: number): Promise<ChatAgent | null>;
  /** Is anybody there to answer? */
  anyoneOnline(): Promise<boolean>;
  /** Refusals: `not-found` when it is not this customer's ticket, `already-answered`, `conflict` when nobody asked. */
  rate(rating: { ticketId: number; customerId: number; overall: number; comment: string }): Promise<void>;
  /** What is asked in a chat; of a conversation with a ticket, what it does not know yet. */
  /** `draft`: what is being filled in. */
  form(conversationId: number | null, draft?: Readonly<Record<string, string | number | boolean | null>>): Promise<FormField[]>;
  /** Refusals: `not-ready` while there is no ticket, `invalid-input` naming the field. */
  fill(answers: { conversationId: number | null; customerId: number; values: Readonly<Record<string, string | number | boolean | null>> }): Promise<void>;
  /** Ways to go on with the matter of this conversation elsewhere; undefined while it has no ticket. */
  goOn(conversationId: number): Promise<GoOn | undefined>;
  /** Sends what the customer has not seen by mail; false when there is nothing to send or no address. */
  answerByMail(conversationId: number): Promise<boolean>;
}
export interface ChatAgent { readonly name: string; readonly online: boolean }
