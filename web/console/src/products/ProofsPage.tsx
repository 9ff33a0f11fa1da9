import { Button, EmptyState, ErrorState, FileList, Input, Loading, Moment, Notice, Skeleton, named, calendarDay } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, FileCheck2, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ProofInQueue, useProductQueries } from './data.ts';
import { money } from './money.ts';
import { ProductsFrame } from './ProductsFrame.tsx';
import { useUnitActions } from './useUnitActions.ts';

/** Proofs that the rule did not take by itself: the paper, what the customer said, what makes one doubt. */
export function ProofsPage() {
  const { t } = useTranslation('products');
  const list = useQuery(useProductQueries().proofs());
  return (
    <ProductsFrame intro={t('proof.intro')}>
      {list.isPending ? <Loading className="ac-stack">{[1, 2, 3].map((at) => <Skeleton key={at} height="8rem" />)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && list.data.items.length === 0 ? <EmptyState icon={<FileCheck2 size={22} />} title={t('proof.none')} text={t('proof.noneText')} /> : null}
      <ul className="pd-queue">{(list.data?.items ?? []).map((proof) => <ProofCard key={proof.id} proof={proof} />)}</ul>
    </ProductsFrame>
  );
}

function ProofCard({ proof }: { readonly proof: ProofInQueue }) {
  const { t, i18n } = useTranslation('products');
  const { decide } = useUnitActions(proof.unitId);
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const [day, setDay] = useState(proof.purchasedOn);
  return (
    <li className="ac-panel pd-proof">
      <div className="pd-proof__paper"><FileList files={proof.files} />{proof.files.length === 0 ? <span className="ac-faint">{t('proof.noFile')}</span> : null}</div>
      <div className="ac-stack-tight">
        <p className="pd-proof__head"><Link className="pd-serial" to="/products/units/$unitId" params={{ unitId: String(proof.unitId) }}>{proof.serial}</Link><span><strong>{proof.modelKey}</strong> {named(proof.modelName, i18n.language)}</span><Moment at={proof.submittedAt} as="compact" className="ac-faint" /></p>
        <p className="ac-soft">{proof.customerId && proof.customerName ? <Link to="/customers/$customerId" params={{ customerId: String(proof.customerId) }}>{proof.customerName}</Link> : null} · {t(`proof.kind.${proof.kind}`)}{proof.seller ? ` · ${proof.seller}` : ''}{proof.number ? ` · ${proof.number}` : ''}{proof.amountMinor === null ? '' : ` · ${money(proof.amountMinor, proof.currency, i18n.language)}`}</p>
        {proof.doubts.length > 0 ? <Notice tone="due" icon={<TriangleAlert size={16} aria-hidden="true" />}>{proof.doubts.map((d) => <p key={d.en}>{named(d, i18n.language)}</p>)}</Notice> : null}
        <div className="pd-proof__acts">
          <label className="ac-small ac-soft">{t('field.purchasedOn')} <Input type="date" value={day} onChange={(event) => setDay(event.target.value)} /></label>
          {proof.producedOn ? <span className="ac-faint ac-small">{t('proof.made', { day: calendarDay(proof.producedOn, i18n.language) })}</span> : null}
          {refusing ? (
            <form className="pd-refuse" onSubmit={(event) => { event.preventDefault(); if (reason.trim()) decide.mutate({ id: proof.id, accept: false, reason: reason.trim() }); }}>
              <Input autoFocus aria-label={t('proof.why')} placeholder={t('proof.why')} value={reason} onChange={(event) => setReason(event.target.value)} />
              <Button type="submit" disabled={!reason.trim()} busy={decide.isPending}>{t('proof.refuse')}</Button><Button kind="quiet" onClick={() => setRefusing(false)}>{t('cancel')}</Button>
            </form>
          ) : (
            <span className="pd-refuse"><Button icon={<X size={16} />} onClick={() => setRefusing(true)}>{t('proof.refuse')}</Button><Button kind="primary" icon={<Check size={16} />} busy={decide.isPending} onClick={() => decide.mutate({ id: proof.id, accept: true, reason: '', purchasedOn: day })}>{t('proof.accept')}</Button></span>
          )}
        </div>
      </div>
    </li>
  );
}
