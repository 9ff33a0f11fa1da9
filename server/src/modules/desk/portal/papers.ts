import type { MyPaper } from '@aftercare/contract/portal-home';
import { type Loose, Refusal, readCursor, toPage } from '../../../platform/http/index.ts';
import type { Charges } from '../../charges/index.ts';
import type { Counter } from '../../counter/index.ts';

/** Papers of one customer, of whichever room: quotes and invoices, and receipts of what they left at a counter. */
export function createMyPapers(charges: Pick<Charges, 'papersOf' | 'paper' | 'quotes'>, counter: Pick<Counter, 'receipts'>) {
  const pdf = (kind: MyPaper['kind'], id: number) => `/api/v1/portal/papers/${kind}/${id}`;
  return {
    async list(customerId: number, query: { after?: string | undefined; limit: number }) {
      const [at, kind, id] = readCursor(query.after, 3);
      const last = at === undefined || kind === undefined || id === undefined ? null : { at: new Date(String(at)), kind: String(kind), id: Number(id) };
      // Both rooms may hold the next page alone. In order of time, kind and number, from the greatest down.
      const money = await charges.papersOf(customerId, { before: last, limit: query.limit + 1 });
      const left = await counter.receipts.ofCustomer(customerId, { before: last && { at: last.at, id: last.kind === 'receipt' ? last.id : 0 }, limit: query.limit + 1 });
      const rows: (Loose<MyPaper> & { at: Date })[] = [
        ...money.map((p) => ({ kind: p.kind, id: p.id, number: p.number, subject: p.subject, ticketId: p.ticketId, at: p.at, amountMinor: p.amountMinor, currency: p.currency, state: p.state, open: p.kind === 'quote' ? p.state === 'sent' : p.openMinor > 0 && p.state !== 'refunded', pdf: pdf(p.kind, p.id), page: p.quoteId ? charges.quotes.urlOf(p.quoteId) : null })),
        ...left.map((i) => ({ kind: 'receipt' as const, id: i.id, number: i.code, subject: i.product, ticketId: i.ticketId, at: i.receivedAt, amountMinor: null, currency: null, state: i.holder === 'customer' ? 'handed-back' : 'with-us', open: false, pdf: pdf('receipt', i.id), page: null })),
      ];
      const inOrder = rows.toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.kind === b.kind ? b.id - a.id : a.kind < b.kind ? 1 : -1));
      return toPage(inOrder, query.limit, (p) => [p.at, p.kind, p.id]);
    },
    /** @throws Refusal `not-found` for another one's paper, whether it exists or not */
    async pdf(customerId: number, kind: MyPaper['kind'], id: number, language: 'zh-CN' | 'en'): Promise<{ bytes: Uint8Array; number: string }> {
      const paper = kind === 'receipt' ? await counter.receipts.pdf(customerId, id, language) : await charges.paper(customerId, kind, id);
      if (!paper) throw new Refusal('not-found');
      return paper;
    },
  };
}
export type MyPapers = ReturnType<typeof createMyPapers>;
