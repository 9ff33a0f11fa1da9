import { EmptyState, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Zap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSettingsQueries } from '../data.ts';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useRemoval } from '../frame/useRemoval.ts';
import type { PartProps } from '../parts.ts';
import { MacroForm } from './MacroForm.tsx';

/** Several changes and a text, applied by one click. */
export function MacrosPart({ id }: PartProps) {
  const { t, i18n } = useTranslation('settings');
  const from = useSettingsQueries();
  const [macros, teams, agents, types] = [useQuery(from.macros()), useQuery(from.teams()), useQuery(from.agents()), useQuery(from.types())];
  const { stays } = useRemoval();
  return (
    <Loaded of={[macros, teams, agents, types]}>
      {({ items: all }, { items: teamList }, { items: agentList }, { items: typeList }) => {
        const items = all.filter((one) => stays('macro', one.id));
        const lists = { teams: teamList, agents: agentList, types: typeList };
        if (id === 'new') return <MacroForm macro={null} {...lists} />;
        if (id !== null) {
          const macro = items.find((one) => String(one.id) === id);
          return macro ? <MacroForm key={macro.id} macro={macro} {...lists} /> : <EmptyState icon={<Zap size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.macros')} intro={t('macros.intro')} add={{ label: t('macros.add'), to: 'macros/new' }}>
            {items.length === 0 ? <EmptyState icon={<Zap size={22} />} title={t('macros.empty')} text={t('macros.emptyText')} /> : (
              <ul className="st-rows ac-panel">
                {items.map((one) => <Row key={one.id} to={`macros/${one.id}`} faded={!one.active} title={named(one.name, i18n.language)} sub={one.text ? (one.text.zh || one.text.en).replace(/\s+/g, ' ') : ''} end={<span className="ac-soft">{[one.personal ? t('macros.personal') : teamList.find((team) => team.id === one.teamId)?.name, t('macros.used', { count: one.used })].filter(Boolean).join(' · ')}</span>} />)}
              </ul>
            )}
          </ListPage>
        );
      }}
    </Loaded>
  );
}
