import type { LoggedEvent } from '../../platform/bus/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { defineModule, type Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { chargeActions } from './actions.ts';
import type { Charges } from './charges.ts';
import { chargeEvents } from './events.ts';
import { chargeRoutes } from './routes.ts';

const ticket = (event: LoggedEvent) => [`ticket:${(event.payload as { ticketId: number }).ticketId}`];

export function chargesModule(platform: Platform, charges: Charges, tickets: Tickets) {
  return defineModule({
    name: 'charges',
    events: chargeEvents,
    routes: chargeRoutes(platform, charges, tickets),
    actions: chargeActions(charges),
    jobs: [
      { name: 'charges.expire', cron: '*/10 * * * *', handle: async () => { await platform.work.tx((tx) => charges.quotes.expireDue(tx)); } } satisfies Job<unknown> as Job<never>,
      { name: 'charges.e-invoice', handle: ({ invoiceId }: { invoiceId: number }) => charges.electronic.issue(invoiceId) } satisfies Job<{ invoiceId: number }> as Job<never>,
      { name: 'charges.e-credit', handle: ({ creditNoteId }: { creditNoteId: number }) => charges.electronic.issueCredit(creditNoteId) } satisfies Job<{ creditNoteId: number }> as Job<never>,
      { name: 'charges.refund', handle: ({ refundId }: { refundId: number }) => charges.payments.carryOut(refundId) } satisfies Job<{ refundId: number }> as Job<never>,
    ],
    rights: {
      'charges.write': { zh: '报价与登记收款', en: 'Quote and record payments' },
      'charges.manage': { zh: '开账单与退款', en: 'Invoice and give money back' },
      'charges.settings': { zh: '管理收费设置', en: 'Change how we bill' },
    },
    live: chargeEvents.map((event) => ({ event, topics: ticket })),
  });
}
