import { api } from '@aftercare/contract';
import type { ImportKind, ImportRun } from '@aftercare/contract/imports';
import { ErrorState, Loading, Notice, Skeleton, faultSentence, named, useApi } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Mapping } from './Mapping.tsx';
import { Outcome } from './Outcome.tsx';
import { isUnderWay } from './state.ts';

/** One file: which column is what, what would come of it, how far it is, what became of it. */
export function ImportRunPage({ id, kinds }: { readonly id: number; readonly kinds: readonly ImportKind[] }) {
  const { i18n } = useTranslation('settings');
  const { call } = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const found = useQuery({ queryKey: ['import', id], queryFn: ({ signal }) => call(api.imports.get, { params: { id } }, { signal }), staleTime: 1000, refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.state) ? 700 : false) });
  const act = useMutation({
    mutationFn: (what: 'stop' | 'resume' | 'undo') => call(api.imports[what], { params: { id } }),
    onSuccess: (run) => { client.setQueryData(['import', id], run); void client.invalidateQueries({ queryKey: ['imports'] }); },
  });
  const forget = useMutation({ mutationFn: () => call(api.imports.remove, { params: { id } }), onSuccess: () => { void client.invalidateQueries({ queryKey: ['imports'] }); void navigate({ to: '/settings/$', params: { _splat: 'imports' } }); } });
  const over = found.data && !isUnderWay(found.data.state);
  useEffect(() => { if (over) for (const key of ['customers', 'customer', 'imports', 'list', 'views']) void client.invalidateQueries({ queryKey: [key] }); }, [over, client]);
  if (found.isPending) return <Loading className="st-page"><Skeleton width="40%" height="1.5rem" /><Skeleton height="12rem" /></Loading>;
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  const run = found.data;
  const kind = kinds.find((k) => k.kind === run.kind);
  const wrong = act.error ?? forget.error;
  return (
    <div className="st-page st-page--wide">
      <header className="st-page__head"><div className="ac-grow"><h1 className="ac-page__title" translate="no">{run.file.name}</h1><p className="ac-page__intro">{kind ? named(kind.name, i18n.language) : run.kind} · <span translate="no">{run.by}</span></p></div></header>
      {wrong ? <Notice tone="late" role="alert">{faultSentence(wrong)}</Notice> : null}
      {run.error ? <Notice tone="late">{run.error}</Notice> : null}
      {run.state === 'draft' ? null : <Outcome run={run} busy={act.isPending} onAct={(what) => act.mutate(what)} />}
      {kind && mayStart(run) ? <Start run={run} kind={kind} onForget={() => forget.mutate()} /> : null}
    </div>
  );
}

/** Not yet brought in: tried or not. */
const mayStart = (run: ImportRun) => run.state === 'draft' || run.state === 'undone' || (run.dry && ['done', 'stopped', 'failed'].includes(run.state));

function Start({ run, kind, onForget }: { readonly run: ImportRun; readonly kind: ImportKind; readonly onForget: () => void }) {
  const { call } = useApi();
  const client = useQueryClient();
  const [mapping, setMapping] = useState<Readonly<Record<string, number>>>(() => (Object.keys(run.mapping).length > 0 ? run.mapping : Object.fromEntries(run.columns.flatMap((c, i) => (c.guess ? [[c.guess, i]] : [])))));
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>(() => Object.fromEntries(kind.choices.map((c) => [c.key, run.choices[c.key] ?? c.usual])));
  const start = useMutation({
    mutationFn: (dry: boolean) => call(api.imports.start, { params: { id: run.id }, body: { mapping: { ...mapping }, choices: { ...choices }, dry } }),
    onSuccess: (next) => { client.setQueryData(['import', run.id], next); void client.invalidateQueries({ queryKey: ['import-faults', run.id] }); },
  });
  return <Mapping run={run} kind={kind} mapping={mapping} choices={choices} error={start.error} busy={start.isPending} onMapping={setMapping} onChoices={setChoices} onStart={(dry) => start.mutate(dry)} onForget={onForget} />;
}
