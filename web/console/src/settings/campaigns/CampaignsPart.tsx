import { api } from '@aftercare/contract';
import type { Campaign } from '@aftercare/contract/campaigns';
import { Chip, EmptyState, buttonClass, named, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Megaphone, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import type { PartProps } from '../parts.ts';
import { CampaignPage } from './CampaignPage.tsx';
import { CampaignForm } from './CampaignForm.tsx';
import { countOf, isUnderWay } from './counts.ts';

const tones = { draft: 'plain', checking: 'wait', checked: 'plain', sending: 'wait', done: 'done', stopped: 'due' } as const;

/** Service messages to segments, newest first. */
export function CampaignsPart({ id }: PartProps) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const found = useQuery({ queryKey: ['campaigns'], queryFn: ({ signal }) => call(api.campaigns.list, {}, { signal }), staleTime: 2000, refetchInterval: ({ state }) => (state.data?.items.some((c) => isUnderWay(c.state)) ? 2000 : false) });
  const segments = useQuery({ queryKey: ['segments'], queryFn: ({ signal }) => call(api.segments.list, {}, { signal }), staleTime: 10_000 });
  const number = new Intl.NumberFormat(i18n.language);
  const sub = (one: Campaign) => (one.state === 'draft' ? t('campaigns.notTried') : t('campaigns.of', { done: number.format(countOf(one, 'sent') + countOf(one, 'delivered')), total: number.format(one.total - countOf(one, 'excluded')) }));
  return (
    <Loaded of={[found, segments]}>
      {(loaded, known) => {
        if (id === 'new') return <CampaignForm campaign={null} segments={known.items} />;
        if (id !== null) return <CampaignPage id={Number(id)} segments={known.items} />;
        return (
          <ListPage title={t('part.campaigns')} intro={t('campaigns.intro')} {...(loaded.items.length > 0 ? { add: { label: t('campaigns.add'), to: 'campaigns/new' } } : {})}>
            {loaded.items.length === 0 ? (
              <EmptyState icon={<Megaphone size={22} />} title={t('campaigns.empty')} text={t('campaigns.emptyText')}>
                <Link className={buttonClass('primary')} to="/settings/$" params={{ _splat: 'campaigns/new' }}><Plus size={16} aria-hidden="true" />{t('campaigns.add')}</Link>
              </EmptyState>
            ) : (
              <ul className="st-rows ac-panel">
                {loaded.items.map((one) => (
                  <Row
                    key={one.id} to={`campaigns/${one.id}`} lead={<span className="st-lead" aria-hidden="true"><Megaphone size={18} /></span>} title={<span translate="no">{one.name}</span>}
                    sub={<>{named(one.segment.name, i18n.language)} · {sub(one)}</>} end={<Chip tone={tones[one.state]}>{t(`campaigns.state.${one.state}`)}</Chip>}
                  />
                ))}
              </ul>
            )}
          </ListPage>
        );
      }}
    </Loaded>
  );
}
