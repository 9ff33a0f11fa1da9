import { Checkbox, Field, Input, Select, availableLanguages, languageName, named } from '@aftercare/ui';
import type { Agent, Calendar, Role, Skill, Team } from '@aftercare/contract/org';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Chips } from '../frame/Chips.tsx';
import { Group } from '../frame/FormPage.tsx';
import { Certificates } from './Certificates.tsx';

export interface House { readonly teams: readonly Team[]; readonly roles: readonly Role[]; readonly skills: readonly Skill[]; readonly calendars: readonly Calendar[] }
export type Work = Pick<Agent, 'roles' | 'teams' | 'skills' | 'languages' | 'capacity' | 'channelCapacity' | 'calendarId'>;
interface Props { readonly value: Work; readonly set: (change: Partial<Work>) => void; readonly house: House; readonly faults: Readonly<Record<string, string>> }

/** What somebody may do, and what work comes to them. */
export function PersonFields({ value, set, house, faults }: Props) {
  const { t, i18n } = useTranslation('settings');
  const say = (names: { zh: string; en: string }) => named(names, i18n.language);
  const level = (skillId: number) => value.skills.find((one) => one.skillId === skillId)?.level ?? 0;
  const setLevel = (skillId: number, next: number) => set({ skills: [...value.skills.filter((one) => one.skillId !== skillId), ...(next > 0 ? [{ ...value.skills.find((one) => one.skillId === skillId), skillId, level: next }] : [])].sort((a, b) => a.skillId - b.skillId) });
  return (
    <>
      <Group title={t('people.may')} hint={faults.roles ? <span className="ac-field__fault" role="alert">{faults.roles}</span> : t('people.mayHint')}>
        <div className="st-checks">
          {house.roles.map((role) => (
            <Checkbox
              key={role.key} label={say(role.name)} hint={role.rights.includes('*') ? t('roles.everything') : t('roles.count', { count: role.rights.length, scope: t(`roles.scopeShort.${role.scope}`) })}
              checked={value.roles.includes(role.key)} onChange={(on) => set({ roles: on ? [...value.roles, role.key] : value.roles.filter((one) => one !== role.key) })}
            />
          ))}
        </div>
      </Group>
      <Group title={t('people.work')} hint={t('people.workHint')}>
        {house.teams.length > 0
          ? <Chips label={t('part.teams')} choices={house.teams.map((team) => ({ value: team.id, label: team.name }))} chosen={value.teams} onChange={(teams) => set({ teams })} />
          : <p className="ac-soft">{t('people.noTeams')} <Link to="/settings/$" params={{ _splat: 'teams' }}>{t('teams.add')}</Link></p>}
        <Chips label={t('people.languages')} choices={availableLanguages().map((code) => ({ value: code as Agent['language'], label: languageName(code) }))} chosen={value.languages} onChange={(languages) => set({ languages })} />
        {house.skills.length > 0 ? (
          <fieldset className="ac-field">
            <legend className="ac-field__label">{t('part.skills')}</legend>
            <div className="st-skills">
              {house.skills.map((skill) => <SkillLevel key={skill.id} name={say(skill.name)} level={level(skill.id)} onChange={(next) => setLevel(skill.id, next)} />)}
            </div>
          </fieldset>
        ) : null}
        <Certificates value={value} set={set} house={house} />
        <div className="st-two">
          <Field label={t('people.capacity')} hint={t('people.capacityHint')} fault={faults.capacity}>{(control) => <Input {...control} type="number" inputMode="numeric" min={0} max={500} value={value.capacity} onChange={(event) => set({ capacity: Math.round(Number(event.target.value)) })} />}</Field>
          {(['call', 'chat', 'written'] as const).map((hand) => (
            <Field key={hand} label={t(`people.hands.${hand}`)} hint={t(`people.handsHint.${hand}`)}>{(control) => <Input {...control} type="number" inputMode="numeric" min={0} max={500} placeholder={t('people.handsAny')} value={value.channelCapacity?.[hand] ?? ''} onChange={(event) => set({ channelCapacity: { ...value.channelCapacity, [hand]: event.target.value === '' ? null : Math.min(500, Math.max(0, Math.round(Number(event.target.value)))) } })} />}</Field>
          ))}
          <Field label={t('people.shift')} hint={t('people.shiftHint')} fault={faults.calendarId}>{(control) => <Select {...control} value={String(value.calendarId ?? '')} choices={[{ value: '', label: t('people.always') }, ...house.calendars.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(id) => set({ calendarId: id ? Number(id) : null })} />}</Field>
        </div>
      </Group>
    </>
  );
}

/** How well somebody knows a thing: none, or one to five, as radio buttons drawn as steps. */
export function SkillLevel({ name, level, onChange }: { readonly name: string; readonly level: number; readonly onChange: (level: number) => void }) {
  const { t } = useTranslation('settings');
  return (
    <fieldset className="st-level">
      <legend className="ac-unseen">{name}</legend>
      <span className="ac-grow ac-clip" aria-hidden="true">{name}</span>
      <span className="st-level__steps">
        {[0, 1, 2, 3, 4, 5].map((one) => (
          <label key={one} className="st-level__step" data-on={one > 0 && one <= level} data-none={one === 0 || undefined} title={t(`level.${one}`)}>
            <input type="radio" className="ac-unseen" name={`skill-${name}`} checked={level === one} onChange={() => onChange(one)} />
            <span className="ac-unseen">{t(`level.${one}`)}</span>
          </label>
        ))}
      </span>
      <span className="st-level__word" aria-hidden="true">{t(`level.${level}`)}</span>
    </fieldset>
  );
}
