import { Button, Chip, DetailPage, EmptyState, ErrorState, Facts, Loading, Menu, Section, Skeleton, named } from '@aftercare/ui';
import { formatMoney } from '@aftercare/contract/money';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeftRight, ChevronDown, ClipboardCheck, PackagePlus, Recycle, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { useTitle } from '../shell/useTitle.ts';
import { type PartFile, usePartQueries } from './data.ts';
import { Ledger } from './Ledger.tsx';
import { type MoveKind, MoveDialog } from './MoveDialog.tsx';
import { TransferRow } from './TransferList.tsx';
import { loadPartWords } from './words.ts';
import './parts.css';

await loadPartWords();

/** A part: where it is, who keeps or waits for it, and every move it made. */
export function PartPage() {
  const { partId } = useParams({ from: '/shell/parts/$partId' });
  const part = useQuery(usePartQueries().part(Number(partId)));
  useRenewal('parts', [['stock']]);
  if (part.isError) return <ErrorState error={part.error} heading="h1" retry={() => void part.refetch()} />;
  if (!part.data) return <Loading className="ac-page"><Skeleton width="40%" height="1.5rem" />{[70, 60, 66, 72].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading>;
  return <Inside file={part.data} />;
}

function Inside({ file }: { readonly file: PartFile }) {
  const { t, i18n } = useTranslation('parts');
  const may = useMay();
  const { part, stock } = file;
  const name = named(part.name, i18n.language);
  const [move, setMove] = useState<{ kind: MoveKind; siteId: number | null } | null>(null);
  useTitle(name);
  const actions: readonly { key: MoveKind; icon: React.ReactNode; right: string }[] = [
    { key: 'receive', icon: <PackagePlus size={16} />, right: 'parts.write' }, { key: 'transfer', icon: <ArrowLeftRight size={16} />, right: 'parts.write' }, { key: 'count', icon: <ClipboardCheck size={16} />, right: 'parts.write' }, { key: 'old', icon: <Recycle size={16} />, right: 'parts.write' }, { key: 'levels', icon: <SlidersHorizontal size={16} />, right: 'parts.manage' },
  ];
  const open = actions.filter((a) => may(a.right));
  return (
    <DetailPage
      title={name} width="wide" intro={<><Link to="/parts">{t('title')}</Link> · <span className="ps-number">{part.number}</span></>}
      actions={open.length > 0 ? <><Button icon={<PackagePlus size={16} aria-hidden="true" />} onClick={() => setMove({ kind: 'receive', siteId: null })}>{t('move.receive')}</Button><Menu label={t('more')} items={open.slice(1).map((a) => ({ key: a.key, label: t(`move.${a.key}`), icon: a.icon, perform: () => setMove({ kind: a.key, siteId: null }) }))} trigger={(props) => <Button {...props}>{t('move.other')}<ChevronDown size={16} aria-hidden="true" /></Button>} /></> : null}
    >
      <div className="ps-two">
        <Facts items={[[t('price'), formatMoney(part.priceMinor, part.currency, i18n.language)], [t('cost'), formatMoney(part.costMinor, part.currency, i18n.language)], [t('tax'), `${part.taxRate / 100}%`], [t('supplier'), part.supplier || null], [t('leadDays'), t('days', { count: part.leadDays })]]} />
        <Facts items={[[t('kind'), <span key="k" className="ac-row">{part.consumable ? <Chip>{t('consumable')}</Chip> : null}{part.serialised ? <Chip>{t('serialised')}</Chip> : null}{!part.consumable && !part.serialised ? t('plainKind') : null}</span>],
          [t('supersedes'), file.supersedes ? <Link key="s" to="/parts/$partId" params={{ partId: String(file.supersedes.id) }}>{file.supersedes.number}</Link> : null],
          [t('supersededBy'), file.supersededBy ? <Link key="b" to="/parts/$partId" params={{ partId: String(file.supersededBy.id) }}>{file.supersededBy.number}</Link> : null], [t('inactive'), part.active ? null : t('yes')]]} />
      </div>
      <Section title={t('where')}>
        {stock.length === 0 ? <EmptyState icon={<PackagePlus size={22} />} title={t('nowhere')} text={t('nowhereText')} /> : (
          <div className="ps-scroll ac-panel">
            <table className="ps-table">
              <thead><tr><th scope="col">{t('site')}</th><th scope="col" className="ps-num">{t('available')}</th><th scope="col" className="ps-num">{t('onHand')}</th><th scope="col" className="ps-num">{t('reserved')}</th><th scope="col" className="ps-num">{t('coming')}</th><th scope="col" className="ps-num">{t('defective')}</th><th scope="col" className="ps-num">{t('reorderPoint')}</th><th scope="col" className="ps-num">{t('value')}</th><th scope="col">{t('bin')}</th></tr></thead>
              <tbody>{stock.map((s) => (
                <tr key={s.siteId}>
                  <th scope="row" data-label={t('site')}>{named(s.siteName, i18n.language)}</th>
                  <td data-label={t('available')} className="ps-num"><span className="ps-left">{s.waiting > 0 ? <Chip tone="late">{t('waitingCount', { count: s.waiting })}</Chip> : s.low ? <Chip tone="due">{t('low')}</Chip> : null}<strong>{s.available}</strong></span></td>
                  <td data-label={t('onHand')} className="ps-num">{s.onHand}</td><td data-label={t('reserved')} className="ps-num">{s.reserved || '–'}</td><td data-label={t('coming')} className="ps-num">{s.inTransit + s.onOrder > 0 ? `+${s.inTransit + s.onOrder}` : '–'}</td>
                  <td data-label={t('defective')} className="ps-num">{s.defective || '–'}</td><td data-label={t('reorderPoint')} className="ps-num ac-soft">{s.reorderTo > 0 ? `${s.reorderPoint} → ${s.reorderTo}` : '–'}</td><td data-label={t('value')} className="ps-num">{formatMoney(s.valueMinor, s.currency, i18n.language)}</td><td data-label={t('bin')} className="ac-soft">{s.bin || '–'}</td>
                </tr>
              ))}</tbody>
            </table>
          </div>
        )}
      </Section>
      {file.transfers.length > 0 ? <Section title={t('tab.transfers')}><ul className="ps-rows ac-panel">{file.transfers.map((one) => <TransferRow key={one.id} transfer={one} part={false} />)}</ul></Section> : null}
      {file.reservations.length > 0 ? (
        <Section title={t('kept')}>
          <ul className="ps-rows ac-panel">{file.reservations.map((r) => (
            <li key={r.id} className="ps-row"><span className="ps-row__count">{r.quantity - r.used} ×</span><span className="ps-row__words"><span>{r.ticketId ? <Link to="/tickets/$ticketId" params={{ ticketId: String(r.ticketId) }}>{t('ticket', { id: r.ticketId })}</Link> : r.for}</span><span className="ac-soft">{named(r.siteName, i18n.language)}</span></span><Chip tone={r.state === 'held' ? 'done' : 'late'}>{t(`reservation.${r.state}`)}</Chip></li>
          ))}</ul>
        </Section>
      ) : null}
      <Ledger partId={part.id} />
      {move ? <MoveDialog kind={move.kind} file={file} onClose={() => setMove(null)} /> : null}
    </DetailPage>
  );
}
