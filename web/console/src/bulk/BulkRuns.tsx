import { Button, IconButton, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, History, TriangleAlert, X } from 'lucide-react';
import { Suspense, lazy, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../command/command.ts';
import { useCommands, useLatest } from '../command/CommandProvider.tsx';
import { useMay } from '../data/useQueries.ts';
import { ReportDialog } from './ReportDialog.tsx';
import { hideRun, useBulkStart, useShownRuns } from './runs.ts';
import './bulk.css';

const EarlierRuns = lazy(async () => ({ default: (await import('./EarlierRuns.tsx')).EarlierRuns }));

/** What is being done with many tickets, how far it is, and the way back. */
export function BulkRuns() {
  const { t } = useTranslation();
  const runs = useShownRuns();
  const may = useMay()('tickets.write');
  const [earlier, setEarlier] = useState(false);
  useCommands(useMemo((): Command[] => [{ id: 'earlier-runs', group: 'list', label: t('bulk.earlier'), icon: <History size={16} />, allowed: may, perform: () => setEarlier(true) }], [t, may]));
  return (
    <>
      {runs.length === 0 ? null : <div className="cs-runs">{runs.map((id) => <Run key={id} id={id} />)}</div>}
      {earlier ? <Suspense fallback={null}><EarlierRuns onClose={() => setEarlier(false)} /></Suspense> : null}
    </>
  );
}

function Run({ id }: { readonly id: number }) {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const [report, setReport] = useState(false);
  const again = useBulkStart(() => hideRun(id));
  const run = useQuery({ queryKey: ['bulk', id], queryFn: ({ signal }) => call(api.automation.bulkRun, { params: { id } }, { signal }), refetchInterval: (query) => (query.state.data && ['done', 'stopped'].includes(query.state.data.state) ? false : 700) });
  // Kept from before, and not mine or gone: nothing to show.
  useEffect(() => { if (run.error instanceof ApiError && run.error.problem.status === 404) hideRun(id); }, [id, run.error]);
  const over = run.data?.state === 'done' || run.data?.state === 'stopped';
  const through = (run.data?.done ?? 0) + (run.data?.failed ?? 0);
  useEffect(() => { if (through > 0) for (const key of ['list', 'views', 'ticket', 'relations']) void client.invalidateQueries({ queryKey: [key] }); }, [client, over, Math.floor(through / 500)]);
  // What went well needs no further word after a while.
  useEffect(() => { if (run.data?.state !== 'done' || run.data.failed > 0 || report) return undefined; const timer = setTimeout(() => hideRun(id), 20_000); return () => clearTimeout(timer); }, [id, run.data, report]);
  const undoable = over && run.data?.work.kind !== 'undo' && (run.data?.done ?? 0) > 0 && !run.data?.undoneBy && !again.isPending;
  // The newest word at the edge has the key first; this run after it.
  const undo = useLatest(() => { if (!toasts.actOnNewest()) again.mutate({ work: { kind: 'undo', runId: id } }); });
  useCommands(useMemo((): Command[] => (undoable ? [{ id: `undo-run-${id}`, group: 'list', label: t('command.undo'), keys: 'z', allowed: true, hidden: true, perform: undo }] : []), [undoable, id, t, undo]));
  const one = run.data;
  if (!one) return null;
  const number = new Intl.NumberFormat(i18n.language);
  const undoing = one.work.kind === 'undo';
  const words = !over ? (one.state === 'gathering' ? t('bulk.gathering') : t(undoing ? 'bulk.undoing' : 'bulk.running', { done: number.format(through), total: number.format(one.total) })) : t(undoing ? 'bulk.undoneMany' : 'bulk.done', { count: one.done, number: number.format(one.done) });
  return (
    <section className="cs-run" aria-label={t('bulk.run')}>
      <div className="cs-run__head">
        {over ? (one.failed > 0 ? <TriangleAlert size={16} className="cs-run__bad" aria-hidden="true" /> : <Check size={16} className="cs-run__good" aria-hidden="true" />) : null}
        <span className="ac-grow" role="status">{words}{one.state === 'stopped' ? ` · ${t('bulk.stopped')}` : ''}</span>
        {over ? <IconButton size="small" label={t('bulk.close')} icon={<X size={14} />} onClick={() => hideRun(id)} /> : <Button size="small" onClick={() => void call(api.automation.stopBulk, { params: { id } }).then(() => run.refetch())}>{t('bulk.stop')}</Button>}
      </div>
      {over ? null : <progress className="cs-run__bar" {...(one.total > 0 ? { value: through, max: one.total } : {})} aria-label={words} />}
      {one.failed > 0 ? <p className="cs-run__foot"><span className="cs-run__bad">{t('bulk.failedCount', { count: one.failed, number: number.format(one.failed) })}</span> <Button kind="link" onClick={() => setReport(true)}>{t('bulk.report')}</Button></p> : null}
      {over && !undoing && one.done > 0 && !one.undoneBy ? <p className="cs-run__foot"><Button size="small" busy={again.isPending} onClick={() => again.mutate({ work: { kind: 'undo', runId: id } })}>{t('bulk.undoAll')}</Button></p> : null}
      {report ? <ReportDialog runId={id} onClose={() => setReport(false)} /> : null}
    </section>
  );
}
