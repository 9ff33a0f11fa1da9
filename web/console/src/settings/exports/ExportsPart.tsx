import { api } from '@aftercare/contract';
import type { ExportForm, ExportRun, ExportWhat } from '@aftercare/contract/exports';
import { Button, Field, Notice, Radio, Select, fieldFaults, faultSentence, named, useApi } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { useSettingsQueries } from '../data.ts';
import { Group } from '../frame/FormPage.tsx';
import { ListPage } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { Runs } from './Runs.tsx';

const forms: readonly ExportForm[] = ['archive', 'csv', 'jsonl'];
const isUnderWay = (run: ExportRun) => run.state === 'waiting' || run.state === 'running';

/** What may be taken out, in which form, and the files that are ready. */
export function ExportsPart() {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const runs = useQuery({ queryKey: ['exports'], queryFn: ({ signal }) => call(api.exports.list, { query: { limit: 30 } }, { signal }), staleTime: 1000, refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? 1000 : false) });
  return (
    <ListPage title={t('part.exports')} intro={t('exports.intro')}>
      <Ask />
      <Loaded of={[runs]}>{({ items }) => <Runs runs={items} />}</Loaded>
    </ListPage>
  );
}

function Ask() {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const may = useMay();
  const client = useQueryClient();
  const views = useQuery(useSettingsQueries().views());
  const [may1, may2] = [may('tickets.read'), may('customers.read')];
  const whats = ([...(may1 && may2 ? ['everything'] : []), ...(may1 ? ['tickets'] : []), ...(may2 ? ['customers'] : [])]) as ExportWhat[];
  const [what, setWhat] = useState<ExportWhat>(whats[0] ?? 'tickets');
  const [form, setForm] = useState<ExportForm>('archive');
  const [view, setView] = useState('');
  const ask = useMutation({ mutationFn: () => call(api.exports.create, { body: { what, form, view: what === 'tickets' && view !== '' ? view : null } }), onSuccess: () => client.invalidateQueries({ queryKey: ['exports'] }) });
  const fault = ask.error ? (Object.values(fieldFaults(ask.error))[0] ?? faultSentence(ask.error)) : null;
  return (
    <form className="ac-stack" onSubmit={(event) => { event.preventDefault(); ask.mutate(); }}>
      <Group title={t('exports.what')}>
        <div className="ac-stack" role="radiogroup" aria-label={t('exports.what')}>{whats.map((w) => <Radio key={w} name="what" label={t(`exports.of.${w}`)} hint={t(`exports.hint.${w}`)} checked={what === w} onChange={() => setWhat(w)} />)}</div>
        {what === 'tickets' ? <Field label={t('exports.view')}>{(control) => <Select {...control} value={view} choices={[{ value: '', label: t('exports.allTickets') }, ...(views.data?.items ?? []).map((v) => ({ value: v.key, label: named(v.name, i18n.language) }))]} onChange={setView} />}</Field> : null}
      </Group>
      <Group title={t('exports.form')}>
        <div className="ac-stack" role="radiogroup" aria-label={t('exports.form')}>{forms.map((f) => <Radio key={f} name="form" label={t(`exports.as.${f}`)} hint={t(`exports.asHint.${f}`)} checked={form === f} onChange={() => setForm(f)} />)}</div>
      </Group>
      {fault ? <Notice tone="late" role="alert">{fault}</Notice> : null}
      <div className="ac-row"><Button kind="primary" type="submit" icon={<Download size={16} aria-hidden="true" />} busy={ask.isPending}>{t('exports.do')}</Button><span className="ac-faint ac-small">{t('exports.scope')}</span></div>
    </form>
  );
}
