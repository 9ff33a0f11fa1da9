import { Button, Loading, Section, Skeleton } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../data/types.ts';
import { useMay } from '../data/useQueries.ts';
import { isTalk } from '../data/renewal.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { type Quote, useChargeQueries } from './data.ts';
import { InvoiceCard } from './InvoiceCard.tsx';
import { QuoteCard } from './QuoteCard.tsx';
import { QuoteDialog } from './QuoteDialog.tsx';
import { loadChargeWords } from './words.ts';
import './charges.css';

await loadChargeWords();

/** Beside a ticket: what it costs the customer, what they said to it, what is paid. */
export function ChargesCard({ page }: { readonly page: TicketPage }) {
  const { t } = useTranslation('charges');
  const may = useMay();
  const { id } = page.ticket;
  const charges = useQuery(useChargeQueries().ofTicket(id));
  const [writing, setWriting] = useState<{ from: Quote | null } | null>(null);
  useRenewal(`ticket:${id}`, [['charges', id]], 500, isTalk);
  if (charges.isPending) return <Section title={t('title')}><Loading className="ac-stack-tight">{[60, 80].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading></Section>;
  if (charges.isError) return <Section title={t('title')}><p className="ac-faint">{t('fault')}</p></Section>;
  const { quotes, invoices } = charges.data;
  const write = may('charges.write') && page.can.write;
  if (quotes.length === 0 && !write) return null;
  const current = quotes.filter((q) => q.state !== 'replaced');
  const older = quotes.length - current.length;
  return (
    <Section title={t('title')} action={write ? <Button size="small" kind="quiet" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setWriting({ from: current[0]?.state === 'draft' ? current[0] : null })}>{current[0]?.state === 'draft' ? t('goOn') : t('newQuote')}</Button> : null}>
      {quotes.length === 0 ? <p className="ac-faint">{t('none')}</p> : null}
      {current.map((quote) => <QuoteCard key={quote.id} quote={quote} write={write} onEdit={() => setWriting({ from: quote })} invoice={invoices.find((i) => i.quoteId === quote.id)} />)}
      {invoices.map((invoice) => <InvoiceCard key={invoice.id} invoice={invoice} write={write} />)}
      {older > 0 ? <p className="ac-faint ac-small">{t('older', { count: older })}</p> : null}
      {writing ? <QuoteDialog ticketId={id} from={writing.from} onClose={() => setWriting(null)} /> : null}
    </Section>
  );
}
