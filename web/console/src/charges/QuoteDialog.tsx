import { Button, Dialog, Field, Notice, Select, Textarea, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { LineKind } from '@aftercare/contract/charges';
import { type Currency, currencyDigits, formatMoney } from '@aftercare/contract/money';
import { useQuery } from '@tanstack/react-query';
import { Plus, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Quote, useChargeQueries, useChargeWork } from './data.ts';
import { type DraftLine, readLine, sumsOf } from './draft.ts';
import { QuoteLine } from './QuoteLine.tsx';

const kinds: readonly LineKind[] = ['part', 'labour', 'visit', 'shipping', 'discount', 'other'];

/** Writes a quote line by line; the sum stands below all the while. A quote that is out becomes a new version. */
export function QuoteDialog({ ticketId, from, onClose }: { readonly ticketId: number; readonly from: Quote | null; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation(['charges', 'app']);
  const { call } = useApi();
  const settings = useQuery(useChargeQueries().settings()).data;
  const [currency, setCurrency] = useState<Currency | null>(from?.currency ?? null);
  const money: Currency = currency ?? settings?.currency ?? 'CNY';
  const tax = String((settings?.taxRate ?? 1300) / 100);
  const fresh = (kind: LineKind, key: number): DraftLine => ({ key, kind, description: kind === 'part' ? '' : t(`kind.${kind}`), quantity: '1', price: '', tax, partId: null });
  const [lines, setLines] = useState<readonly DraftLine[]>(() => from?.lines.map((l, key) => ({ key, kind: l.kind, description: l.description, quantity: String(l.quantity), price: (Math.abs(l.unitMinor) / 10 ** currencyDigits[from.currency]).toFixed(currencyDigits[from.currency]), tax: String(l.taxRate / 100), partId: l.partId })) ?? [fresh('part', 0), fresh('labour', 1)]);
  const [note, setNote] = useState(from?.note ?? '');
  const read = lines.map((line) => readLine(line, money));
  const good = read.filter((line) => line !== null);
  const ready = good.length > 0 && good.length === read.length;
  const sums = sumsOf(good);
  const draft = from?.state === 'draft' ? from : null;
  const save = async () => {
    const body = { lines: good, currency: money, note };
    return draft ? call(api.charges.updateQuote, { params: { id: draft.id }, body }) : call(api.charges.quote, { params: { id: ticketId }, body });
  };
  const keep = useChargeWork(ticketId, { quiet: true, work: (_: null) => save(), said: () => t('kept'), after: onClose });
  const send = useChargeWork(ticketId, { quiet: true, work: async (_: null) => call(api.charges.sendQuote, { params: { id: (await save()).id } }), said: () => t('sent'), after: onClose });
  const error = keep.error ?? send.error;
  return (
    <Dialog
      open onClose={onClose} size="wide" title={draft ? t('editQuote') : from ? t('newVersion') : t('newQuote')} onSubmit={() => { if (ready) send.mutate(null); }}
      foot={<><span className="cg-total" aria-live="polite"><span className="ac-faint ac-small">{t('netAndTax', { net: formatMoney(sums.netMinor, money, i18n.language), tax: formatMoney(sums.taxMinor, money, i18n.language) })}</span><strong>{formatMoney(sums.grossMinor, money, i18n.language)}</strong></span><Button disabled={!ready} busy={keep.isPending} onClick={() => keep.mutate(null)}>{t('keepDraft')}</Button><Button kind="primary" type="submit" icon={<Send size={16} aria-hidden="true" />} disabled={!ready} busy={send.isPending}>{t('send')}</Button></>}
    >
      <div className="ac-stack">
        {error ? <Notice tone="late" role="alert">{faultSentence(error)}</Notice> : null}
        {from?.state === 'sent' ? <Notice tone="wait">{t('replaces', { number: from.number })}</Notice> : null}
        <ol className="cg-edit">{lines.map((line, at) => <QuoteLine key={line.key} line={line} currency={money} onChange={(changed) => setLines(lines.map((one, i) => (i === at ? changed : one)))} onRemove={lines.length > 1 ? () => setLines(lines.filter((_, i) => i !== at)) : undefined} />)}</ol>
        <div className="ac-row">{kinds.map((kind) => <Button key={kind} size="small" kind="quiet" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setLines([...lines, fresh(kind, Math.max(0, ...lines.map((l) => l.key)) + 1)])}>{t(`kind.${kind}`)}</Button>)}</div>
        <div className="cg-two"><Field label={t('note')} optional>{(control) => <Textarea {...control} rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />}</Field><Field label={t('currency')}>{(control) => <Select {...control} value={money} choices={(Object.keys(currencyDigits) as Currency[]).map((one) => ({ value: one, label: one }))} onChange={setCurrency} />}</Field></div>
      </div>
    </Dialog>
  );
}
