import { Button, EmptyState, Field, IconButton, Input, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Team } from '@aftercare/contract/org';
import { useQuery } from '@tanstack/react-query';
import { Check, Pencil, Trash2, UsersRound, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPage } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useWork } from '../frame/useWork.ts';
import { useSettingsQueries } from '../data.ts';

/** Teams: a name each, written where it stands. Members are chosen at the person. */
export function TeamsPart() {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const teams = useQuery(useSettingsQueries().teams());
  const [name, setName] = useState('');
  const keys = ['teams', 'me', 'views'];
  const create = useWork({ work: (fresh: string) => call(api.org.createTeam, { body: { name: fresh } }), keys, said: (team) => t('teams.created', { name: team.name }), undo: (team) => () => call(api.org.deleteTeam, { params: { id: team.id } }), after: () => setName('') });
  return (
    <ListPage title={t('part.teams')} intro={t('teams.intro')}>
      <form className="st-quick" onSubmit={(event) => { event.preventDefault(); if (name.trim()) create.mutate(name.trim()); }}>
        <Field label={t('teams.new')} fault={create.error ? faultSentence(create.error) : null}>{(control) => <Input {...control} maxLength={120} value={name} placeholder={t('teams.placeholder')} onChange={(event) => { setName(event.target.value); if (create.error) create.reset(); }} />}</Field>
        <Button kind="primary" type="submit" disabled={!name.trim()} busy={create.isPending}>{t('teams.add')}</Button>
      </form>
      <Loaded of={[teams]}>
        {({ items }) => items.length === 0
          ? <EmptyState icon={<UsersRound size={22} />} title={t('teams.empty')} text={t('teams.emptyText')} />
          : <ul className="st-rows ac-panel">{items.map((team) => <TeamRow key={team.id} team={team} keys={keys} />)}</ul>}
      </Loaded>
    </ListPage>
  );
}

function TeamRow({ team, keys }: { readonly team: Team; readonly keys: readonly string[] }) {
  const { t } = useTranslation(['settings', 'app']);
  const { call } = useApi();
  const [name, setName] = useState<string | null>(null);
  const params = { id: team.id };
  const put = (to: string) => call(api.org.updateTeam, { params, body: { name: to } });
  const rename = useWork({ work: put, keys, said: (saved) => t('teams.renamed', { name: saved.name }), undo: () => () => put(team.name), after: () => setName(null), loud: true });
  const remove = useWork({ work: () => call(api.org.deleteTeam, { params }), keys, said: () => t('teams.removed', { name: team.name }), undo: () => () => call(api.org.createTeam, { body: { name: team.name } }), loud: true });
  if (name !== null) {
    return (
      <li className="st-row st-row--edit">
        <form className="st-inline" onSubmit={(event) => { event.preventDefault(); if (name.trim() && name.trim() !== team.name) rename.mutate(name.trim()); else setName(null); }}>
          <Input aria-label={t('teams.new')} autoFocus maxLength={120} value={name} onChange={(event) => setName(event.target.value)} onKeyDown={(event) => { if (event.key === 'Escape') setName(null); }} />
          <IconButton label={t('app:save')} type="submit" kind="primary" icon={<Check size={16} />} busy={rename.isPending} />
          <IconButton label={t('app:cancel')} icon={<X size={16} />} onClick={() => setName(null)} />
        </form>
      </li>
    );
  }
  return (
    <li className="st-row">
      <span className="st-row__link">
        <span className="st-lead" aria-hidden="true"><UsersRound size={18} /></span>
        <span className="st-row__words"><span className="st-row__title">{team.name}</span><span className="st-row__sub">{t('teams.members', { count: team.members })}</span></span>
        <span className="st-row__end">
          <IconButton label={t('rename', { what: team.name })} icon={<Pencil size={16} />} onClick={() => setName(team.name)} />
          {team.members === 0 ? <IconButton label={t('removeWhat', { what: team.name })} icon={<Trash2 size={16} />} busy={remove.isPending} onClick={() => remove.mutate(undefined)} /> : null}
        </span>
      </span>
    </li>
  );
}
