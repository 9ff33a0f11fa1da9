import { Button, Chip, EmptyState, Field, Input, Loading, Notice, Section, Skeleton, buttonClass, faultSentence, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { CallOutput } from '@aftercare/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight, Pencil, Table2 } from 'lucide-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { useSettingsQueries } from '../data.ts';
import { ListPage } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import './queues.css';

type State = CallOutput<typeof api.routing.rules>;
type Trial = CallOutput<typeof api.routing.tryRules>;
/** The table itself comes with the editor of all tables, only here. */
const RuleTableView = lazy(async () => {
  const [{ TableView }, { loadProcessWords }] = await Promise.all([import('../../processes/tables/TableView.tsx'), import('../../processes/words.ts')]);
  await loadProcessWords();
  return { default: TableView };
});

/** The decision table that places tickets: what holds, what is drafted, what is wrong, and where a real ticket would go. */
export function RulesPage() {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const client = useQueryClient();
  const may = useMay();
  const rules = useQuery({ queryKey: ['queues', 'rules'], queryFn: ({ signal }) => call(api.routing.rules, {}, { signal }) });
  const make = useMutation({ mutationFn: () => call(api.routing.makeRules, {}), onSuccess: (state) => client.setQueryData(['queues', 'rules'], state) });
  const edit = rules.data && may('processes.manage') && (rules.data.live !== null || rules.data.hasDraft)
    ? <Link className={buttonClass('primary')} to="/processes/$key/edit" params={{ key: rules.data.key }}><Pencil size={16} aria-hidden="true" />{t('queues.rules.edit')}</Link> : null;
  return (
    <ListPage title={t('queues.rules.title')} intro={t('queues.rules.intro')} actions={edit}>
      <Loaded of={[rules]}>
        {(state) => (state.live === null && !state.hasDraft ? (
          <EmptyState icon={<Table2 size={22} />} title={t('queues.rules.none')} text={t('queues.rules.noneText')}>
            {may('processes.manage') ? <Button kind="primary" busy={make.isPending} onClick={() => make.mutate()}>{t('queues.rules.begin')}</Button> : null}
            {make.isError ? <Notice tone="late" role="alert">{faultSentence(make.error)}</Notice> : null}
          </EmptyState>
        ) : <Known state={state} />)}
      </Loaded>
    </ListPage>
  );
}

function Known({ state }: { readonly state: State }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const skills = useQuery(useSettingsQueries().skills()).data?.items ?? [];
  // The table names skills by their key; people know them by name.
  const inWords = (text: string) => text.replaceAll('>=', '≥').replace(/[\p{L}][\p{L}\d_-]*/gu, (key) => { const known = skills.find((one) => one.key === key); return known ? named(known.name, i18n.language) : key; });
  const shown = state.hasDraft ? 'draft' : 'live';
  const file = useQuery({
    queryKey: ['queues', 'rules', 'file', shown, state.live],
    queryFn: async ({ signal }) => (shown === 'draft' ? (await call(api.processes.draft, { params: { key: state.key } }, { signal })).xml : (await call(api.processes.version, { params: { key: state.key, version: state.live ?? 0 } }, { signal })).xml), retry: false,
  });
  return (
    <>
      <p className="ac-row">{state.live === null ? <Chip tone="due">{t('queues.rules.notLive')}</Chip> : <Chip tone="done">{t('queues.rules.live', { version: state.live })}</Chip>}{state.hasDraft ? <Chip tone="due">{t('queues.rules.draft')}</Chip> : null}</p>
      {state.problems.length > 0 ? <Notice tone="due">{state.problems.map((p) => <p key={`${p.rule} ${p.message}`}>{p.message}</p>)}</Notice> : null}
      {state.rules.length > 0 ? (
        <ol className="ac-panel qu-rules" aria-label={t('queues.rules.inWords')}>
          {state.rules.map((r) => (
            <li key={r.rule} value={r.rule}>
              <span translate="no">{r.note || t('queues.rules.noNote')}</span>
              <span className="ac-soft ac-small">
                <ArrowRight size={14} aria-hidden="true" /> <strong translate="no">{r.queue || t('queues.rules.byLists')}</strong>
                {r.skills ? <> · <span translate="no">{inWords(r.skills)}</span></> : null}{r.ahead > 0 ? ` · ${t('queues.rules.ahead', { minutes: r.ahead })}` : null}{r.weight === 1 ? null : ` · ${t('queues.rules.weighs', { weight: r.weight })}`}
              </span>
            </li>
          ))}
        </ol>
      ) : null}
      {file.data ? <div className="ac-panel qu-table"><Suspense fallback={<Loading className="ac-stack-tight">{[90, 70, 80, 60].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading>}><RuleTableView xml={file.data} label={t('queues.rules.title')} canTry={false} /></Suspense></div> : null}
      <TryTicket hasDraft={state.hasDraft} />
      <details className="qu-knows"><summary>{t('queues.rules.knows')}</summary><dl className="ac-facts">{state.knows.map((k) => [<dt key={k.name}><code>{k.name}</code></dt>, <dd key={`${k.name}-d`}>{named(k.text, i18n.language)}</dd>])}</dl></details>
    </>
  );
}

function TryTicket({ hasDraft }: { readonly hasDraft: boolean }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const [number, setNumber] = useState('');
  const id = Number(number.replace(/\D/g, ''));
  const run = useMutation({ mutationFn: () => call(api.routing.tryRules, { body: { ticketId: id } }) });
  return (
    <Section title={t('queues.rules.try')}>
      <form className="qu-try" onSubmit={(event) => { event.preventDefault(); if (id > 0) run.mutate(); }}>
        <Field label={t('queues.rules.ticket')}>{(control) => <Input {...control} inputMode="numeric" value={number} placeholder="10042" onChange={(event) => setNumber(event.target.value)} />}</Field>
        <Button type="submit" kind="primary" disabled={!(id > 0)} busy={run.isPending}>{t('queues.rules.run')}</Button>
      </form>
      {run.isError ? <Notice tone="late" role="alert">{faultSentence(run.error)}</Notice> : null}
      {run.data ? <Outcome trial={run.data} hasDraft={hasDraft} /> : null}
    </Section>
  );
}

function Outcome({ trial, hasDraft }: { readonly trial: Trial; readonly hasDraft: boolean }) {
  const { t } = useTranslation('settings');
  const side = ({ queue, rule }: Trial['before']) => <><strong translate="no">{queue ?? t('queues.rules.nowhere')}</strong> <span className="ac-soft">{rule ? t('queues.rules.byRule', { rule: rule.rule, note: rule.note }) : t('queues.rules.byLists')}</span></>;
  return (
    <div role="status" className="ac-stack-tight">
      {trial.fault ? <Notice tone="late">{trial.fault}</Notice> : null}
      {hasDraft ? <><p>{t('queues.rules.nowGoes')} {side(trial.before)}</p><p className="qu-would"><ArrowRight size={14} aria-hidden="true" /><span>{t('queues.rules.wouldGo')} {side(trial.after)}</span></p></> : <p>{t('queues.rules.goes')} {side(trial.after)}</p>}
      <p className="ac-soft ac-small">{[...trial.after.skills.map((s) => `${s.skill} ≥ ${s.level}`), ...(trial.after.aheadMinutes === 0 ? [] : [t('queues.rules.ahead', { count: trial.after.aheadMinutes })]), t('queues.rules.weight', { weight: trial.after.weight })].join(' · ')}</p>
      <p className="ac-faint ac-small" translate="no">{Object.entries(trial.facts).filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)).map(([name, value]) => `${name} = ${Array.isArray(value) ? value.join(', ') : String(value)}`).join(' · ')}</p>
    </div>
  );
}
