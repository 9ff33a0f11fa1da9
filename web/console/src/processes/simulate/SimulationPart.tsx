import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { Button, EmptyState, ErrorState, Field, Input, Loading, Notice, Select, Skeleton, faultSentence, useApi } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FlaskConical, Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Definition, type DefinitionVersion, useProcessQueries } from '../data.ts';
import { Result } from './Result.tsx';

interface Props { readonly definition: Definition & { readonly versions: readonly DefinitionVersion[] } }
type Against = 'live' | 'draft' | `v${number}`;

/** What a change would do: last quarter's cases played on the live diagram and on another, with other people or more cases. */
export function SimulationPart({ definition }: Props) {
  const { t, i18n } = useTranslation('processes');
  const { call } = useApi();
  const client = useQueryClient();
  const ask = useProcessQueries();
  const { key, live, hasDraft } = definition;
  const [against, setAgainst] = useState<Against>(hasDraft ? 'draft' : 'live');
  const [people, setPeople] = useState<Readonly<Record<string, string>>>({});
  const [demand, setDemand] = useState('100');
  const [started, setStarted] = useState<number | null>(null);
  const basis = useQuery(ask.basis(key));
  const runs = useQuery(ask.runs(key));
  const latest = started ?? runs.data?.items[0]?.id ?? null;
  const run = useQuery(ask.run(latest));
  const version = against.startsWith('v') ? Number(against.slice(1)) : null;
  const begin = useMutation({
    mutationFn: async () => {
      const xml = against === 'draft' ? (await client.fetchQuery({ ...ask.draft(key), staleTime: 0 })).xml : version !== null ? (await client.fetchQuery(ask.version(key, version))).xml : undefined;
      const crew = Object.fromEntries(Object.entries(people).flatMap(([role, text]) => (Number(text) >= 1 ? [[role, Math.round(Number(text))]] : [])));
      return call(api.processes.simulate, { params: { key }, body: { ...(xml === undefined ? {} : { xml }), people: crew, demand: Math.min(5, Math.max(0.1, Number(demand) / 100 || 1)) } });
    },
    onSuccess: (made) => { setStarted(made.id); client.setQueryData(['process-run', made.id], made); },
  });
  const stop = useMutation({ mutationFn: (id: number) => call(api.processes.cancelSimulation, { params: { id } }), onSuccess: (made) => client.setQueryData(['process-run', made.id], made) });
  if (basis.isError && !(basis.error instanceof ApiError && basis.error.problem.status === 404)) return <ErrorState error={basis.error} retry={() => void basis.refetch()} />;
  if (!basis.data) return <Loading className="ac-stack"><Skeleton height="2rem" /><Skeleton height="12rem" /></Loading>;
  const { cases, roles, from, to } = basis.data;
  if (cases === 0) return <EmptyState icon={<FlaskConical size={22} />} title={t('sim.emptyTitle')} text={t('sim.emptyText')} />;
  const working = run.data !== undefined && ['waiting', 'running'].includes(run.data.state);
  const choices = [{ value: 'live' as Against, label: t('sim.onlyPeople') }, ...(hasDraft ? [{ value: 'draft' as Against, label: t('compare.draft') }] : []), ...definition.versions.filter((one) => one.version !== live).map((one) => ({ value: `v${one.version}` as Against, label: t('page.version', { version: one.version }) }))];
  return (
    <div className="pr-sim">
      <form className="ac-panel pr-sim__form" onSubmit={(event) => { event.preventDefault(); begin.mutate(); }}>
        <p className="ac-soft">{t('sim.basis', { count: cases, from: day(from, i18n.language), to: day(to, i18n.language) })}</p>
        <div className="pr-sim__fields">
          <Field label={t('sim.against')}>{(control) => <Select {...control} value={against} choices={choices} onChange={setAgainst} />}</Field>
          <Field label={t('sim.demand')} hint={t('sim.demandHint')}>{(control) => <Input {...control} type="number" min={10} max={500} step={5} value={demand} onChange={(event) => setDemand(event.target.value)} />}</Field>
          {roles.map((one) => (
            <Field key={one.role} label={t('sim.people', { role: one.role || t('sim.anybody') })} hint={t('sim.peopleWere', { count: one.people })}>
              {(control) => <Input {...control} type="number" min={1} max={500} placeholder={String(one.people)} value={people[one.role] ?? ''} onChange={(event) => setPeople({ ...people, [one.role]: event.target.value })} />}
            </Field>
          ))}
        </div>
        <div className="ac-row">
          <Button kind="primary" type="submit" icon={<Play size={16} aria-hidden="true" />} busy={begin.isPending} disabled={working}>{t('sim.start')}</Button>
          {working && run.data ? (
            <>
              <progress className="pr-progress" max={1} value={run.data.progress} aria-label={t('sim.running')} />
              <span className="ac-soft ac-small" role="status">{t('sim.progress', { percent: Math.round(run.data.progress * 100) })}</span>
              <Button kind="quiet" onClick={() => stop.mutate(run.data.id)}>{t('sim.stop')}</Button>
            </>
          ) : null}
        </div>
        {begin.isError ? <Notice tone="late" role="alert">{faultSentence(begin.error)}</Notice> : null}
      </form>
      {run.data?.state === 'failed' ? <Notice tone="late" role="alert">{t('sim.failed', { reason: run.data.reason })}</Notice> : null}
      {run.data?.result ? <Result definition={definition} run={run.data} result={run.data.result} /> : null}
    </div>
  );
}

function day(when: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(when));
}
