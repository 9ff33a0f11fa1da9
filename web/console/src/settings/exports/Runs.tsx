import { api } from '@aftercare/contract';
import type { ExportRun } from '@aftercare/contract/exports';
import { Button, Chip, EmptyState, IconButton, Moment, fileSize, useApi } from '@aftercare/ui';
import { Archive, Download, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';
import { KindCounts } from '../frame/KindCounts.tsx';
import { useWork } from '../frame/useWork.ts';
import './exports.css';

/** Exports of one's own: how far, where to fetch, until when. */
export function Runs({ runs }: { readonly runs: readonly ExportRun[] }) {
  const { t } = useTranslation('settings');
  return (
    <Group title={t('exports.files')} hint={t('exports.filesHint')}>
      {runs.length === 0 ? <EmptyState icon={<Archive size={22} />} title={t('exports.empty')} text={t('exports.emptyText')} /> : <ul className="ex-runs">{runs.map((run) => <Run key={run.id} run={run} />)}</ul>}
    </Group>
  );
}

function Run({ run }: { readonly run: ExportRun }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const number = new Intl.NumberFormat(i18n.language);
  const underWay = run.state === 'waiting' || run.state === 'running';
  const fetchIt = useWork({ work: (_: undefined) => call(api.exports.link, { params: { id: run.id } }), keys: ['exports'], after: ({ url }) => { window.location.assign(url); }, loud: true });
  const stop = useWork({ work: (_: undefined) => call(api.exports.stop, { params: { id: run.id } }), keys: ['exports'], loud: true });
  const remove = useWork({ work: (_: undefined) => call(api.exports.remove, { params: { id: run.id } }), keys: ['exports'], loud: true });
  const title = `${t(`exports.of.${run.what}`)} · ${t(`exports.as.${run.form}`)}`;
  const words = run.state === 'waiting' ? t('exports.waiting') : t('exports.running', { done: number.format(run.done), total: number.format(run.total) });
  const counts = Object.entries(run.counts).filter(([kind, n]) => n > 0 && ['customer', 'ticket', 'message', 'note', 'file'].includes(kind)).map(([kind, n]) => t(`exports.count.${kind}`, { count: n, n: number.format(n) })).join(' · ');
  return (
    <li className="ex-run">
      <div className="ex-run__words">
        <strong>{title}</strong>
        <span className="ac-faint ac-small"><Moment at={run.at} />{run.size !== null ? ` · ${fileSize(run.size, i18n.language)}` : ''}{counts && !underWay ? ` · ${counts}` : ''}{run.ready && run.expiresAt ? <> · {t('exports.until')} <Moment at={run.expiresAt} /></> : null}</span>
        {underWay ? <><progress className="ex-bar" {...(run.state === 'running' && run.total > 0 ? { value: run.done, max: run.total } : {})} aria-label={words} /><span className="ac-small" role="status">{words}</span></> : null}
        {run.what === 'everything' ? <KindCounts kinds={run.kinds} /> : null}
      </div>
      <div className="ac-row">
        {underWay ? <Button size="small" busy={stop.isPending} onClick={() => stop.mutate(undefined)}>{t('exports.stop')}</Button> : null}
        {run.ready ? <Button size="small" icon={<Download size={14} aria-hidden="true" />} busy={fetchIt.isPending} aria-label={t('exports.fetchOne', { title })} onClick={() => fetchIt.mutate(undefined)}>{t('exports.fetch')}</Button> : null}
        {!underWay && !run.ready ? <Chip tone={run.state === 'failed' ? 'late' : 'plain'}>{run.state === 'done' ? t('exports.expired') : t(`exports.state.${run.state}`)}</Chip> : null}
        {underWay ? null : <IconButton size="small" label={t('exports.remove', { title })} icon={<Trash2 size={14} />} onClick={() => remove.mutate(undefined)} />}
      </div>
    </li>
  );
}
