import { Button, ErrorState, Loading, Skeleton, clockTime, named, useApi, useNow } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { useParams, useSearch } from '@tanstack/react-router';
import { Maximize } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFullScreen } from '../../wallboard/useFullScreen.ts';
import { loadCounterWords } from '../words.ts';
import './display.css';

await loadCounterWords();
type Shown = Awaited<ReturnType<ReturnType<typeof useShown>['ask']>>;

function useShown(site: string, token: string) {
  const { call } = useApi();
  return { ask: (since: string | undefined, signal: AbortSignal) => call(api.counter.display, { params: { id: Number(site) }, query: { t: token, ...(since ? { since } : {}) } }, { signal }) };
}

/** On the wall: whose turn it is, read from five metres. Asks again as soon as it was answered; the server waits until something happens. */
export function DisplayPage() {
  const { t, i18n } = useTranslation('counter');
  const { site } = useParams({ from: '/display/$site' });
  const { t: token } = useSearch({ from: '/display/$site' });
  const now = useNow('minute');
  const frame = useRef<HTMLElement>(null);
  const screen = useFullScreen(frame);
  const [shown, setShown] = useState<Shown | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const { ask } = useShown(site, token);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const gone = new AbortController();
    const run = async () => {
      let version: string | undefined;
      while (!gone.signal.aborted) {
        try {
          const next = await latest.current(version, gone.signal);
          version = next.version;
          setShown(next);
          setFault(null);
        } catch (error) {
          if (gone.signal.aborted) return;
          setFault(error);
          // A wrong link stays wrong; a broken line mends itself.
          if (error instanceof ApiError && error.problem.status < 500) return;
          await new Promise((resolve) => setTimeout(resolve, 3000));
        }
      }
    };
    void run();
    return () => gone.abort();
  }, [site, token]);
  if (!shown) return fault ? <div className="dp"><ErrorState heading="h1" error={fault} /></div> : <Loading className="dp"><Skeleton width="40%" height="4rem" /><Skeleton height="40vh" /></Loading>;
  const [first, ...rest] = shown.called;
  return (
    <main className="dp" ref={frame}>
      <header className="dp-head">
        <h1>{shown.company} · {named(shown.site, i18n.language)}</h1>
        {screen.possible && !screen.on ? <Button kind="quiet" icon={<Maximize size={16} aria-hidden="true" />} onClick={screen.toggle}>{t('display.full')}</Button> : null}
        <span className="dp-head__time">{clockTime(now, i18n.language)}</span>
      </header>
      <div className="dp-body">
        <section className="dp-first" aria-live="polite">
          {first ? (
            <div key={`${first.code}-${first.calls}`} className="dp-call">
              <span className="dp-call__code">{first.code}</span>
              <span className="dp-call__desk">{first.desk ? t('display.desk', { desk: first.desk }) : t('display.counter')}</span>
            </div>
          ) : <p className="dp-quiet">{t('display.quiet')}</p>}
        </section>
        <section className="dp-rest">
          {rest.slice(0, 4).map((one) => <div key={one.code} className="dp-row"><span>{one.code}</span><span className="dp-row__desk">{one.desk ? t('display.desk', { desk: one.desk }) : ''}</span></div>)}
        </section>
      </div>
      <footer className="dp-foot">
        <span className="dp-foot__words">{shown.next.length > 0 ? t('display.next') : t('display.nobody')}</span>
        <span className="dp-foot__codes">{shown.next.slice(0, 6).map((code) => <span key={code}>{code}</span>)}</span>
        {shown.waiting > 0 ? <span className="dp-foot__count">{t('display.waiting', { count: shown.waiting })}</span> : null}
      </footer>
      {fault ? <p className="dp-fault" role="status">{t('display.stale')}</p> : null}
    </main>
  );
}
