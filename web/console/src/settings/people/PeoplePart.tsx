import { Avatar, Chip, EmptyState, Input, PresenceMark, Select, Tag, named } from '@aftercare/ui';
import type { Agent } from '@aftercare/contract/org';
import { useQuery } from '@tanstack/react-query';
import { Search, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useSettingsQueries } from '../data.ts';
import type { PartProps } from '../parts.ts';
import { InviteForm } from './InviteForm.tsx';
import { PersonForm } from './PersonForm.tsx';

/** Everyone of ours. */
export function PeoplePart({ id }: PartProps) {
  const { t, i18n } = useTranslation('settings');
  const from = useSettingsQueries();
  const of = [useQuery(from.agents()), useQuery(from.teams()), useQuery(from.roles()), useQuery(from.skills()), useQuery(from.calendars())] as const;
  const [words, setWords] = useState('');
  const [team, setTeam] = useState('');
  return (
    <Loaded of={of}>
      {({ items }, { items: teams }, { items: roles }, { items: skills }, { items: calendars }) => {
        const house = { teams, roles, skills, calendars };
        if (id === 'new') return <InviteForm house={house} />;
        if (id !== null) {
          const person = items.find((one) => String(one.id) === id);
          return person ? <PersonForm key={person.id} person={person} house={house} /> : <EmptyState icon={<Users size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        const shown = items.filter((one) => (team === '' || one.teams.includes(Number(team))) && `${one.name} ${one.email}`.toLowerCase().includes(words.trim().toLowerCase()));
        const rows = (list: readonly Agent[]) => (
          <ul className="st-rows ac-panel">
            {list.map((one) => (
              <Row
                key={one.id} to={`people/${one.id}`} faded={one.status === 'disabled'} lead={<Avatar name={one.name} presence={one.status === 'active' ? one.presence : undefined} />} title={one.name} sub={one.email}
                end={<><span className="st-wide st-tags">{one.teams.map((teamId) => teams.find((each) => each.id === teamId)).filter((each) => each !== undefined).map((each) => <Tag key={each.id}>{each.name}</Tag>)}</span><span className="ac-soft st-wide st-rolecell">{one.roles.map((key) => { const role = roles.find((each) => each.key === key); return role ? named(role.name, i18n.language) : key; }).join(', ')}</span>{one.status === 'invited' ? <Chip>{t('people.invited')}</Chip> : one.status === 'active' ? <span className="st-wide st-presence"><PresenceMark presence={one.presence} /></span> : null}</>}
              />
            ))}
          </ul>
        );
        const here = shown.filter((one) => one.status !== 'disabled');
        const gone = shown.filter((one) => one.status === 'disabled');
        return (
          <ListPage title={t('part.people')} intro={t('people.intro')} add={{ label: t('people.invite'), to: 'people/new' }}>
            {items.length > 6 ? (
              <div className="st-filter">
                <Input type="search" aria-label={t('people.find')} placeholder={t('people.find')} icon={<Search size={16} aria-hidden="true" />} value={words} onChange={(event) => setWords(event.target.value)} />
                <Select aria-label={t('people.team')} value={team} choices={[{ value: '', label: t('people.everyTeam') }, ...teams.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={setTeam} />
              </div>
            ) : null}
            {here.length > 0 ? rows(here) : <EmptyState icon={<Search size={22} />} title={t('noneFits')} text={t('people.noneFitsText')} />}
            {gone.length > 0 ? <section className="ac-stack-tight"><h2 className="st-sub">{t('people.disabled', { count: gone.length })}</h2>{rows(gone)}</section> : null}
          </ListPage>
        );
      }}
    </Loaded>
  );
}
