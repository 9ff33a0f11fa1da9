import { dispatch } from '@aftercare/contract/dispatch';
import { ApiError } from '@aftercare/contract/client';
import { clockTime, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Board, type Placing, type Visit, place, useBoardCache } from './data.ts';

interface Step { readonly id: number; readonly back: Placing }

/** Moving visits by hand: at once on the screen, with undo. */
export function usePlacing(board: Board) {
  const { t, i18n } = useTranslation('dispatch');
  const { call } = useApi();
  const toasts = useToasts();
  const cache = useBoardCache(board.day);
  const steps = useRef<Step[]>([]);
  const current = useRef(board);
  current.current = board;

  const onError = useCallback((error: Error) => {
    const stale = error instanceof ApiError && error.problem.code === 'stale-version';
    toasts.show({ kind: 'fault', text: stale ? t('stale') : faultSentence(error) });
    void cache.renew();
  }, [toasts, t, cache]);
  const find = (id: number): Visit | undefined => [...current.current.visits, ...current.current.waiting].find((v) => v.id === id);

  const put = useMutation({
    mutationFn: ({ visit, to }: { visit: Visit; to: Placing; undoing?: boolean }) => place(call, visit, to),
    onMutate: ({ visit, to }) => cache.put({ ...visit, ...to, state: visit.state === 'waiting' && to.startsAt ? 'planned' : visit.state }),
    onSuccess: (now, { visit, undoing }) => {
      cache.put(now);
      void cache.renew();
      if (undoing) return;
      steps.current.push({ id: visit.id, back: { technicianId: visit.technicianId, startsAt: visit.startsAt } });
      const text = now.technicianName && now.startsAt ? t('moved', { technician: now.technicianName, time: clockTime(now.startsAt, i18n.language, current.current.timeZone) }) : t('takenOff');
      toasts.show({ text, action: { label: t('undo'), perform: undo } });
    },
    onError,
  });
  function undo(): void {
    const step = steps.current.pop();
    const visit = step && find(step.id);
    if (step && visit) put.mutate({ visit, to: step.back, undoing: true });
  }
  /** A move beyond what the customer was promised waits for a yes: they will be told. */
  const [asked, setAsked] = useState<{ readonly visit: Visit; readonly to: Placing } | null>(null);
  const move = (visit: Visit, to: Placing) => {
    if (to.technicianId === visit.technicianId && to.startsAt === visit.startsAt) return;
    const keeps = to.startsAt === null || to.technicianId === null || (visit.windowFrom !== null && visit.windowTo !== null && to.startsAt >= visit.windowFrom && to.startsAt <= visit.windowTo);
    if (keeps) put.mutate({ visit, to });
    else setAsked({ visit, to });
  };
  const lock = useMutation({
    mutationFn: (visit: Visit) => call(dispatch.lock, { params: { id: visit.id }, body: { locked: !visit.locked, version: visit.version } }),
    onSuccess: (now) => { cache.put(now); void cache.renew(); }, onError,
  });
  return {
    move,
    asked,
    answer: (yes: boolean) => { if (yes && asked) put.mutate(asked); setAsked(null); },
    takeOff: (visit: Visit) => { if (visit.technicianId !== null) put.mutate({ visit, to: { technicianId: null, startsAt: null } }); },
    lock: (visit: Visit) => lock.mutate(visit),
    undo,
    busy: put.isPending || lock.isPending,
  };
}
export type PlacingHands = ReturnType<typeof usePlacing>;
