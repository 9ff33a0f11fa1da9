import { Badge, Chip, EmptyState, buttonClass, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { CallOutput } from '@aftercare/contract';
import type { Skill, Team } from '@aftercare/contract/org';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, History, Inbox, Scale, Table2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPage } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { Ordered } from '../frame/Ordered.tsx';
import { inOrder } from '../frame/order.ts';
import { useRemoval } from '../frame/useRemoval.ts';
import { useReorder } from '../frame/useReorder.ts';
import { useSettingsQueries } from '../data.ts';
import type { PartProps } from '../parts.ts';
import { whoWords } from '../sla/sentence.ts';
import { LoadPage } from './LoadPage.tsx';
import { QueueForm } from './QueueForm.tsx';
import { ReplayPage } from './ReplayPage.tsx';
import { RulesPage } from './RulesPage.tsx';

type Waiting = CallOutput<typeof api.routing.queues>['items'][number];

/** Where tickets wait, and whom they go to. The first queue that fits takes a ticket. */
export function QueuesPart({ id }: PartProps) {
  const { t } = useTranslation('settings');
  const from = useSettingsQueries();
  const of = [useQuery(from.queues()), useQuery(from.teams()), useQuery(from.skills()), useQuery(from.types())] as const;
  const { stays } = useRemoval();
  if (id === 'rules') return <RulesPage />;
  if (id === 'load') return <LoadPage />;
  if (id === 'replay') return <ReplayPage />;
  const link = (to: string, icon: ReactNode, words: string) => <Link className={buttonClass()} to="/settings/$" params={{ _splat: `queues/${to}` }}>{icon}{words}</Link>;
  return (
    <Loaded of={of}>
      {({ items }, { items: teams }, { items: skills }, { items: types }) => {
        const shown = inOrder(items.filter((one) => stays('queue', one.id)));
        const house = { teams, skills, types };
        if (id === 'new' && teams.length > 0) return <QueueForm queue={null} position={Math.max(0, ...items.map((one) => one.position)) + 1} house={house} />;
        if (id !== null && id !== 'new') {
          const queue = shown.find((one) => String(one.id) === id);
          return queue ? <QueueForm key={queue.id} queue={queue} position={queue.position} house={house} /> : <EmptyState icon={<Inbox size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.queues')} intro={t('queues.intro')}
            actions={<>{link('rules', <Table2 size={16} aria-hidden="true" />, t('queues.rules.short'))}{link('load', <Scale size={16} aria-hidden="true" />, t('queues.load.short'))}{link('replay', <History size={16} aria-hidden="true" />, t('queues.replay.short'))}</>}
            {...(teams.length > 0 ? { add: { label: t('queues.add'), to: 'queues/new' } } : {})}>
            {teams.length === 0 ? <EmptyState icon={<Inbox size={22} />} title={t('queues.noTeams')} text={t('queues.noTeamsText')}><Link className="ac-button ac-button--primary" to="/settings/$" params={{ _splat: 'teams' }}>{t('teams.add')}</Link></EmptyState>
              : shown.length === 0 ? <EmptyState icon={<Inbox size={22} />} title={t('queues.empty')} text={t('queues.emptyText')} /> : <Queues queues={shown} teams={teams} skills={skills} />}
          </ListPage>
        );
      }}
    </Loaded>
  );
}

function Queues({ queues, teams, skills }: { readonly queues: readonly Waiting[]; readonly teams: readonly Team[]; readonly skills: readonly Skill[] }) {
  const { t, i18n } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const types = useQuery(useSettingsQueries().types()).data?.items ?? [];
  const move = useReorder('queues', queues, ({ id, waiting: _, ...body }) => call(api.routing.updateQueue, { params: { id }, body }));
  const typeName = (key: string) => { const type = types.find((one) => one.key === key); return type ? named(type.name, i18n.language) : key; };
  const words = (queue: Waiting) => [
    whoWords(queue.match, { language: i18n.language, t: (key, values) => t(key, values ?? {}), typeName }) ?? t('match.all'),
    ...(queue.match.regions?.length ? [queue.match.regions.join(', ')] : []), ...(queue.match.categories?.length ? [queue.match.categories.join(', ')] : []),
    ...queue.skills.map((one) => { const skill = skills.find((each) => each.id === one.skillId); return skill ? `${named(skill.name, i18n.language)} ≥ ${one.level}` : ''; }).filter(Boolean),
    ...(queue.matchLanguage ? [t('queues.sameLanguage')] : []),
  ].join(' · ');
  return (
    <Ordered
      items={queues} onMove={move}
      draw={(queue) => (
        <Link className="st-row__link" data-faded={!queue.enabled || undefined} to="/settings/$" params={{ _splat: `queues/${queue.id}` }}>
          <span className="st-row__words"><span className="st-row__title">{queue.name} <span className="ac-faint">→ {teams.find((one) => one.id === queue.teamId)?.name}</span></span><span className="st-row__sub st-row__sub--full">{words(queue)}</span></span>
          <span className="st-row__end">{queue.enabled ? (queue.waiting > 0 ? <Chip tone="accent"><Badge count={queue.waiting} /> {t('queues.waiting')}</Chip> : <span className="ac-faint">{t('queues.nobodyWaits')}</span>) : <Chip>{t('off')}</Chip>}</span>
          <ChevronRight size={16} aria-hidden="true" className="st-row__go" />
        </Link>
      )}
    />
  );
}
