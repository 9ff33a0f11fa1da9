import { WifiOff } from 'lucide-react';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../state/States.tsx';
import { createLive } from './connection.ts';
import type { LiveConnection, LiveFact, LivePeople, LiveStatus, Socket } from './connection.ts';

const Context = createContext<LiveConnection | null>(null);

/** Keeps one live line open for what is inside. `onReset`: too much was missed, load everything anew. */
export function LiveProvider({ path = '/api/v1/live', onReset, children }: { readonly path?: string; readonly onReset?: () => void; readonly children: ReactNode }) {
  const reset = useRef(onReset);
  reset.current = onReset;
  const live = useMemo(() => createLive({
    open: () => new WebSocket(new URL(path, location.href.replace(/^http/, 'ws'))) as unknown as Socket,
    onReset: () => reset.current?.(),
  }), [path]);
  useEffect(() => {
    live.start();
    const wake = () => { if (document.visibilityState === 'visible') live.nudge(); };
    window.addEventListener('online', live.nudge);
    window.addEventListener('offline', live.cut);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.removeEventListener('online', live.nudge);
      window.removeEventListener('offline', live.cut);
      document.removeEventListener('visibilitychange', wake);
      live.stop();
    };
  }, [live]);
  return <Context value={live}>{children}</Context>;
}

function useConnection(): LiveConnection {
  const live = use(Context);
  if (!live) throw new Error('useLive needs a LiveProvider above it');
  return live;
}

/** Calls `onFact` for every fact of the topics (`inbox`, `counts`, `ticket:5`, …) while mounted. Must be idempotent. */
export function useLive(topics: readonly string[], onFact: (fact: LiveFact) => void): void {
  const live = useConnection();
  const latest = useRef(onFact);
  latest.current = onFact;
  const names = topics.join(' ');
  useEffect(() => {
    const ends = names.split(' ').filter(Boolean).map((topic) => live.subscribe(topic, (fact) => latest.current(fact)));
    return () => { for (const end of ends) end(); };
  }, [live, names]);
}

/** Whether facts are coming in. */
export function useLiveStatus(): LiveStatus {
  const live = useConnection();
  return useSyncExternalStore(live.onStatus, live.status, live.status);
}

/** Who else is on a ticket, and a way to say that I am typing. I am `viewing` while mounted. */
export function usePeopleOn(ticketId: number): { readonly people: LivePeople; readonly typing: (on: boolean) => void } {
  const live = useConnection();
  const [people, setPeople] = useState<LivePeople>([]);
  useEffect(() => {
    setPeople([]);
    const end = live.onPeople(ticketId, setPeople);
    live.say(ticketId, 'viewing');
    return () => { end(); live.say(ticketId, 'gone'); };
  }, [live, ticketId]);
  const typing = useCallback((on: boolean) => live.say(ticketId, on ? 'typing' : 'viewing'), [live, ticketId]);
  return { people, typing };
}

/** Told across the top while the line is broken: what is safe and that it mends itself. */
export function OfflineNotice() {
  const { t } = useTranslation('ui');
  const status = useLiveStatus();
  if (status !== 'offline') return null;
  return <div className="ac-offline"><Notice tone="due" role="status" icon={<WifiOff size={16} aria-hidden="true" />}>{t('live.offline')}</Notice></div>;
}
