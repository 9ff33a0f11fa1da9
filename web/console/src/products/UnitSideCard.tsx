import { api } from '@aftercare/contract';
import { Button, Loading, Section, Skeleton, faultSentence, named, useApi, useToasts, calendarDay } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../data/types.ts';
import { useMay } from '../data/useQueries.ts';
import { useProductQueries } from './data.ts';
import { EntitlementMark } from './EntitlementView.tsx';
import { RegisterDialog } from './RegisterDialog.tsx';
import { loadProductWords } from './words.ts';
import './products.css';

await loadProductWords();

/** Beside a ticket: which unit it is about and what it is owed; without one, those of the customer to choose from. */
export function UnitSideCard({ page }: { readonly page: TicketPage }) {
  const { t } = useTranslation('products');
  const may = useMay();
  if (!may('products.read')) return null;
  return <Section title={t('side.title')}>{page.ticket.unitId ? <KnownUnit unitId={page.ticket.unitId} customerId={page.customer.id} /> : <ChooseUnit page={page} />}</Section>;
}

function KnownUnit({ unitId, customerId }: { readonly unitId: number; readonly customerId: number }) {
  const { t, i18n } = useTranslation('products');
  const page = useQuery(useProductQueries().unit(unitId, ''));
  if (page.isPending) return <Loading className="ac-stack-tight"><Skeleton width="70%" /><Skeleton width="90%" /></Loading>;
  if (page.isError) return <p className="ac-faint">{t('side.fault')}</p>;
  const { unit, entitlement: e, faults, exclusions } = page.data;
  const main = e.covered && e.clause ? named(e.clause.text, i18n.language) : named(e.reasons[0]?.text ?? { zh: '', en: '' }, i18n.language);
  return (
    <div className="pd-card">
      <Link className="pd-card__name" to="/products/units/$unitId" params={{ unitId: String(unit.id) }}><strong>{unit.model.key}</strong> {named(unit.model.name, i18n.language)}</Link>
      <span className="pd-serial ac-faint">{unit.serial}</span>
      <EntitlementMark entitlement={e} />
      <p className="ac-soft">{main}</p>
      {e.remedies.exchange.owed ? <p className="ac-soft">{t('side.exchange', { day: calendarDay(e.remedies.exchange.until, i18n.language) })}</p> : null}
      {e.remedies.replace.owed ? <p className="ac-soft">{t('side.replace', { day: calendarDay(e.remedies.replace.until, i18n.language) })}</p> : null}
      {exclusions.some((x) => !x.withdrawnAt) ? <p className="ac-soft">{exclusions.filter((x) => !x.withdrawnAt).map((x) => t(`exclusion.${x.kind}`)).join(' · ')}</p> : null}
      {unit.customerId && unit.customerId !== customerId ? <p className="pd-card__warn">{t('side.otherOwner', { name: unit.customerName })}</p> : null}
      {faults.length > 0 ? <p className="ac-faint ac-small">{t('side.failures', { count: faults.length })}</p> : null}
    </div>
  );
}

function ChooseUnit({ page }: { readonly page: TicketPage }) {
  const { t, i18n } = useTranslation('products');
  const { call } = useApi();
  const may = useMay();
  const toasts = useToasts();
  const client = useQueryClient();
  const [registering, setRegistering] = useState(false);
  const mine = useQuery(useProductQueries().unitsOf(page.customer.id));
  const choose = useMutation({
    mutationFn: (unitId: number) => call(api.tickets.update, { params: { id: page.ticket.id }, body: { unitId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['ticket', page.ticket.id] }), onError: (error) => { toasts.show({ kind: 'fault', text: faultSentence(error) }); },
  });
  const units = mine.data?.items ?? [];
  return (
    <div className="pd-card">
      {mine.isPending ? <Skeleton width="70%" /> : null}
      {mine.isSuccess ? <p className="ac-faint">{units.length > 0 ? t('side.which') : page.ticket.serial ? t('side.unknownSerial', { serial: page.ticket.serial }) : t('side.none')}</p> : null}
      {page.can.write ? units.slice(0, 6).map((u) => <button key={u.id} type="button" className="pd-choice" disabled={choose.isPending} onClick={() => choose.mutate(u.id)}><span><strong>{u.model.key}</strong> {named(u.model.name, i18n.language)}</span><span className="pd-serial ac-faint">{u.serial}</span></button>) : null}
      {page.can.write && may('products.write') ? <Button kind="link" size="small" onClick={() => setRegistering(true)}>{t('units.register')}</Button> : null}
      {registering ? <RegisterDialog open serial={page.ticket.serial} customerId={page.customer.id} onClose={() => setRegistering(false)} onDone={(id) => choose.mutate(id)} /> : null}
    </div>
  );
}
