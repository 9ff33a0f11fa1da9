import { api } from '@aftercare/contract';
import { Chip, EmptyState, Tag, named, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { ChartPie } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useRemoval } from '../frame/useRemoval.ts';
import type { PartProps } from '../parts.ts';
import { SegmentForm } from './SegmentForm.tsx';

/** Groups of customers by condition, and the tags that come with them. */
export function SegmentsPart({ id }: PartProps) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const removal = useRemoval();
  const found = useQuery({ queryKey: ['segments'], queryFn: ({ signal }) => call(api.segments.list, {}, { signal }), staleTime: 2000, refetchInterval: ({ state }) => (state.data?.items.some((s) => s.counting !== null) ? 1500 : false) });
  const number = new Intl.NumberFormat(i18n.language);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  if (id === 'new') return <SegmentForm segment={null} />;
  return (
    <Loaded of={[found]}>
      {(loaded) => {
        const items = loaded.items.filter((one) => removal.stays('segment', one.id));
        if (id !== null) {
          const segment = items.find((one) => String(one.id) === id);
          return segment ? <SegmentForm key={`${segment.id} ${segment.version}`} segment={segment} /> : <EmptyState icon={<ChartPie size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.segments')} intro={t('segments.intro')} add={{ label: t('segments.add'), to: 'segments/new' }} empty={items.length > 0 ? undefined : { icon: <ChartPie size={22} />, title: t('segments.empty'), text: t('segments.emptyText') }}>
            <ul className="st-rows ac-panel">
              {items.map((one) => (
                <Row
                  key={one.id} to={`segments/${one.id}`} lead={<span className="st-lead" aria-hidden="true"><ChartPie size={18} /></span>} title={named(one.name, i18n.language)}
                  sub={<><code translate="no">{one.condition.replace(/^\s*=\s*/, '')}</code>{one.tag ? <> → <Tag>{one.tag}</Tag></> : null}</>}
                  end={one.counting === null ? <Chip>{t('segments.members', { count: one.members, number: number.format(one.members) })}</Chip> : <Chip tone="wait">{t('segments.counting', { percent: percent.format(one.counting) })}</Chip>}
                />
              ))}
            </ul>
          </ListPage>
        );
      }}
    </Loaded>
  );
}
