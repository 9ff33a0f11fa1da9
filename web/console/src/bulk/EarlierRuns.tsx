import { Button, Dialog, EmptyState, ErrorState, Loading, Moment, Skeleton, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { BulkRun } from '@aftercare/contract/automation';
import { useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueries } from '../data/useQueries.ts';
import { useTypeName } from '../data/useTypeName.ts';
import { wishWords } from '../ticket/timeline/changeWords.ts';
import { ReportDialog } from './ReportDialog.tsx';
import { showRun, useBulkStart } from './runs.ts';

/** One's latest runs over many tickets: what each did, what failed, and still the way back. */
export function EarlierRuns({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const runs = useQuery({ queryKey: ['bulk-runs'], queryFn: ({ signal }) => call(api.automation.bulkRuns, {}, { signal }), staleTime: 0 });
  const [report, setReport] = useState<number | null>(null);
  return (
    <Dialog open onClose={onClose} title={t('bulk.earlier')} foot={<Button kind="primary" onClick={onClose}>{t('bulk.close')}</Button>}>
      {runs.isPending ? <Loading><Skeleton height="6rem" /></Loading> : null}
      {runs.isError ? <ErrorState error={runs.error} retry={() => void runs.refetch()} /> : null}
      {runs.data?.items.length === 0 ? <EmptyState icon={<ListChecks size={22} />} title={t('bulk.noRuns')} /> : null}
      <ul className="cs-report">{(runs.data?.items ?? []).map((one) => <Line key={one.id} run={one} onReport={() => setReport(one.id)} onUndo={onClose} />)}</ul>
      {report === null ? null : <ReportDialog runId={report} onClose={() => setReport(null)} />}
    </Dialog>
  );
}

function Line({ run, onReport, onUndo }: { readonly run: BulkRun; readonly onReport: () => void; readonly onUndo: () => void }) {
  const { t, i18n } = useTranslation();
  const words = useWorkWords();
  const back = useBulkStart(onUndo);
  const number = (n: number) => new Intl.NumberFormat(i18n.language).format(n);
  const over = run.state === 'done' || run.state === 'stopped';
  return (
    <li>
      <span>{words(run)}</span>
      <span className="ac-soft ac-small"><Moment at={run.at} /> · {over ? t(run.work.kind === 'undo' ? 'bulk.undoneMany' : 'bulk.done', { count: run.done, number: number(run.done) }) : t('bulk.running', { done: number(run.done + run.failed), total: number(run.total) })}{run.state === 'stopped' ? ` · ${t('bulk.stopped')}` : ''}{run.undoneBy ? ` · ${t('bulk.undone')}` : ''}</span>
      <span className="ac-row">
        {over ? null : <Button size="small" onClick={() => { showRun(run.id); onUndo(); }}>{t('bulk.watch')}</Button>}
        {run.failed > 0 ? <Button kind="link" size="small" onClick={onReport}>{t('bulk.failedCount', { count: run.failed, number: number(run.failed) })} {t('bulk.report')}</Button> : null}
        {over && run.work.kind !== 'undo' && run.done > 0 && !run.undoneBy ? <Button size="small" busy={back.isPending} onClick={() => back.mutate({ work: { kind: 'undo', runId: run.id } })}>{t('bulk.undoAll')}</Button> : null}
      </span>
    </li>
  );
}

/** What a run was asked to do: «Priority: High», a macro by its name, an answer. */
function useWorkWords(): (run: BulkRun) => string {
  const { t, i18n } = useTranslation(['app', 'ui']);
  const from = useQueries();
  const [agents, teams, macros] = [useQuery(from.agents()), useQuery(from.teams()), useQuery(from.macros())];
  const nameOf = (items: readonly { id: number; name: string }[] | undefined, id: unknown) => items?.find((one) => one.id === id)?.name;
  const typeName = useTypeName();
  return ({ work }) => {
    if (work.kind === 'undo') return t('bulk.of.undo');
    if (work.kind === 'reply') return t('bulk.of.reply');
    if (work.kind === 'macro') { const macro = macros.data?.items.find((one) => one.id === work.macroId); return `${t('macro.label')}${macro ? ` · ${named(macro.name, i18n.language)}` : ''}`; }
    return Object.entries(work.changes).map(([field, to]) => wishWords({ field: field === 'addTags' || field === 'removeTags' ? 'tags' : field, from: null, to: field === 'addTags' || field === 'removeTags' ? (to as readonly string[]).map((tag) => `${field === 'addTags' ? '+' : '−'} ${tag}`) : to, toName: field === 'ownerId' ? nameOf(agents.data?.items, to) : field === 'teamId' ? nameOf(teams.data?.items, to) : undefined }, t, i18n.language, typeName)).join(t('change.join'));
  };
}
