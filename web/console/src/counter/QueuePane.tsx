import { Button, Chip, Moment, faultSentence, named, useToasts } from '@aftercare/ui';
import type { CounterBoard, QueueNumber } from '@aftercare/contract/counter';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { BellRing, Check, Megaphone, Play, RotateCcw, UserX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCounter } from './data.ts';

interface Props { readonly board: CounterBoard; readonly desk: string; readonly current: QueueNumber | null; readonly onCalled: () => void }

/** Who waits and who is called; one large button for the next. */
export function QueuePane({ board, desk, current, onCalled }: Props) {
  const { t, i18n } = useTranslation('counter');
  const counter = useCounter();
  const client = useQueryClient();
  const toasts = useToasts();
  const siteId = board.site.id;
  const after = { onSettled: () => client.invalidateQueries({ queryKey: ['counter', siteId, 'board'] }), onError: (error: unknown) => toasts.show({ kind: 'fault', text: faultSentence(error) }) };
  const next = useMutation({ mutationFn: () => counter.next(siteId, desk), ...after, onSuccess: ({ number }) => { if (number) onCalled(); else toasts.show({ text: t('queue.nobody') }); } });
  const move = useMutation({ mutationFn: (o: { id: number; act: Parameters<typeof counter.move>[1] }) => counter.move(o.id, o.act), ...after });
  const give = useMutation({ mutationFn: (serviceId: number) => counter.give(siteId, serviceId), ...after, onSuccess: (number) => toasts.show({ text: t('queue.given', { code: number.code }) }) });
  const others = board.called.filter((n) => !n.mine);
  return (
    <aside className="ct-queue" aria-label={t('queue.title')}>
      {current ? (
        <div className="ct-now">
          <span className="ct-now__code">{current.code}</span>
          <span className="ac-soft">{named(current.service, i18n.language)} · {current.state === 'serving' ? t('queue.serving') : t('queue.called')}{current.calls > 1 ? ` · ${t('queue.calls', { count: current.calls })}` : ''}</span>
          <div className="ct-now__acts">
            {current.state === 'called' ? <Button kind="primary" icon={<Play size={16} />} onClick={() => move.mutate({ id: current.id, act: 'start' })}>{t('queue.start')}</Button> : null}
            {current.state === 'called' ? <Button icon={<BellRing size={16} />} onClick={() => move.mutate({ id: current.id, act: 'recall' })}>{t('queue.recall')}</Button> : null}
            {current.state === 'called' ? <Button icon={<UserX size={16} />} onClick={() => move.mutate({ id: current.id, act: 'no-show' })}>{t('queue.noShow')}</Button> : null}
            <Button icon={<Check size={16} />} onClick={() => move.mutate({ id: current.id, act: 'done' })}>{t('queue.done')}</Button>
          </div>
        </div>
      ) : null}
      <Button kind={current ? 'secondary' : 'primary'} size="large" wide busy={next.isPending} disabled={board.waiting.length === 0} icon={<Megaphone size={20} />} onClick={() => next.mutate()}>{board.waiting[0] ? t('queue.nextIs', { code: board.waiting[0].code }) : t('queue.next')}</Button>
      <div className="ct-numbers">
        <span><b>{board.waiting.length}</b>{t('queue.waiting')}</span>
        <span><b>{board.today.done}</b>{t('queue.served')}</span>
        <span><b>{board.today.waitMinutes === null ? '–' : Math.round(board.today.waitMinutes)}</b>{t('queue.minutes')}</span>
      </div>
      <ol className="ct-waiting">
        {board.waiting.length === 0 ? <li className="ac-faint ct-none">{t('queue.empty')}</li> : null}
        {board.waiting.map((n) => <li key={n.id}><b className="ct-code">{n.code}</b><span className="ac-soft ac-clip">{named(n.service, i18n.language)}</span><Moment at={n.takenAt} as="compact" className="ac-faint ac-small" /></li>)}
      </ol>
      {others.length > 0 ? (
        <ul className="ct-others" aria-label={t('queue.others')}>
          {others.map((n) => <li key={n.id}><b className="ct-code">{n.code}</b><span className="ac-soft ac-clip">{[n.agent, n.desk ? t('queue.atDesk', { desk: n.desk }) : ''].filter(Boolean).join(' · ')}</span><Chip>{t(`state.${n.state}`)}</Chip>{n.state === 'called' ? <Button kind="quiet" size="small" aria-label={t('queue.backOf', { code: n.code })} icon={<RotateCcw size={14} />} onClick={() => move.mutate({ id: n.id, act: 'back' })} /> : null}</li>)}
        </ul>
      ) : null}
      <div className="ct-give">
        <span className="ac-faint ac-small">{t('queue.give')}</span>
        {board.services.filter((s) => s.active).map((s) => <Button key={s.id} size="small" onClick={() => give.mutate(s.id)}>{s.letter} · {named(s.name, i18n.language)}</Button>)}
      </div>
    </aside>
  );
}
