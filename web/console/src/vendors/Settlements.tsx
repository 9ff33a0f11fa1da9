import { Button, Chip, EmptyState, ErrorState, Field, Input, Loading, Moment, Skeleton, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Settlement } from '@aftercare/contract/vendors';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Calculator, Download, ReceiptText } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { money, settlementTones, useVendors } from './data.ts';

const month = () => { const now = new Date(); return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`; };

/** Months settled: run, approve, note the payment, take away as a table or a paper. */
export function Settlements({ vendorId }: { readonly vendorId?: number }) {
  const { t } = useTranslation('vendors');
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const may = useMay();
  const [period, setPeriod] = useState(month);
  const list = useQuery(useVendors().settlements(vendorId));
  const run = useMutation({
    mutationFn: () => call(api.vendors.settle, { body: { period, ...(vendorId ? { vendorId } : {}) } }),
    onSuccess: async ({ added }) => { toasts.show({ text: added > 0 ? t('settle.added', { count: added }) : t('settle.nothing') }); await client.invalidateQueries({ queryKey: ['vendors', 'settlements'] }); },
    onError: (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }),
  });
  return (
    <div className="ac-stack vn-pad">
      {may('vendors.manage') ? <form className="vn-run" onSubmit={(event) => { event.preventDefault(); run.mutate(); }}><Field label={t('settle.month')}>{(c) => <Input {...c} type="month" value={period} onChange={(event) => setPeriod(event.target.value)} />}</Field><Button type="submit" kind="primary" icon={<Calculator size={16} />} busy={run.isPending}>{t('settle.run')}</Button></form> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isPending ? <Loading className="ac-stack">{[80, 70].map((w) => <Skeleton key={w} width={`${w}%`} height="2rem" />)}</Loading> : null}
      {list.data?.items.length === 0 ? <EmptyState icon={<ReceiptText size={22} />} title={t('empty.settlements')} text={t('empty.settlementsText')} /> : null}
      {list.data && list.data.items.length > 0 ? <ul className="vn-settlements">{list.data.items.map((s) => <li key={s.id}><Line settlement={s} manage={may('vendors.manage')} /></li>)}</ul> : null}
    </div>
  );
}

function Line({ settlement: s, manage }: { readonly settlement: Settlement; readonly manage: boolean }) {
  const { t } = useTranslation('vendors');
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const [reference, setReference] = useState('');
  const move = useMutation({
    mutationFn: () => (s.state === 'draft' ? call(api.vendors.approve, { params: { id: s.id } }) : call(api.vendors.pay, { params: { id: s.id }, body: { reference: reference.trim() } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['vendors', 'settlements'] }), onError: (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }),
  });
  return (
    <SettlementLine settlement={s} exportPath={`/api/v1/vendor-settlements/${s.id}/export`}>
      {manage && s.state === 'draft' ? <Button size="small" busy={move.isPending} onClick={() => move.mutate()}>{t('settle.approve')}</Button> : null}
      {manage && s.state === 'approved' ? <form className="ac-row" onSubmit={(event) => { event.preventDefault(); if (reference.trim()) move.mutate(); }}><Input aria-label={t('settle.reference')} placeholder={t('settle.reference')} value={reference} onChange={(event) => setReference(event.target.value)} /><Button size="small" type="submit" busy={move.isPending} disabled={!reference.trim()}>{t('settle.pay')}</Button></form> : null}
    </SettlementLine>
  );
}

/** One settlement, ours or the vendor's own. */
export function SettlementLine({ settlement: s, exportPath, children }: { readonly settlement: Settlement; readonly exportPath: string; readonly children?: ReactNode }) {
  const { t, i18n } = useTranslation('vendors');
  return (
    <div className="vn-settlement">
      <div className="vn-settlement__words"><span className="ac-row"><b>{s.period}</b><span className="ac-clip">{s.vendor.name}</span><Chip tone={settlementTones[s.state] ?? 'plain'}>{t(`settle.${s.state}`)}</Chip></span><span className="ac-faint ac-small">{t('settle.jobs', { count: s.jobs })}{s.paidAt ? <> · <Moment at={s.paidAt} as="compact" /> {s.reference}</> : null}</span></div>
      <b className="vn-settlement__sum">{money(s.totalMinor, s.currency, i18n.language)}</b>
      <span className="ac-row">{(['csv', 'pdf'] as const).map((form) => <a key={form} className="ac-button ac-button--quiet ac-button--small" href={`${exportPath}?form=${form}`} download><Download size={14} aria-hidden="true" />{form.toUpperCase()}</a>)}</span>
      <span className="vn-settlement__acts">{children}</span>
    </div>
  );
}
