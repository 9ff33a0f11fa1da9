import { Chip, EmptyState, Select, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { QueueLoad } from '@aftercare/contract/routing';
import { useQuery } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPage } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import './queues.css';

/** How evenly each queue's work was spread: what everybody got, beside the mark of what their time present entitled them to. */
export function LoadPage() {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const [days, setDays] = useState(1);
  const load = useQuery({ queryKey: ['queues', 'load', days], queryFn: ({ signal }) => call(api.routing.load, { query: { days } }, { signal }), staleTime: 10_000 });
  return (
    <ListPage title={t('queues.load.title')} intro={t('queues.load.intro')} actions={<Select aria-label={t('queues.load.span')} value={String(days)} choices={[1, 7, 30].map((n) => ({ value: String(n), label: t('queues.load.days', { count: n }) }))} onChange={(n) => setDays(Number(n))} />}>
      <Loaded of={[load]}>
        {({ items }) => {
          const used = items.filter((one) => one.given > 0);
          return used.length === 0 ? <EmptyState icon={<Scale size={22} />} title={t('queues.load.none')} text={t('queues.load.noneText')} /> : <>{used.map((one) => <OneQueue key={one.queueId} load={one} />)}</>;
        }}
      </Loaded>
    </ListPage>
  );
}

function OneQueue({ load }: { readonly load: QueueLoad }) {
  const { t } = useTranslation('settings');
  const most = Math.max(...load.people.map((p) => Math.max(p.share, p.fair)), 0.01);
  // A handful cannot be shared evenly by anybody: no judgement on it.
  const judged = load.evenness !== null && load.given >= 5 * load.people.length;
  const tone = !judged || load.evenness === null ? undefined : load.evenness >= 0.85 ? 'done' : load.evenness >= 0.65 ? 'due' : 'late';
  const percent = (share: number) => t('queues.percent', { percent: Math.round(share * 100) });
  const amount = (count: number, weight: number) => t('queues.load.tickets', { count }) + (weight === count ? '' : t('queues.load.weighing', { weight }));
  const timed = load.people.some((p) => p.hours > 0);
  return (
    <section className="ac-panel qu-load" aria-label={load.queue}>
      <h2 className="qu-load__title"><span translate="no">{load.queue}</span> {load.evenness === null ? null : <Chip {...(tone ? { tone } : {})}>{t('queues.load.even', { percent: Math.round(load.evenness * 100) })}</Chip>}<span className="qu-load__sum">{amount(load.given, load.weight)}{timed ? '' : ` · ${t('queues.load.untimed')}`}</span></h2>
      <ul className="qu-bars">
        {load.people.slice(0, 40).map((p) => (
          <li key={p.id} className="qu-bar">
            <span className="ac-clip" translate="no">{p.name}</span>
            <span className="qu-bar__track" aria-hidden="true"><span className="qu-bar__fill" style={{ inlineSize: `${(p.share / most) * 100}%` }} /><span className="qu-bar__fair" style={{ insetInlineStart: `${(p.fair / most) * 100}%` }} /></span>
            <span className="qu-bar__words">{[amount(p.given, p.weight), t('queues.load.share', { share: percent(p.share), fair: percent(p.fair) }), ...(timed ? [t('queues.load.here', { hours: Math.round(p.hours * 10) / 10 })] : [])].join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
