import type { ChannelKind } from '@aftercare/contract/basics';
import { type Subscription, isEvent, systemActor } from '../../platform/bus/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type Conversations, DeliveryChanged } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Tickets } from './tickets.ts';

/** What did not arrive goes by the next door that the customer allows, once each; quiet hours hold it back like everything else. */
export function undeliveredSubscription({ clock }: Pick<Platform, 'clock'>, tickets: Tickets, conversations: Conversations, customers: Customers): Subscription {
  return {
    name: 'tickets.on-undelivered', events: [DeliveryChanged], start: 'now', batch: 100,
    async handle(events, tx) {
      for (const event of events) {
        if (!isEvent(event, DeliveryChanged) || event.payload.state !== 'failed') continue;
        const message = await conversations.message(event.payload.messageId, tx);
        const ticketId = message?.meta['ticketId'];
        // A confirmation that something came in is not worth a second try elsewhere; advertising never is.
        if (!message || typeof ticketId !== 'number' || message.meta['acknowledgement'] === true || message.meta['purpose'] === 'marketing' || message.meta['nextBy'] !== undefined) continue;
        const ticket = await tickets.get(ticketId, tx);
        if (!ticket) continue;
        const purpose = message.meta['purpose'] === 'survey' ? 'survey' : 'service';
        // A mail that tells of what stands in the chat or on the page need not be brought there.
        const tried = [...((message.meta['tried'] as ChannelKind[] | undefined) ?? []), message.channel, ...(message.meta['followUpOf'] === undefined ? [] : (['portal', 'chat'] as const))];
        for (const door of await tickets.doors(ticket, tx)) {
          if (tried.includes(door.kind)) continue;
          const verdict = await customers.consent.mayContact(tx, ticket.customerId, { purpose, channel: door.kind, now: clock.now() });
          if (!verdict.ok && verdict.reason === 'no-consent') continue;
          const next = await tickets.writeTo(tx, ticket, {
            text: message.body, files: message.attachments.map((a) => a.fileId), sendAt: null, channel: door.kind, author: { kind: 'system', id: null, name: message.authorName },
            meta: { insteadOf: message.id, tried, purpose },
          }, systemActor);
          await conversations.markSentInstead(tx, message.id, next);
          break;
        }
      }
    },
  };
}
