import type { ChannelReview } from '@aftercare/contract/analytics';
import { ChannelMark, Section } from '@aftercare/ui';
import { ArrowRight, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Where tickets go on, and who uses two channels. */
export function Pairs({ review }: { readonly review: ChannelReview }) {
  const { t } = useTranslation();
  const most = Math.max(1, ...review.switches.map((s) => s.tickets), ...review.overlap.map((o) => o.customers));
  const line = (key: string, left: ChannelReview['switches'][number]['from'], right: ChannelReview['switches'][number]['to'], n: number, words: string, arrow: boolean) => (
    <li key={key}>
      <span className="cs-pairs__who"><ChannelMark channel={left} words size={16} />{arrow ? <ArrowRight size={14} aria-hidden="true" /> : <Users size={14} aria-hidden="true" />}<ChannelMark channel={right} words size={16} /></span>
      <span className="cs-measure__track" aria-hidden="true"><span className="cs-measure__fill" style={{ inlineSize: `${(n / most) * 100}%` }} /></span>
      <span className="cs-measure__value">{words}</span>
    </li>
  );
  return (
    <div className="cs-review__pairs">
      <Section title={t('review.switching')}>{review.switches.length === 0 ? <p className="ac-soft">{t('review.noSwitching')}</p> : <ul className="cs-pairs">{review.switches.slice(0, 8).map((s) => line(`${s.from} ${s.to}`, s.from, s.to, s.tickets, t('review.tickets', { count: s.tickets }), true))}</ul>}</Section>
      <Section title={t('review.overlap')}>{review.overlap.length === 0 ? <p className="ac-soft">{t('review.noOverlap')}</p> : <ul className="cs-pairs">{review.overlap.slice(0, 8).map((o) => line(`${o.a} ${o.b}`, o.a, o.b, o.customers, t('review.customers', { count: o.customers }), false))}</ul>}</Section>
    </div>
  );
}
