import { api } from '@aftercare/contract';
import { Button, named, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { usePartQueries } from './data.ts';
import { useStockWork } from './useStockWork.ts';

/** What vans lack by their levels: one press sends it from their home. Nothing is shown while nobody lacks anything. */
export function RestockCard() {
  const { t, i18n } = useTranslation('parts');
  const { call } = useApi();
  const toasts = useToasts();
  const may = useMay();
  const needs = useQuery(usePartQueries().restock());
  const send = useStockWork({ work: (siteIds: number[] | null) => call(api.parts.restockVans, { body: siteIds ? { siteIds } : {} }), said: ({ items }) => t('restock.sent', { count: items.length }) });
  const items = needs.data?.items ?? [];
  if (items.length === 0) return null;
  const vans = [...Map.groupBy(items, (p) => p.siteId)];
  const onError = (error: unknown) => void toasts.show({ kind: 'fault', text: faultSentence(error) });
  const write = may('parts.write');
  const able = items.some((p) => p.quantity > 0);
  return (
    <section className="ac-panel ps-restock" aria-label={t('restock.title')}>
      <div className="ac-spread"><h2 className="ac-section__title">{t('restock.title')}</h2>{write && able && vans.length > 1 ? <Button size="small" kind="primary" icon={<Truck size={14} aria-hidden="true" />} busy={send.isPending && send.variables === null} onClick={() => send.mutate(null, { onError })}>{t('restock.all')}</Button> : null}</div>
      <ul className="ps-restock__vans">
        {vans.map(([siteId, lines]) => (
          <li key={siteId}>
            <div className="ac-spread"><strong>{lines[0] ? named(lines[0].siteName, i18n.language) : ''}</strong>{write && lines.some((p) => p.quantity > 0) ? <Button size="small" busy={send.isPending && send.variables?.[0] === siteId} onClick={() => send.mutate([siteId], { onError })}>{t('restock.send')}</Button> : null}</div>
            <ul className="ps-restock__lines">{lines.map((p) => <li key={p.partId}><Link to="/parts/$partId" params={{ partId: String(p.partId) }} className="ac-clip">{named(p.name, i18n.language)}</Link><span className="ac-faint ac-small">{t('restock.level', { now: p.onHand + p.inTransit, to: p.reorderTo })}</span><span className={p.quantity < p.wanted ? 'ps-short' : 'ps-num'}>{p.quantity < p.wanted ? t('restock.short', { quantity: p.quantity, wanted: p.wanted }) : `× ${p.quantity}`}</span></li>)}</ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
