import { dispatch } from '@aftercare/contract/dispatch';
import type { Technician, TechnicianWrite } from '@aftercare/contract/dispatch';
import { Button, Dialog, Field, Input, Notice, Select, Switch, faultSentence, fieldFaults, named, useApi } from '@aftercare/ui';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chips } from '../../settings/frame/Chips.tsx';
import { useWork } from '../../settings/frame/useWork.ts';
import { WeekHours } from '../../settings/calendars/WeekHours.tsx';
import { SkillLevel } from '../../settings/people/PersonFields.tsx';
import { Absences } from './Absences.tsx';
import { PlaceField } from './PlaceField.tsx';
import type { Crew } from './Technicians.tsx';

const usual: [string, string][] = [['09:00', '18:00']];
const week: TechnicianWrite['shift'] = { mon: usual, tue: usual, wed: usual, thu: usual, fri: usual, sat: [], sun: [] };
const draftOf = (n: Technician | null) => ({
  agentId: n?.agentId ?? 0, active: n?.active ?? true, homeName: n?.homeName ?? '', home: n ? { lat: n.homeLat, lon: n.homeLon } : null, phone: n?.phone ?? '', vanSiteId: n?.vanSiteId ?? null,
  territoryIds: n?.territoryIds ?? [], shift: n?.shift ?? week, lunch: n?.lunch ?? (n ? null : { from: '11:30', until: '13:30', minutes: 45 }), skills: n?.skills ?? [],
});

