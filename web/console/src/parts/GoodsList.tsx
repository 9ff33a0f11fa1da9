import { api } from '@aftercare/contract';
import type { GoodsItem } from '@aftercare/contract/goods';
import { Button, Chip, EmptyState, ErrorState, Input, Loading, Menu, Moment, Select, Skeleton, faultSentence, named, useApi, useToasts } from '@aftercare/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Ellipsis, PackageCheck, Plus, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { usePartQueries } from './data.ts';
import { type GoodsAct, GoodsDialog } from './GoodsDialog.tsx';
import { useStockWork } from './useStockWork.ts';

const grades = ['A', 'B', 'C', 'D'] as const;

/** Finished goods: whole products at our sites, each by its number and grade. */
export function GoodsList() {
  const { t, i18n } = useTranslation('parts');
  const may = useMay();
  const from = usePartQueries();
  const [q, setQ] = useState('');
  const [siteId, setSite] = useState('');
  const [state, setState] = useState('');
  const [act, setAct] = useState<GoodsAct | null>(null);
  const sites = useQuery(from.sites());
  const stock = useQuery(from.goodsStock(siteId ? Number(siteId) : null));
  const list = useInfiniteQuery(from.goods({ q: useDeferredValue(q.trim()), siteId: siteId ? Number(siteId) : null, state }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const write = may('parts.write');
  const narrowed = q.trim() !== '' || siteId !== '' || state !== '';
  const receive = write ? <Button kind="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setAct({ kind: 'receive' })}>{t('goods.receive')}</Button> : null;
  const models = Map.groupBy(stock.data?.items ?? [], (s) => s.modelId);
  return (
    <div className="ps-goods">
      <div className="ps-goods__bar">
        <Input type="search" aria-label={t('goods.find')} placeholder={t('goods.find')} icon={<Search size={16} aria-hidden="true" />} value={q} onChange={(event) => setQ(event.target.value)} />
        <Select aria-label={t('goods.site')} value={siteId} choices={[{ value: '', label: t('goods.allSites') }, ...(sites.data?.items ?? []).filter((s) => s.kind !== 'van').map((s) => ({ value: String(s.id), label: named(s.name, i18n.language) }))]} onChange={setSite} />
        <Select aria-label={t('goods.state')} value={state} choices={[{ value: '', label: t('goods.allStates') }, { value: 'ready', label: t('goods.states.ready') }, { value: 'refurbishing', label: t('goods.states.refurbishing') }]} onChange={setState} />
        {receive}
      </div>
      {models.size > 0 && !q.trim() ? (
        <table className="cs-table ps-goods__sums">
          <caption className="ac-unseen">{t('goods.sums')}</caption>
          <thead><tr><th>{t('goods.model')}</th>{grades.map((g) => <th key={g} className="ps-num" title={t(`goods.grade.${g}`)}>{g}</th>)}<th className="ps-num">{t('goods.states.refurbishing')}</th></tr></thead>
          <tbody>{[...models].map(([id, rows]) => <tr key={id}><td><Link to="/products/models/$modelId" params={{ modelId: String(id) }}>{rows[0]?.modelKey}</Link> <span className="ac-soft">{rows[0] ? named(rows[0].modelName, i18n.language) : ''}</span></td>{grades.map((g) => <td key={g} className="ps-num">{rows.filter((r) => r.grade === g).reduce((sum, r) => sum + r.ready, 0) || <span className="ac-faint">–</span>}</td>)}<td className="ps-num">{rows.reduce((sum, r) => sum + r.refurbishing, 0) || <span className="ac-faint">–</span>}</td></tr>)}</tbody>
        </table>
      ) : null}
      {list.isPending ? <Loading className="ps-stack">{[70, 82, 64].map((width) => <Skeleton key={width} width={`${width}%`} height="2rem" />)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && items.length === 0 ? <EmptyState icon={<PackageCheck size={22} />} title={narrowed ? t('goods.none') : t('goods.empty')} text={narrowed ? t('goods.noneText') : t('goods.emptyText')} /> : null}
      {items.length > 0 ? (
        <table className="cs-table">
          <thead><tr><th>{t('goods.serial')}</th><th>{t('goods.model')}</th><th>{t('goods.gradeShort')}</th><th>{t('goods.state')}</th><th className="cs-wide">{t('goods.site')}</th><th className="cs-wide">{t('goods.since')}</th>{write ? <th><span className="ac-unseen">{t('goods.acts')}</span></th> : null}</tr></thead>
          <tbody>{items.map((item) => <Row key={item.unitId} item={item} write={write} onAct={setAct} />)}</tbody>
        </table>
      ) : null}
      {list.hasNextPage ? <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('goods.more')}</Button> : null}
      {act ? <GoodsDialog act={act} onClose={() => setAct(null)} /> : null}
    </div>
  );
}

function Row({ item, write, onAct }: { readonly item: GoodsItem; readonly write: boolean; readonly onAct: (act: GoodsAct) => void }) {
  const { t, i18n } = useTranslation('parts');
  const { call } = useApi();
  const toasts = useToasts();
  const refurbish = useStockWork({ work: (_: null) => call(api.goods.refurbish, { params: { unitId: item.unitId }, body: {} }), said: () => t('goods.done.refurbish', { serial: item.serial }) });
  const acts = item.state === 'refurbishing' ? (['refurbished', 'send', 'recycle'] as const) : (['refurbish', 'send', 'issue', 'recycle'] as const);
  return (
    <tr>
      <td><Link className="ps-serial" to="/products/units/$unitId" params={{ unitId: String(item.unitId) }}>{item.serial}</Link></td>
      <td><strong>{item.modelKey}</strong> <span className="ac-soft">{named(item.modelName, i18n.language)}</span></td>
      <td><Chip tone={item.grade === 'A' ? 'done' : item.grade === 'D' ? 'late' : 'plain'}><span title={t(`goods.grade.${item.grade}`)}>{item.grade}</span></Chip></td>
      <td className="ac-soft">{t(`goods.states.${item.state}`)}</td>
      <td className="cs-wide ac-soft">{named(item.siteName, i18n.language)}</td>
      <td className="cs-wide ac-faint"><Moment at={item.since} /></td>
      {write ? <td><Menu label={t('goods.actsOf', { serial: item.serial })} items={acts.map((kind) => ({ key: kind, label: t(`goods.act.${kind}`), danger: kind === 'recycle', perform: () => { if (kind === 'refurbish') refurbish.mutate(null, { onError: (error) => void toasts.show({ kind: 'fault', text: faultSentence(error) }) }); else onAct({ kind, item }); } }))} trigger={(props) => <Button {...props} kind="quiet" size="small" className="ac-button--icon" aria-label={t('goods.actsOf', { serial: item.serial })}><Ellipsis size={16} /></Button>} /></td> : null}
    </tr>
  );
}
