import { Button, Chip, IconButton, Menu, Moment, type Tone, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { formatMoney } from '@aftercare/contract/money';
import { Copy, Ellipsis, FileText, Pencil, PhoneCall, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { AnswerDialog } from './AnswerDialog.tsx';
import { type Invoice, type Quote, useChargeWork } from './data.ts';
import { InvoiceDialog } from './InvoiceDialog.tsx';

const tones: Readonly<Record<Quote['state'], Tone>> = { draft: 'plain', sent: 'wait', approved: 'done', declined: 'late', expired: 'due', replaced: 'plain' };

/** One quote: what it comes to, how it stands, and the next step. */
export function QuoteCard({ quote, write, invoice, onEdit }: { readonly quote: Quote; readonly write: boolean; readonly invoice: Invoice | undefined; readonly onEdit: () => void }) {
  const { t, i18n } = useTranslation('charges');
  const { call } = useApi();
  const toasts = useToasts();
  const may = useMay();
  const [answering, setAnswering] = useState(false);
  const [invoicing, setInvoicing] = useState(false);
  const send = useChargeWork(quote.ticketId, { work: (_: null) => call(api.charges.sendQuote, { params: { id: quote.id } }), said: () => t('sent') });
  const items = [
    { key: 'pdf', label: t('pdf'), icon: <FileText size={16} />, perform: () => void window.open(`/api/v1/quotes/${quote.id}/pdf`, '_blank', 'noopener') },
    ...(quote.url ? [{ key: 'copy', label: t('copyLink'), icon: <Copy size={16} />, perform: () => void navigator.clipboard.writeText(quote.url ?? '').then(() => toasts.show({ text: t('copied'), seconds: 3 })) }] : []),
    ...(write && quote.state === 'sent' ? [{ key: 'answer', label: t('byPhone'), icon: <PhoneCall size={16} />, perform: () => setAnswering(true) }] : []),
    ...(write && !invoice ? [{ key: 'again', label: quote.state === 'draft' ? t('edit') : t('newVersion'), icon: <Pencil size={16} />, perform: onEdit }] : []),
  ];
  return (
    <article className="cg-card" aria-label={t('quoteNumber', { number: quote.number })}>
      <header className="cg-card__head">
        <span className="cg-card__sum">{formatMoney(quote.grossMinor, quote.currency, i18n.language)}</span>
        <Chip tone={tones[quote.state]}>{t(`state.${quote.state}`)}</Chip>
        <span className="ac-grow" />
        <Menu label={t('more')} items={items} trigger={(props) => <IconButton {...props} size="small" label={t('more')} icon={<Ellipsis size={16} />} />} />
      </header>
      <p className="ac-faint ac-small">{t('quoteNumber', { number: quote.number })} · {t('withTax', { amount: formatMoney(quote.taxMinor, quote.currency, i18n.language) })}</p>
      <ul className="cg-lines">{quote.lines.map((line, i) => <li key={i}><span className="ac-clip">{line.description}</span><span>{formatMoney(line.netMinor, quote.currency, i18n.language)}</span></li>)}</ul>
      <p className="ac-soft ac-small">
        {quote.state === 'sent' && quote.validUntil ? <>{t('waits')} <Moment at={quote.validUntil} /></> : null}
        {quote.answeredAt && quote.answeredBy ? <>{quote.answeredBy} · <Moment at={quote.answeredAt} /></> : null}
        {quote.reason ? <span className="cg-reason">{quote.reason}</span> : null}
      </p>
      {write && quote.state === 'draft' ? <div className="ac-row"><Button size="small" kind="primary" icon={<Send size={14} aria-hidden="true" />} busy={send.isPending} onClick={() => send.mutate(null)}>{t('send')}</Button></div> : null}
      {quote.state === 'approved' && !invoice && may('charges.manage') ? <div className="ac-row"><Button size="small" kind="primary" icon={<FileText size={14} aria-hidden="true" />} onClick={() => setInvoicing(true)}>{t('makeInvoice')}</Button></div> : null}
      {answering ? <AnswerDialog quote={quote} onClose={() => setAnswering(false)} /> : null}
      {invoicing ? <InvoiceDialog quote={quote} onClose={() => setInvoicing(false)} /> : null}
    </article>
  );
}
