import { ticketIn } from '@aftercare/contract/live';
import { z } from 'zod';
import { systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { ProcessError, defineAction } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import { customersOfTickets } from './store.ts';

const Tags = z.array(z.string().min(1).max(40)).max(10).default([]);
/** What rules and diagrams may do with a customer's profile. */
export function segmentActions(customers: Customers) {
  return [
    defineAction({
      name: 'segments.tag-customer', alone: true, title: { zh: '给客户打标签或去掉标签', en: 'Tag the customer, or take tags away' }, input: z.object({ addTags: Tags, removeTags: Tags }),
      run: async ({ addTags, removeTags }, { tx, stream }) => {
        const ticketId = ticketIn(stream);
        const [customerId] = ticketId === null ? [] : await customersOfTickets(tx, [ticketId]);
        if (customerId === undefined) throw new ProcessError('no-ticket', { stream });
        await customers.tagging(tx as Tx, customerId, addTags, removeTags, systemActor);
        return {};
      },
    }),
  ];
}
