import { api } from '@aftercare/contract';
import type { ChannelFigures, ChannelFinding, ChannelReview } from '@aftercare/contract/analytics';
import { ChannelMark, DetailPage, EmptyState, ErrorState, Loading, Section, Select, Skeleton, duration, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useTitle } from '../shell/useTitle.ts';
import { Costs } from './Costs.tsx';
import { Pairs } from './Pairs.tsx';
import { type Measure, MeasureChart } from './MeasureChart.tsx';
import './review.css';

const spans = [7, 30, 90, 365] as const;

/** Channels side by side, this period against the one before, and what that suggests. */
export function ReviewPage() {
  const { t } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const may = useMay();
  const [days, setDays] = useState<string>('30');
  const review = useQuery({ queryKey: ['review', days], queryFn: ({ signal }) => call(api.analytics.channelReview, { query: { days: Number(days) } }, { signal }), staleTime: 60_000, placeholderData: (old) => old });
  useTitle(t('command.review'));
  return (
    <DetailPage title={t('command.review')} width="wide" actions={<Select aria-label={t('review.span')} value={days} choices={spans.map((n) => ({ value: String(n), label: t('review.days', { count: n }) }))} onChange={setDays} />}>
      {review.isPending ? <Loading className="ac-stack"><Skeleton width="60%" height="4rem" /><Skeleton height="14rem" /></Loading> : null}
      {review.isError ? <ErrorState error={review.error} retry={() => void review.refetch()} /> : null}
      {review.data && review.data.channels.length === 0 ? <EmptyState icon={<ChartColumn size={22} />} title={t('review.emptyTitle')} text={t('review.emptyText')} /> : null}
      {review.data && review.data.channels.length > 0 ? <Shown review={review.data} editCosts={may('channels.manage')} /> : null}
    </DetailPage>
  );
}

const useWords = () => {
  const { i18n } = useTranslation();
  const number = (digits: number, style?: 'percent') => (v: number) => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits, ...(style ? { style } : {}) }).format(v);
  return { whole: number(0), one: number(1), percent: number(0, 'percent'), money: (minor: number) => number(2)(minor / 100), time: (seconds: number) => duration(seconds, i18n.language) };
};
/** A finding as a sentence. */
function useFindingWords(): (f: ChannelFinding) => string {
  const { t } = useTranslation(['app', 'ui']);
  const w = useWords();
  const says: Record<ChannelFinding['code'], (v: number) => string> = { slow: w.time, unhappy: w.one, dear: w.money, growing: w.whole, fading: w.whole, loses: w.percent, 'hands-over-badly': w.percent, 'hands-over-well': w.percent, failing: w.percent, 'same-people': w.percent, quiet: w.money };
  return (f) => t(`review.finding.${f.code}`, { channel: t(`ui:channel.${f.channel}`), other: f.other ? t(`ui:channel.${f.other}`) : '', value: says[f.code](f.value), than: f.than === null ? '' : says[f.code](f.than) });
}

function Shown({ review, editCosts }: { readonly review: ChannelReview; readonly editCosts: boolean }) {
  const { t } = useTranslation(['app', 'ui']);
  const w = useWords();
  const words = useFindingWords();
  const rate = (part: keyof ChannelFigures, of: keyof ChannelFigures) => (f: ChannelFigures) => (Number(f[of]) > 0 ? Number(f[part]) / Number(f[of]) : null);
  const measures: readonly Measure[] = [
    { key: 'tickets', of: (f) => f.tickets, say: w.whole, better: 'none' }, { key: 'firstResponse', of: (f) => f.firstResponse, say: w.time, better: 'less' }, { key: 'solution', of: (f) => f.solution, say: w.time, better: 'less' },
    { key: 'solved', of: rate('solved', 'tickets'), say: w.percent, better: 'more' }, { key: 'rating', of: (f) => f.rating, say: w.one, better: 'more' }, { key: 'left', of: rate('left', 'tickets'), say: w.percent, better: 'less' },
    { key: 'cost', of: (f) => f.costPerTicketMinor, say: w.money, better: 'less' },
  ];
  return (
    <div className="ac-stack cs-review">
      <Section title={t('review.suggests')}>
        {review.findings.length === 0 ? <p className="ac-soft">{t('review.nothing')}</p> : <ul className="cs-review__findings">{review.findings.map((f) => <li key={`${f.code}${f.channel}${f.other ?? ''}`}><ChannelMark channel={f.channel} size={16} /><span>{words(f)}</span></li>)}</ul>}
      </Section>
      <p className="ac-faint ac-small cs-review__legend"><span className="cs-review__mark" aria-hidden="true" />{t('review.mark')}</p>
      <div className="cs-review__measures">{measures.map((m) => <MeasureChart key={m.key} measure={m} channels={review.channels} before={review.before} />)}</div>
      <Pairs review={review} />
      <Costs channels={review.channels} costs={review.costs} edit={editCosts} />
    </div>
  );
}
