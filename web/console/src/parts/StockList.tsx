import { Button, Chip, EmptyState, ErrorState, Input, Loading, Select, Skeleton, Switch, named } from '@aftercare/ui';
import { formatMoney } from '@aftercare/contract/money';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Boxes, CircleAlert, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePartQueries, type StockRow } from './data.ts';

/** Stock by site and van. What jobs wait for and what has come down to its reorder point stands first. */
export function StockList() {
  const { t, i18n } = useTranslation('parts');
  const { q = '', site, low } = useSearch({ from: '/shell/parts' });
  const navigate = useNavigate();
  const from = usePartQueries();
  const value = useQuery(from.value());
  const [words, setWords] = useState(q);
  const list = useInfiniteQuery(from.stock({ siteId: site ?? null, q, low: low ?? false }));
  const go = (more: { q?: string | undefined; site?: number | undefined; low?: boolean | undefined }) => void navigate({ to: '/parts', search: (old) => ({ ...old, ...more }), replace: true });
  useEffect(() => {
    if (words.trim() === q.trim()) return;
    const timer = setTimeout(() => go({ q: words.trim() || undefined }), 250);
    return () => clearTimeout(timer);
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const sites = value.data?.items ?? [];
  const shown = site ? sites.filter((s) => s.siteId === site) : sites;
  const sums = [...new Set(shown.map((s) => s.currency))].map((currency) => formatMoney(shown.filter((s) => s.currency === currency).reduce((sum, s) => sum + s.valueMinor, 0), currency, i18n.language)).join(' + ');
  const short = shown.reduce((sum, s) => sum + s.low, 0);
  return (
    <div className="ps-stack">
      <dl className="ps-sums">
        <div><dt>{t('short')}</dt><dd data-late={short > 0 || undefined}>{short}</dd></div>
        <div><dt>{t('value')}</dt><dd>{sums}</dd></div>
        <div><dt>{t('pieces')}</dt><dd>{new Intl.NumberFormat(i18n.language).format(shown.reduce((sum, s) => sum + s.pieces, 0))}</dd></div>
        <div><dt>{t('defective')}</dt><dd>{shown.reduce((sum, s) => sum + s.defective, 0)}</dd></div>
      </dl>
      <div className="ps-bar">
        <div className="ps-bar__find"><Input type="search" aria-label={t('find')} placeholder={t('find')} icon={<Search size={16} aria-hidden="true" />} value={words} onChange={(event) => setWords(event.target.value)} /></div>
        <Select aria-label={t('site')} value={String(site ?? '')} choices={[{ value: '', label: t('everySite') }, ...sites.filter((s, i) => sites.findIndex((o) => o.siteId === s.siteId) === i).map((s) => ({ value: String(s.siteId), label: `${named(s.siteName, i18n.language)}${s.low > 0 ? ` · ${t('shortCount', { count: s.low })}` : ''}` }))]} onChange={(id) => go({ site: id ? Number(id) : undefined })} />
        <Switch label={t('onlyLow')} checked={low ?? false} onChange={(on) => go({ low: on || undefined })} />
      </div>
      {list.isPending ? <Loading className="ac-stack">{[70, 82, 64, 76, 70, 58].map((width, i) => <Skeleton key={i} width={`${width}%`} height="1.5rem" />)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && rows.length === 0 ? <EmptyState icon={<Boxes size={22} />} title={q || site || low ? t('noneFound') : t('empty')} text={q || site || low ? t('noneFoundText') : t('emptyText')} /> : null}
      {rows.length > 0 ? (
        <div className="ps-scroll ac-panel">
          <table className="ps-table">
            <thead><tr><th scope="col">{t('part')}</th><th scope="col">{t('site')}</th><th scope="col" className="ps-num">{t('available')}</th><th scope="col" className="ps-num">{t('onHand')}</th><th scope="col" className="ps-num">{t('reserved')}</th><th scope="col" className="ps-num">{t('coming')}</th><th scope="col" className="ps-num">{t('reorderPoint')}</th><th scope="col">{t('bin')}</th></tr></thead>
            <tbody>{rows.map((row) => <Row key={`${row.partId}:${row.siteId}`} row={row} />)}</tbody>
          </table>
        </div>
      ) : null}
      {list.hasNextPage ? <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('more')}</Button> : null}
    </div>
  );
}

function Row({ row }: { readonly row: StockRow }) {
  const { t, i18n } = useTranslation('parts');
  const coming = row.inTransit + row.onOrder;
  return (
    <tr>
      <th scope="row" data-label={t('part')}><Link to="/parts/$partId" params={{ partId: String(row.partId) }} className="ps-name"><span className="ac-clip">{named(row.name, i18n.language)}</span><span className="ps-number">{row.number}</span></Link></th>
      <td data-label={t('site')}>{named(row.siteName, i18n.language)}</td>
      <td data-label={t('available')} className="ps-num"><span className="ps-left">{row.waiting > 0 ? <Chip tone="late" icon={<CircleAlert size={12} aria-hidden="true" />}>{t('waitingCount', { count: row.waiting })}</Chip> : row.low ? <Chip tone="due" icon={<CircleAlert size={12} aria-hidden="true" />}>{t('low')}</Chip> : null}<strong>{row.available}</strong></span></td>
      <td data-label={t('onHand')} className="ps-num">{row.onHand}</td>
      <td data-label={t('reserved')} className="ps-num">{row.reserved || <span className="ac-faint">–</span>}</td>
      <td data-label={t('coming')} className="ps-num">{coming > 0 ? `+${coming}` : <span className="ac-faint">–</span>}</td>
      <td data-label={t('reorderPoint')} className="ps-num ac-soft">{row.reorderTo > 0 ? `${row.reorderPoint} → ${row.reorderTo}` : '–'}</td>
      <td data-label={t('bin')} className="ac-soft">{row.bin || '–'}</td>
    </tr>
  );
}
