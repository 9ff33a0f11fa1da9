import { api } from '@aftercare/contract';
import type { ImportRun } from '@aftercare/contract/imports';
import { Button, Notice, buttonClass, named, useApi } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Check, Download, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KindCounts } from '../frame/KindCounts.tsx';
import { isUnderWay } from './state.ts';

/** How far it is, or what became of it, with the lines that were not taken. */
export function Outcome({ run, busy, onAct }: { readonly run: ImportRun; readonly busy: boolean; readonly onAct: (what: 'stop' | 'resume' | 'undo') => void }) {
  const { t, i18n } = useTranslation('settings');
  const [sure, setSure] = useState(false);
  const number = new Intl.NumberFormat(i18n.language);
  const n = { done: number.format(run.done), total: number.format(run.total ?? 0), read: number.format(run.read) };
  const left = run.kinds.filter((k) => k.left !== null);
  const underWay = isUnderWay(run.state);
  const back = run.undone + run.stayed;
  const words = run.state === 'reading' ? t('imports.reading', n) : run.state === 'running' ? t(run.dry ? 'imports.trying' : 'imports.running', n) : run.state === 'undoing' ? t('imports.undoing', { done: number.format(back) }) : run.state === 'waiting' ? t('imports.state.waiting') : '';
  const title = run.state === 'done' ? t(run.dry ? 'imports.wouldTitle' : 'imports.doneTitle') : run.state === 'undone' ? t('imports.undoneTitle', { count: run.undone, number: number.format(run.undone) }) : t(`imports.state.${run.state}`);
  return (
    <section className="ac-panel im-outcome" aria-label={t('imports.outcome')}>
      {underWay ? (
        <div className="ac-stack">
          <div className="ac-spread"><span role="status">{words}</span>{run.state === 'undoing' ? null : <Button size="small" busy={busy} onClick={() => onAct('stop')}>{t('imports.stop')}</Button>}</div>
          <progress className="im-bar" {...(run.state === 'running' && run.total ? { value: run.done, max: run.total } : run.state === 'undoing' ? { value: back, max: Math.max(back, run.created + run.changed, 1) } : {})} aria-label={words} />
          <p className="ac-faint ac-small">{t('imports.leave')}</p>
        </div>
      ) : (
        <h2 className="im-outcome__title">{run.state === 'done' || run.state === 'undone' ? <Check size={18} aria-hidden="true" className="im-good" /> : <TriangleAlert size={18} aria-hidden="true" className="im-bad" />}{title}</h2>
      )}
      {/* What came is gone again. */}
      {run.state === 'undone' ? null : <dl className="im-figures">
        {(['created', 'changed', 'skipped', 'failed'] as const).map((key) => <div key={key} data-kind={key}><dt>{t(`imports.count.${key}`)}</dt><dd>{number.format(run[key])}</dd></div>)}
      </dl>}
      {run.state === 'undone' ? null : <KindCounts kinds={run.kinds.filter((k) => k.left === null).map(({ read, ...k }) => ({ ...k, done: read }))} />}
      {run.state === 'undone' || left.length === 0 ? null : (
        <Notice>
          <p>{t('imports.leftTitle')}</p>
          <ul className="im-left">{left.map((k) => <li key={k.key}><strong>{named(k.name, i18n.language)} · {number.format(k.read)}</strong> {named(k.left ?? k.name, i18n.language)}</li>)}</ul>
        </Notice>
      )}
      {run.stayed > 0 ? <Notice tone="due">{t('imports.stayed', { count: run.stayed })}</Notice> : null}
      <div className="ac-row im-acts">
        {run.failed > 0 && !underWay ? <a className={buttonClass('secondary')} href={`/api/v1/imports/${run.id}/errors`} download><Download size={16} aria-hidden="true" />{t('imports.errorFile')}</a> : null}
        {!run.dry && ['stopped', 'failed'].includes(run.state) ? <Button kind="primary" busy={busy} onClick={() => onAct('resume')}>{t('imports.resume')}</Button> : null}
        {run.mayUndo ? (sure ? <><span className="ac-soft">{t('imports.undoSure')}</span><Button kind="danger" busy={busy} onClick={() => { setSure(false); onAct('undo'); }}>{t('imports.undoYes')}</Button><Button kind="quiet" onClick={() => setSure(false)}>{t('imports.undoNo')}</Button></> : <Button onClick={() => setSure(true)}>{t('imports.undo')}</Button>) : null}
      </div>
      {run.failed > 0 && !underWay ? <Faults id={run.id} /> : null}
    </section>
  );
}

function Faults({ id }: { readonly id: number }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const found = useInfiniteQuery({ queryKey: ['import-faults', id], initialPageParam: '', queryFn: ({ pageParam, signal }) => call(api.imports.faults, { params: { id }, query: { limit: 20, ...(pageParam ? { after: pageParam } : {}) } }, { signal }), getNextPageParam: (last) => last.next });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <>
      <div className="im-scroll" role="region" aria-label={t('imports.faults')} tabIndex={0}>
        <table className="im-table">
          <thead><tr><th scope="col">{t('imports.line')}</th><th scope="col">{t('imports.column')}</th><th scope="col">{t('imports.value')}</th><th scope="col">{t('imports.todo')}</th></tr></thead>
          <tbody>{items.map((f, i) => <tr key={i}><td>{f.line}</td><td translate="no">{f.column}</td><td translate="no" className="im-table__value">{f.value || '–'}</td><td>{f.message}</td></tr>)}</tbody>
        </table>
      </div>
      {found.hasNextPage ? <Button kind="quiet" size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('imports.more')}</Button> : null}
    </>
  );
}
