import { dispatch } from '@aftercare/contract/dispatch';
import type { DispatchSettings, Weights } from '@aftercare/contract/dispatch';
import { org } from '@aftercare/contract/org';
import { Button, Dialog, Field, Input, Loading, Select, Skeleton, Tabs, faultSentence, named, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Who goes out, where, and by which rules days are planned. */
export function ManageDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('dispatch');
  const [open, setOpen] = useState('rules');
  return (
    <Dialog open onClose={onClose} title={t('manage.open')} as="drawer">
      <Tabs label={t('manage.open')} open={open} onOpen={setOpen} tabs={[{ key: 'rules', label: t('manage.rules'), content: () => <Rules /> }, { key: 'technicians', label: t('manage.technicians'), content: () => <Technicians /> }, { key: 'territories', label: t('manage.territories'), content: () => <Territories /> }]} />
    </Dialog>
  );
}

function useSaving() {
  const { t } = useTranslation('dispatch');
  const toasts = useToasts();
  const client = useQueryClient();
  return { onSuccess: () => { toasts.show({ text: t('manage.saved') }); for (const key of ['dispatch', 'dispatch-rules', 'dispatch-people', 'dispatch-areas']) void client.invalidateQueries({ queryKey: [key] }); }, onError: (error: Error) => void toasts.show({ kind: 'fault', text: faultSentence(error) }) };
}

function Rules() {
  const { call } = useApi();
  const rules = useQuery({ queryKey: ['dispatch-rules'], queryFn: ({ signal }) => call(dispatch.settings, {}, { signal }) });
  return rules.data ? <RulesForm key={rules.dataUpdatedAt} given={rules.data} /> : <Loading><Skeleton height="12rem" /></Loading>;
}
const numbers = ['speed', 'roadFactor', 'parking', 'leadHours', 'changeHours', 'daysAhead', 'solveSeconds'] as const;

function RulesForm({ given }: { readonly given: DispatchSettings }) {
  const { t } = useTranslation('dispatch');
  const { call } = useApi();
  const [rules, setRules] = useState(given);
  const save = useMutation({ mutationFn: () => call(dispatch.saveSettings, { body: rules }), ...useSaving() });
  const number = (label: string, value: number, set: (value: number) => void) => <Field key={label} label={label}>{(control) => <Input {...control} type="number" step="any" min={0} value={value} onChange={(event) => set(Number(event.target.value))} />}</Field>;
  return (
    <form className="dp-manage" onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <h3 className="dp-panel__sub">{t('manage.weights')}</h3>
      <div className="dp-manage__grid">{(Object.keys(rules.weights) as (keyof Weights)[]).map((key) => number(t(`manage.${key}`), rules.weights[key], (value) => setRules({ ...rules, weights: { ...rules.weights, [key]: value } })))}</div>
      <h3 className="dp-panel__sub">{t('manage.rules')}</h3>
      <div className="dp-manage__grid">{numbers.map((key) => number(t(`manage.${key}`), rules[key], (value) => setRules({ ...rules, [key]: value })))}</div>
      <Field label={t('manage.tiles')} hint={t('manage.tilesHint')}>{(control) => <Input {...control} value={rules.tiles} placeholder="https://…/{z}/{x}/{y}.png" onChange={(event) => setRules({ ...rules, tiles: event.target.value })} />}</Field>
      <Button kind="primary" type="submit" busy={save.isPending}>{t('manage.save')}</Button>
    </form>
  );
}

function Technicians() {
  const { t } = useTranslation('dispatch');
  const { call } = useApi();
  const people = useQuery({ queryKey: ['dispatch-people'], queryFn: ({ signal }) => call(dispatch.technicians, {}, { signal }) });
  const agents = useQuery({ queryKey: ['agents'], queryFn: ({ signal }) => call(org.agents, {}, { signal }) });
  const [form, setForm] = useState({ agentId: '', homeName: '', lat: '', lon: '', from: '09:00', until: '18:00', phone: '' });
  const span: [string, string][] = [[form.from, form.until]];
  const add = useMutation({
    mutationFn: () => call(dispatch.createTechnician, { body: { agentId: Number(form.agentId), homeName: form.homeName, homeLat: Number(form.lat), homeLon: Number(form.lon), phone: form.phone, shift: { mon: span, tue: span, wed: span, thu: span, fri: span, sat: span, sun: [] }, lunch: { from: '11:30', until: '13:30', minutes: 45 } } }),
    ...useSaving(),
  });
  const free = (agents.data?.items ?? []).filter((a) => a.status === 'active' && !people.data?.items.some((n) => n.agentId === a.id));
  const text = (key: keyof typeof form, label: string, type = 'text') => <Field label={label} required>{(control) => <Input {...control} type={type} step="any" value={form[key]} onChange={(event) => setForm({ ...form, [key]: event.target.value })} />}</Field>;
  return (
    <div className="dp-manage">
      <ul className="dp-manage__list">{people.data?.items.map((n) => <li key={n.id}><strong>{n.name}</strong> {n.homeName} {n.shift.mon[0]?.join('–')}</li>)}</ul>
      <h3 className="dp-panel__sub">{t('manage.add')}</h3>
      {agents.isSuccess && free.length === 0 ? <p>{t('manage.noAgents')}</p> : (
        <form className="dp-manage" onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
          <Field label={t('manage.agent')} required>{(control) => <Select {...control} value={form.agentId} onChange={(agentId) => setForm({ ...form, agentId })} choices={[{ value: '', label: '–' }, ...free.map((a) => ({ value: String(a.id), label: a.name }))]} />}</Field>
          <div className="dp-manage__grid">{text('homeName', t('manage.home'))}{text('phone', t('manage.phone'))}{text('lat', t('manage.lat'), 'number')}{text('lon', t('manage.lon'), 'number')}{text('from', t('manage.from'), 'time')}{text('until', t('manage.until'), 'time')}</div>
          <p className="dp-manage__hint">{t('manage.weekdays')}</p>
          <Button kind="primary" type="submit" busy={add.isPending} disabled={form.agentId === '' || form.lat === '' || form.lon === ''}>{t('manage.add')}</Button>
        </form>
      )}
    </div>
  );
}

function Territories() {
  const { t, i18n } = useTranslation('dispatch');
  const { call } = useApi();
  const areas = useQuery({ queryKey: ['dispatch-areas'], queryFn: ({ signal }) => call(dispatch.territories, {}, { signal }) });
  const [form, setForm] = useState({ name: '', regions: '' });
  const add = useMutation({ mutationFn: () => call(dispatch.createTerritory, { body: { name: { zh: form.name, en: form.name }, regions: form.regions.split(/[,，、]/).map((r) => r.trim()).filter(Boolean) } }), ...useSaving() });
  return (
    <div className="dp-manage">
      <ul className="dp-manage__list">{areas.data?.items.map((a) => <li key={a.id}><strong>{named(a.name, i18n.language)}</strong> {a.regions.join('、')}</li>)}</ul>
      <form className="dp-manage" onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
        <Field label={t('manage.name')} required>{(control) => <Input {...control} value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />}</Field>
        <Field label={t('manage.regions')}>{(control) => <Input {...control} value={form.regions} onChange={(event) => setForm({ ...form, regions: event.target.value })} />}</Field>
        <Button kind="primary" type="submit" busy={add.isPending} disabled={form.name === ''}>{t('manage.addTerritory')}</Button>
      </form>
    </div>
  );
}
