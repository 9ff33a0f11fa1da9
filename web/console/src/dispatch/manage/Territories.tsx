import { dispatch } from '@aftercare/contract/dispatch';
import type { Technician, Territory } from '@aftercare/contract/dispatch';
import { Button, Chip, EmptyState, Field, Notice, Switch, TagInput, Textarea, faultSentence, fieldFaults, listed, named, useApi } from '@aftercare/ui';
import { MapPinned, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BothNames, bothNames, noNames } from '../../settings/frame/BothNames.tsx';
import { LeaveGuard } from '../../settings/frame/LeaveGuard.tsx';
import { useForm } from '../../settings/frame/useForm.ts';
import { useWork } from '../../settings/frame/useWork.ts';
import { AreaMap } from './AreaMap.tsx';
import { type Corner, readCorners, writeCorners } from './area.ts';

interface Props {
  readonly territories: readonly Territory[];
  readonly technicians: readonly Technician[];
  readonly tiles: string;
  /** Id of the open one, `new`, or nothing. It stands in the address, so that leaving it unsaved is asked about. */
  readonly open: string;
  readonly onOpen: (open: string, saved?: boolean) => void;
}

/** Where people work: districts by name, and areas on the map. */
export function Territories(props: Props) {
  const { t, i18n } = useTranslation('dispatch');
  const { open, onOpen } = props;
  const chosen = props.territories.find((one) => String(one.id) === open);
  const add = <Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => onOpen('new')}>{t('manage.addTerritory')}</Button>;
  if (props.territories.length === 0 && open === '') return <EmptyState icon={<MapPinned size={22} />} title={t('manage.noTerritories')} text={t('manage.noTerritoriesText')}>{add}</EmptyState>;
  return (
    <div className="dp-areas">
      <div className="ac-stack">
        <ul className="dp-areas__list">
          {props.territories.map((one) => (
            <li key={one.id}><button type="button" className="dp-areas__one" aria-current={open === String(one.id) || undefined} onClick={() => onOpen(String(one.id))}><strong>{named(one.name, i18n.language)}</strong>{one.active ? null : <Chip>{t('manage.off')}</Chip>}<span className="ac-faint ac-small">{[listed(one.regions, i18n.language), one.polygon ? t('manage.corners', { count: one.polygon.length }) : t('manage.noMap')].filter(Boolean).join(' · ')}</span></button></li>
          ))}
        </ul>
        <div>{add}</div>
      </div>
      {open === '' ? null : <TerritoryForm key={open} territory={chosen ?? null} {...props} />}
    </div>
  );
}

function TerritoryForm({ territory, territories, technicians, tiles, onOpen }: Props & { readonly territory: Territory | null }) {
  const { t, i18n } = useTranslation(['dispatch', 'app']);
  const { call } = useApi();
  const form = useForm({ name: territory?.name ?? noNames, regions: territory?.regions ?? [], polygon: (territory?.polygon ?? []) as Corner[], active: territory?.active ?? true });
  const { value, set } = form;
  const [text, setText] = useState<string | null>(null);
  const typed = text === null ? null : readCorners(text);
  const homes = useMemo(() => technicians.filter((n) => n.active).map((n) => ({ lat: n.homeLat, lon: n.homeLon, name: n.name })), [technicians]);
  const others = useMemo(() => territories.filter((one) => one.id !== territory?.id), [territories, territory?.id]);
  const body = (v: typeof value) => ({ name: bothNames(v.name), regions: [...v.regions], active: v.active, polygon: v.polygon.length > 0 ? v.polygon.map(([lat, lon]): [number, number] => [lat, lon]) : null });
  const put = (id: number, v: typeof value) => call(dispatch.updateTerritory, { params: { id }, body: body(v) });
  const save = useWork({
    work: (_: undefined) => (territory ? put(territory.id, value) : call(dispatch.createTerritory, { body: body(value) })),
    keys: ['dispatch', 'dispatch-areas'], said: (saved) => t('manage.savedArea', { name: named(saved.name, i18n.language) }), undo: () => { const before = form.base; return territory ? () => put(territory.id, before).then(() => form.rebase(before)) : null; },
    after: (saved) => { setText(null); form.rebase({ name: saved.name, regions: saved.regions, polygon: (saved.polygon ?? []) as Corner[], active: saved.active }); if (!territory) onOpen(String(saved.id), true); },
  });
  const faults = fieldFaults(save.error);
  const few = value.polygon.length > 0 && value.polygon.length < 3;
  const draw = (polygon: Corner[]) => { setText(null); set({ polygon }); };
  return (
    <form className="ac-panel dp-areas__form" onSubmit={(event) => { event.preventDefault(); if (!few && !(text !== null && typed === null)) save.mutate(undefined); }}>
      {save.isError && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(save.error)}</Notice> : null}
      <BothNames label={t('manage.name')} value={value.name} onChange={(name) => set({ name })} faults={{ zh: faults['name.zh'], en: faults['name.en'] }} focus={!territory} />
      <Field label={t('manage.regions')} hint={t('manage.regionsHint')} fault={faults['regions']}>{(control) => <TagInput label={t('manage.regions')} control={control} tags={value.regions} onChange={(regions) => set({ regions })} />}</Field>
      <section className="ac-stack-tight" aria-label={t('manage.area')}>
        <div className="ac-spread"><h3 className="dp-panel__sub">{t('manage.area')}</h3>{value.polygon.length > 0 ? <Button size="small" kind="quiet" onClick={() => draw([])}>{t('manage.clear')}</Button> : null}</div>
        <p className="ac-faint ac-small">{t('manage.areaHint')}</p>
        <AreaMap corners={value.polygon} others={others} homes={homes} tiles={tiles} onChange={draw} />
        {few ? <p className="ac-field__fault" role="status">{t('manage.few')}</p> : null}
        {faults['polygon'] ? <p className="ac-field__fault" role="alert">{faults['polygon']}</p> : null}
        <details className="dp-areas__text">
          <summary>{t('manage.asText')}</summary>
          <Field label={t('manage.cornerList')} hint={t('manage.cornerListHint')} fault={text !== null && typed === null ? t('manage.cornerFault') : null}>{(control) => <Textarea {...control} rows={6} className="dp-areas__corners" value={text ?? writeCorners(value.polygon)} onChange={(event) => { setText(event.target.value); const read = readCorners(event.target.value); if (read) set({ polygon: read }); }} />}</Field>
        </details>
      </section>
      <Switch label={t('manage.activeArea')} checked={value.active} onChange={(active) => set({ active })} />
      <div className="ac-row"><Button kind="primary" type="submit" busy={save.isPending} disabled={!form.dirty || few}>{territory ? t('manage.save') : t('manage.addTerritory')}</Button>{form.dirty ? <Button kind="quiet" onClick={() => { form.reset(); setText(null); save.reset(); }}>{t('manage.discard')}</Button> : null}</div>
      <LeaveGuard dirty={form.dirty && !save.isPending} />
    </form>
  );
}
