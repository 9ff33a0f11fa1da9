import { Select, fieldFaults, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Binding } from '@aftercare/contract/casework';
import type { TicketType } from '@aftercare/contract/tickets';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useStepQueries } from '../../steps/data.ts';
import { loadStepWords } from '../../steps/words.ts';
import { useSettingsQueries } from '../data.ts';
import { FormPage } from '../frame/FormPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';
import './flows.css';

await loadStepWords();
interface Titled { readonly key: string; readonly title: { readonly zh: string; readonly en: string } }

/** Which tickets follow which process. */
export function FlowsPart() {
  return <Loaded of={[useQuery(useStepQueries().bindings()), useQuery(useSettingsQueries().types())]}>{({ items, processes }, types) => <FlowsForm items={items} processes={processes} types={types.items} />}</Loaded>;
}

function FlowsForm({ items, processes, types }: { readonly items: readonly Binding[]; readonly processes: readonly Titled[]; readonly types: readonly TicketType[] }) {
  const { t, i18n } = useTranslation(['settings', 'steps']);
  const { call } = useApi();
  const form = useForm({ items: [...items] });
  const put = async (body: { items: Binding[] }) => ({ items: (await call(api.casework.saveBindings, { body })).items });
  const save = useWork({
    work: () => put(form.value), keys: ['bindings'], said: () => t('steps:flows.saved'),
    undo: () => { const before = form.base; return async () => form.rebase(await put(before)); }, after: form.rebase,
  });
  const of = (type: string, moment: Binding['moment']) => form.value.items.find((one) => one.ticketType === type && one.moment === moment);
  const choose = (type: string, moment: Binding['moment'], key: string) => {
    const before = of(type, moment);
    const rest = form.value.items.filter((one) => one !== before);
    // What is switched off keeps its process, so that it can be switched on again.
    form.set({ items: key === '' ? (before ? [...rest, { ...before, enabled: false }] : rest) : [...rest, { ticketType: type, moment, process: key, enabled: true }] });
  };
  const choices = (now: Binding | undefined) => {
    const known = processes.map((one) => ({ value: one.key, label: named(one.title, i18n.language) }));
    const missing = now?.enabled && !known.some((one) => one.value === now.process) ? [{ value: now.process, label: now.process }] : [];
    return [{ value: '', label: t('steps:flows.none') }, ...known, ...missing];
  };
  const faults = fieldFaults(save.error);
  return (
    <FormPage title={t('part.flows')} intro={t('steps:flows.intro')} dirty={form.dirty} busy={save.isPending} error={save.error} known={Object.keys(faults)} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}>
      <table className="fl-table">
        <thead><tr><th scope="col">{t('steps:flows.type')}</th><th scope="col">{t('steps:flows.opened')}</th><th scope="col">{t('steps:flows.solved')}</th></tr></thead>
        <tbody>
          {types.filter((type) => type.active).map((type) => (
            <tr key={type.key}>
              <th scope="row">{named(type.name, i18n.language)}</th>
              {(['opened', 'solved'] as const).map((moment) => {
                const now = of(type.key, moment);
                return <td key={moment} data-label={t(`steps:flows.${moment}`)}><Select aria-label={`${named(type.name, i18n.language)} · ${t(`steps:flows.${moment}`)}`} value={now?.enabled ? now.process : ''} choices={choices(now)} onChange={(key) => choose(type.key, moment, key)} /></td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </FormPage>
  );
}
