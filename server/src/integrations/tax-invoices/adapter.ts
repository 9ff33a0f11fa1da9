import { z } from 'zod';
import { createGuardedFetch } from '../../platform/net/index.ts';
import type { Clock } from '../../platform/time/index.ts';
import { askService } from '../signed-service.ts';
import type { TaxInvoiceService } from '../tax-invoice.ts';

const Issued = z.object({ EIid: z.string().regex(/^\d{20}$/), url: z.url({ protocol: /^https?$/ }).max(1000) });

/** Services that issue 数电票 and take the invoice as signed JSON in the names of its own XML, or a bridge to one. */
export function digitalInvoices(options: { allowPrivate: readonly string[]; clock: Clock }): TaxInvoiceService {
  const send = createGuardedFetch(options);
  return {
    issue: async (invoice, account) => Issued.parse(await askService(send, account, '/invoices', invoice, invoice.RequestId, options.clock.now())),
  };
}
