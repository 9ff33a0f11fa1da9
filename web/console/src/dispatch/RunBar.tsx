import { dispatch } from '@aftercare/contract/dispatch';
import type { PlanRun } from '@aftercare/contract/dispatch';
import { Button, Notice, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBoardCache, working } from './data.ts';

/** What an optimisation found: how far it is, the figures before and after, and the choice. */
export function RunBar({ run, mayPlan }: { readonly run: PlanRun; readonly mayPlan: boolean }) {
  const { t } = useTranslation('dispatch');
  const { call } = useApi();
  const toasts = useToasts();
  const cache = useBoardCache(run.day);
  const settled = { onSettled: () => void cache.renew(), onError: (error: Error) => void toasts.show({ kind: 'fault', text: faultSentence(error) }) };
  const undo = useMutation({ mutationFn: () => call(dispatch.undo, { params: { id: run.id } }), onSuccess: () => void toasts.show({ text: t('run.undone') }), ...settled });
  const apply = useMutation({
    mutationFn: () => call(dispatch.apply, { params: { id: run.id } }), ...settled,
    onSuccess: ({ skipped }) => void toasts.show({ text: skipped > 0 ? t('run.skipped', { count: skipped }) : t('run.applied'), seconds: 12, action: { label: t('run.undo'), perform: () => undo.mutate() } }),
  });
  const discard = useMutation({ mutationFn: () => call(dispatch.discard, { params: { id: run.id } }), ...settled });
  if (working(run)) return <div className="dp-run" role="status"><span>{t('optimising')}</span><progress className="dp-run__progress" value={run.progress} max={1} aria-label={t('run.progress')} /></div>;
  if (run.state === 'failed') return <Notice tone="late" role="alert">{t('run.failed', { fault: run.fault ?? '' })}</Notice>;
  if (run.state === 'applied') return <div className="dp-run"><span>{t('run.applied')}</span>{mayPlan ? <Button size="small" busy={undo.isPending} onClick={() => undo.mutate()}>{t('run.undo')}</Button> : null}</div>;
  if (run.state !== 'ready' || !run.before || !run.after) return null;
  const { before, after } = run;
  const better = run.moved > 0 && after.points < before.points;
  const rows = (['unplanned', 'drivingMinutes', 'kilometres', 'technicians', 'conflicts', 'points'] as const).map((key) => ({ key, label: t(`figures.${key === 'drivingMinutes' ? 'driving' : key}`), before: before[key], after: after[key] }));
  return (
    <section className="dp-run" aria-label={t('run.ready')}>
      <p className="dp-run__words"><strong>{better ? t('run.ready') : t('run.same')}</strong>{better ? ` ${t('run.better', { minutes: before.drivingMinutes - after.drivingMinutes, unplanned: after.unplanned, moved: run.moved })}` : null}</p>
      <table className="dp-run__table">
        <thead><tr><td />{rows.map((r) => <th key={r.key} scope="col">{r.label}</th>)}</tr></thead>
        <tbody>
          <tr><th scope="row">{t('run.before')}</th>{rows.map((r) => <td key={r.key}>{r.before.toLocaleString()}</td>)}</tr>
          <tr><th scope="row">{t('run.after')}</th>{rows.map((r) => <td key={r.key} data-better={r.after < r.before || undefined} data-worse={r.after > r.before || undefined}>{r.after.toLocaleString()}</td>)}</tr>
        </tbody>
      </table>
      {mayPlan ? <div className="ac-row">{better ? <Button kind="primary" busy={apply.isPending} onClick={() => apply.mutate()}>{t('run.apply')}</Button> : null}<Button busy={discard.isPending} onClick={() => discard.mutate()}>{t('run.discard')}</Button></div> : null}
    </section>
  );
}
