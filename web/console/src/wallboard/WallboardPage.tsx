import { Button, ErrorState, Loading, Skeleton, clockTime, useApi, useLiveStatus, useNow } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { Maximize, Minimize } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../command/command.ts';
import { useCommands } from '../command/CommandProvider.tsx';
import { useMe } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { Board } from './Board.tsx';
import { useFullScreen } from './useFullScreen.ts';
import { loadWallboardWords } from './words.ts';
import './wallboard.css';

await loadWallboardWords();

/** Today's numbers, live, for a screen on the wall. */
export function WallboardPage() {
  const { t, i18n } = useTranslation('wallboard');
  const { call } = useApi();
  const me = useMe();
  const now = useNow();
  const live = useLiveStatus();
  const frame = useRef<HTMLDivElement>(null);
  const { on, possible, toggle } = useFullScreen(frame);
  const board = useQuery({ queryKey: ['wallboard'], queryFn: ({ signal }) => call(api.analytics.wallboard, {}, { signal }), refetchInterval: 60_000, staleTime: 2000 });
  useRenewal('wallboard', [['wallboard']], 2000);
  useEffect(() => { document.title = `${t('title')} · Aftercare`; return () => { document.title = 'Aftercare'; }; }, [t]);
  useCommands(useMemo((): Command[] => [{ id: 'full-screen', group: 'go', label: t('fullScreen'), keys: 'f', allowed: possible, perform: toggle }], [t, possible, toggle]));
  const zone = board.data?.timeZone ?? me.timeZone;
  const date = new Intl.DateTimeFormat(i18n.language, { timeZone: zone, weekday: 'long', month: 'long', day: 'numeric' }).format(now);
  return (
    <div ref={frame} className="wb" data-full={on || undefined}>
      <header className="wb-head">
        <h1 className="wb-head__title">{me.company}<span className="wb-head__what">{t('today')}</span></h1>
        <span className="wb-head__live" data-live={live === 'online' || undefined}>{board.data ? t(live === 'offline' ? 'stale' : 'asOf', { time: clockTime(board.data.at, i18n.language, zone) }) : null}</span>
        <span className="wb-head__date">{date}</span>
        <span className="wb-head__time">{clockTime(now, i18n.language, zone)}</span>
        {possible ? <Button className="wb-quiet wb-head__full" icon={on ? <Minimize size={16} aria-hidden="true" /> : <Maximize size={16} aria-hidden="true" />} onClick={toggle}>{t(on ? 'leaveFullScreen' : 'fullScreen')}</Button> : null}
      </header>
      {board.data ? <Board board={board.data} /> : board.isError ? <ErrorState error={board.error} safe={t('safe')} retry={() => void board.refetch()} /> : (
        <Loading className="wb-grid">{['in', 'wait', 'late', 'rate', 'door', 'who'].map((area) => <span key={area} className="wb-panel" style={{ gridArea: area }}><Skeleton width="60%" height="1.5rem" /><Skeleton width="40%" height="3rem" /><Skeleton height="8rem" /></span>)}</Loading>
      )}
    </div>
  );
}
