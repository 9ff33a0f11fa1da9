import { Button, Chip, IconButton, Menu, type Tone, useApi, useToasts, calendarDay } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { formatMoney } from '@aftercare/contract/money';
import { Banknote, Copy, Ellipsis, FileCode, FileText, Link2, ReceiptText, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { type Invoice, useChargeWork } from './data.ts';
import { MoneyDialog } from './MoneyDialog.tsx';

const tones: Readonly<Record<Invoice['state'], Tone>> = { open: 'due', 'partly-paid': 'due', paid: 'done', refunded: 'plain', credited: 'plain' };

/** An invoice: what is open, the way to pay it, its papers. */
export function InvoiceCard({ invoice, write }: { readonly invoice: Invoice; readonly write: boolean }) {
  const { t, i18n } = useTranslation('charges');
  const { call } = useApi();
  const toasts = useToasts();
  const may = useMay();
  const [asking, setAsking] = useState<'payment' | 'refund' | 'credit' | null>(null);
  const money = (minor: number) => formatMoney(minor, invoice.currency, i18n.language);
  const open = invoice.openMinor;
  const link = invoice.payments.find((p) => p.state === 'pending' && p.url)?.url;
  const copy = (url: string) => void navigator.clipboard.writeText(url).then(() => toasts.show({ text: t('copied'), seconds: 3 }));
  const makeLink = useChargeWork(invoice.ticketId, { work: (_: null) => call(api.charges.payLink, { params: { id: invoice.id } }), said: () => t('linkMade') });
  const view = (what: 'pdf' | 'xml') => void window.open(`/api/v1/invoices/${invoice.id}/${what}`, '_blank', 'noopener');
  const items = [
    { key: 'pdf', label: t('invoicePdf'), icon: <FileText size={16} />, perform: () => view('pdf') },
    ...(invoice.electronic.kind === 'xrechnung' && invoice.electronic.state === 'issued' ? [{ key: 'xml', label: t('xml'), icon: <FileCode size={16} />, perform: () => view('xml') }] : []),
    ...(link ? [{ key: 'copy', label: t('copyPayLink'), icon: <Copy size={16} />, perform: () => copy(link) }] : []),
    ...(may('charges.manage') && invoice.creditedMinor < invoice.grossMinor ? [{ key: 'credit', label: t('credit'), icon: <ReceiptText size={16} />, perform: () => setAsking('credit') }] : []),
    ...(may('charges.manage') && invoice.paidMinor > invoice.refundedMinor ? [{ key: 'refund', label: t('refund'), icon: <Undo2 size={16} />, perform: () => setAsking('refund') }] : []),
  ];
  return (
    <article className="cg-card" aria-label={t('invoiceNumber', { number: invoice.number })}>
      <header className="cg-card__head">
        <span className="cg-card__sum">{money(invoice.grossMinor)}</span>
        <Chip tone={tones[invoice.state]}>{t(`paid.${invoice.state}`)}</Chip>
        <span className="ac-grow" />
        <IconButton size="small" label={t('invoicePdf')} icon={<FileText size={16} />} onClick={() => view('pdf')} />
        <Menu label={t('more')} items={items} trigger={(props) => <IconButton {...props} size="small" label={t('more')} icon={<Ellipsis size={16} />} />} />
      </header>
      <p className="ac-faint ac-small">{t('invoiceNumber', { number: invoice.number })} · {open > 0 ? t('openUntil', { amount: money(open), date: calendarDay(invoice.dueOn, i18n.language) }) : t(invoice.state === 'credited' ? 'allCredited' : 'allPaid')}</p>
      {invoice.refundedMinor > 0 ? <p className="ac-soft ac-small">{t('refunded', { amount: money(invoice.refundedMinor) })}</p> : null}
      {invoice.creditNotes.length > 0 ? (
        <ul className="cg-notes">
          {invoice.creditNotes.map((note) => (
            <li key={note.id}>
              <a className="ac-row ac-small" href={`/api/v1/credit-notes/${note.id}/pdf`} target="_blank" rel="noopener noreferrer"><FileText size={14} aria-hidden="true" />{t('creditNumber', { number: note.number, amount: money(note.grossMinor) })}</a>
              {note.electronic.kind === 'xrechnung' && note.electronic.state === 'issued' ? <a className="ac-small" href={`/api/v1/credit-notes/${note.id}/xml`} download>XML</a> : null}
              {note.electronic.state === 'failed' ? <span className="cg-late ac-small">{t('electronic.failed', { fault: note.electronic.fault ?? '' })}</span> : null}
              <span className="ac-faint ac-small ac-clip" title={note.reason}>{note.reason}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {invoice.refunds.some((r) => r.state === 'failed') ? <p className="cg-late ac-small" role="alert">{t('refundFailed')}</p> : null}
      {invoice.electronic.state !== 'none' ? <p className={invoice.electronic.state === 'failed' ? 'cg-late ac-small' : 'ac-soft ac-small'}>{t(`electronic.${invoice.electronic.kind}`)} · {t(`electronic.${invoice.electronic.state}`, { number: invoice.electronic.number ?? '', fault: invoice.electronic.fault ?? '' })}</p> : null}
      {write && open > 0 ? (
        <div className="ac-row">
          {link ? <Button size="small" icon={<Copy size={14} aria-hidden="true" />} onClick={() => copy(link)}>{t('copyPayLink')}</Button> : <Button size="small" icon={<Link2 size={14} aria-hidden="true" />} busy={makeLink.isPending} onClick={() => makeLink.mutate(null)}>{t('payLink')}</Button>}
          <Button size="small" icon={<Banknote size={14} aria-hidden="true" />} onClick={() => setAsking('payment')}>{t('recordPayment')}</Button>
        </div>
      ) : null}
      {asking ? <MoneyDialog kind={asking} invoice={invoice} onClose={() => setAsking(null)} /> : null}
    </article>
  );
}