/** One technician: hours of each day, home, van, areas, skills; and days away. */
export function TechnicianForm({ crew, technician, mayManage, onClose }: { readonly crew: Crew; readonly technician: Technician | null; readonly mayManage: boolean; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('dispatch');
  const { call } = useApi();
  const [value, setValue] = useState(draftOf(technician));
  const set = (change: Partial<typeof value>) => setValue({ ...value, ...change });
  const say = (names: { zh: string; en: string }) => named(names, i18n.language);
  const free = crew.agents.filter((a) => a.status === 'active' && !crew.technicians.some((n) => n.agentId === a.id));
  const save = useWork({
    work: (_: undefined) => {
      const { home, ...rest } = value;
      const body = { ...rest, homeLat: home?.lat ?? NaN, homeLon: home?.lon ?? NaN };
      return technician ? call(dispatch.updateTechnician, { params: { id: technician.id }, body }) : call(dispatch.createTechnician, { body });
    },
    keys: ['dispatch', 'dispatch-people', 'agents'], said: (saved) => t('manage.savedPerson', { name: saved.name }), after: onClose,
  });
  const faults = fieldFaults(save.error);
  const others = Object.keys(faults).filter((path) => !['agentId', 'homeName', 'homeLat', 'homeLon', 'phone', 'vanSiteId'].includes(path));
  const text = (key: 'homeName' | 'phone', label: string, path: string, hint?: string) => <Field label={label} hint={hint} fault={faults[path]}>{(control) => <Input {...control} maxLength={200} value={value[key]} onChange={(event) => set({ [key]: event.target.value })} />}</Field>;
  const places = useMemo(() => crew.sites.flatMap((s) => (s.lat !== null && s.lon !== null && s.active && s.kind !== 'van' ? [{ id: s.id, name: named(s.name, i18n.language), lat: s.lat, lon: s.lon }] : [])), [crew.sites, i18n.language]);
  const level = (skillId: number) => value.skills.find((one) => one.skillId === skillId)?.level ?? 0;
  const lunch = value.lunch;
  return (
    <Dialog open onClose={onClose} size="wide" title={technician?.name ?? t('manage.add')} onSubmit={() => { if (mayManage && value.agentId > 0 && !save.isPending) save.mutate(undefined); }} foot={<><Button kind="quiet" onClick={onClose}>{t('manage.close')}</Button>{mayManage ? <Button kind="primary" type="submit" busy={save.isPending} disabled={value.agentId === 0 || value.home === null}>{t('manage.save')}</Button> : null}</>}>
      <div className="ac-stack">
        {save.isError && (Object.keys(faults).length === 0 || others.length > 0) ? <Notice tone="late" role="alert">{faultSentence(save.error)}{others.map((path) => <div key={path}>{faults[path]}</div>)}</Notice> : null}
        {technician ? <Absences technician={technician} /> : free.length === 0 ? <Notice>{t('manage.noAgents')}</Notice> : <Field label={t('manage.agent')} fault={faults['agentId']} required>{(control) => <Select {...control} value={String(value.agentId || '')} choices={[{ value: '', label: '–' }, ...free.map((a) => ({ value: String(a.id), label: a.name }))]} onChange={(id) => { const agent = free.find((a) => a.id === Number(id)); set({ agentId: Number(id), skills: agent?.skills ?? [] }); }} />}</Field>}
        <fieldset className="dp-form" disabled={!mayManage}>
          <Switch label={t('manage.active')} checked={value.active} onChange={(active) => set({ active })} />
          <h3 className="dp-panel__sub">{t('manage.shift')}</h3>
          <WeekHours hours={value.shift} onChange={(shift) => set({ shift })} />
          <Switch label={t('manage.hasLunch')} checked={lunch !== null} onChange={(on) => set({ lunch: on ? { from: '11:30', until: '13:30', minutes: 45 } : null })} />
          {lunch ? <div className="dp-form__three"><Field label={t('manage.lunchFrom')}>{(control) => <Input {...control} type="time" value={lunch.from} onChange={(event) => set({ lunch: { ...lunch, from: event.target.value } })} />}</Field><Field label={t('manage.lunchUntil')}>{(control) => <Input {...control} type="time" value={lunch.until} onChange={(event) => set({ lunch: { ...lunch, until: event.target.value } })} />}</Field><Field label={t('manage.lunchMinutes')}>{(control) => <Input {...control} type="number" min={10} max={180} value={lunch.minutes} onChange={(event) => set({ lunch: { ...lunch, minutes: Number(event.target.value) } })} />}</Field></div> : null}
          <h3 className="dp-panel__sub">{t('manage.home')}</h3>
          <div className="dp-manage__grid">{text('homeName', t('manage.homeName'), 'homeName')}{text('phone', t('manage.phone'), 'phone', t('manage.phoneHint'))}</div>
          <PlaceField value={value.home} places={places} tiles={crew.tiles} fault={faults['homeLat'] ?? faults['homeLon']} onChange={(home, place) => set({ home, ...(place && (value.homeName === '' || places.some((one) => one.name === value.homeName)) ? { homeName: place.name } : {}) })} />
          <Field label={t('manage.van')} hint={t('manage.vanHint')} fault={faults['vanSiteId']}>{(control) => <Select {...control} value={String(value.vanSiteId ?? '')} choices={[{ value: '', label: t('manage.noVan') }, ...crew.sites.filter((s) => s.kind === 'van' && (s.active || s.id === value.vanSiteId)).map((s) => ({ value: String(s.id), label: `${say(s.name)} · ${s.key}` }))]} onChange={(id) => set({ vanSiteId: id ? Number(id) : null })} />}</Field>
          {crew.territories.length > 0 ? <Chips label={t('manage.territories')} all={t('manage.everywhere')} choices={crew.territories.map((a) => ({ value: a.id, label: say(a.name) }))} chosen={value.territoryIds} onChange={(territoryIds) => set({ territoryIds })} /> : null}
          {crew.skills.length > 0 ? <fieldset className="ac-field"><legend className="ac-field__label">{t('visit.skills')}</legend><div className="st-skills">{crew.skills.map((skill) => <SkillLevel key={skill.id} name={say(skill.name)} level={level(skill.id)} onChange={(next) => set({ skills: [...value.skills.filter((one) => one.skillId !== skill.id), ...(next > 0 ? [{ skillId: skill.id, level: next }] : [])] })} />)}</div></fieldset> : null}
        </fieldset>
      </div>
    </Dialog>
  );
}
