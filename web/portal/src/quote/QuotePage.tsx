import { charges, type PublicQuote } from '@aftercare/contract/charges';
import { ApiError } from '@aftercare/contract/client';
import { formatMoney } from '@aftercare/contract/money';
import { EmptyState, ErrorState, Loading, Notice, Skeleton, buttonClass, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { CircleCheck, Clock3, CreditCard, FileText, Link2Off, MessageCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/title.ts';
import { Answer } from './Answer.tsx';
import { Bill } from './Bill.tsx';
import './quote.css';

/** A quote by its link: what it comes to, line by line; approve or decline; later the invoice and the way to pay. */
export function QuotePage() {
  const { t } = useTranslation();
  const { call } = useApi();
  const { t: token = '' } = useSearch({ from: '/quote' });
  useTitle(t('quote.title'));
  const quote = useQuery({ queryKey: ['quote', token], queryFn: ({ signal }) => call(charges.publicQuote, { query: { token } }, { signal }), enabled: token.length >= 10, refetchInterval: 20_000 });
  if (quote.data) return <Shown quote={quote.data} token={token} />;
  if (token.length < 10 || (quote.error instanceof ApiError && quote.error.problem.status < 500)) return <EmptyState heading="h1" icon={<Link2Off size={22} />} title={t('quote.gone')} text={t('quote.goneHint')}><Link to="/" className={buttonClass('primary', 'large')}>{t('quote.home')}</Link></EmptyState>;
  if (quote.isError) return <ErrorState heading="h1" error={quote.error} retry={() => void quote.refetch()} />;
  return <Loading className="p-page"><Skeleton width="50%" height="2rem" /><Skeleton width="35%" height="2.5rem" /><Skeleton height="9rem" /><Skeleton height="3rem" /></Loading>;
}

function Shown({ quote, token }: { readonly quote: PublicQuote; readonly token: string }) {
  const { t, i18n } = useTranslation();
  const money = (minor: number) => formatMoney(minor, quote.currency, i18n.language);
  const date = (at: string) => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(new Date(at));
  const pdf = (what: 'quote' | 'invoice') => `/api/v1/portal/quotes/pdf?${new URLSearchParams({ token, what }).toString()}`;
  const { invoice } = quote;
  return (
    <div className="p-page">
      <div>
        <h1 className="p-title">{invoice ? t('quote.bill') : t('quote.title')}</h1>
        <p className="p-intro">{quote.subject}</p>
      </div>
      <p className="p-quote__sum"><strong>{money(quote.grossMinor)}</strong><span>{t('quote.withTax', { tax: money(quote.taxMinor) })}</span></p>
      {quote.state === 'sent' && quote.validUntil ? <p className="p-quote__until"><Clock3 size={18} aria-hidden="true" />{t('quote.until', { date: date(quote.validUntil) })}</p> : null}
      {quote.state === 'approved' && !invoice ? <Notice tone="done" icon={<CircleCheck size={18} aria-hidden="true" />} role="status">{t('quote.approved', { date: quote.answeredAt ? date(quote.answeredAt) : '' })}</Notice> : null}
      {quote.state === 'declined' ? <Notice role="status">{t('quote.declined')}</Notice> : null}
      {quote.state === 'expired' ? <Notice tone="due" role="status">{t('quote.expired')}</Notice> : null}
      {quote.state === 'replaced' ? <Notice tone="wait" role="status">{t('quote.replaced')}</Notice> : null}
      {invoice ? <Notice tone={invoice.openMinor > 0 ? 'due' : 'done'} role="status">{invoice.openMinor > 0 ? t('quote.open', { number: invoice.number, amount: money(invoice.openMinor) }) : invoice.state === 'credited' ? t('quote.creditedAll', { number: invoice.number }) : invoice.state === 'refunded' ? t('quote.refunded', { number: invoice.number }) : t('quote.paid', { number: invoice.number })}</Notice> : null}
      {invoice && invoice.openMinor > 0 && invoice.payUrl ? <a className={buttonClass('primary', 'large')} href={invoice.payUrl} rel="noreferrer"><CreditCard size={20} aria-hidden="true" />{t('quote.pay', { amount: money(invoice.openMinor) })}</a> : null}
      {invoice && invoice.creditNotes.length > 0 ? <p className="p-quote__until">{t('quote.credited', { amount: money(invoice.creditNotes.reduce((sum, note) => sum + note.grossMinor, 0)), date: date(invoice.creditNotes.at(-1)?.issuedAt ?? '') })}</p> : null}
      <Bill quote={quote} />
      {quote.note ? <p className="p-quote__note">{quote.note}</p> : null}
      {quote.state === 'sent' ? <Answer quote={quote} token={token} /> : null}
      <div className="p-quote__more">
        <a className={buttonClass('quiet')} href={pdf('quote')} target="_blank" rel="noreferrer"><FileText size={18} aria-hidden="true" />{t('quote.pdf')}</a>
        {invoice ? <a className={buttonClass('quiet')} href={pdf('invoice')} target="_blank" rel="noreferrer"><FileText size={18} aria-hidden="true" />{t('quote.invoicePdf')}</a> : null}
        {invoice?.creditNotes.map((note) => <a key={note.id} className={buttonClass('quiet')} href={`/api/v1/portal/quotes/pdf?${new URLSearchParams({ token, what: 'credit-note', note: String(note.id) }).toString()}`} target="_blank" rel="noreferrer"><FileText size={18} aria-hidden="true" />{t('quote.creditPdf', { number: note.number })}</a>)}
        <a className={buttonClass('quiet')} href={quote.ticketUrl}><MessageCircle size={18} aria-hidden="true" />{t('quote.talk')}</a>
      </div>
    </div>
  );
}
