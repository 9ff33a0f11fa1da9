import { RefreshCw } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button/Button.tsx';
import { currentStand, hindrance, hold, loadAnew, look, onStand } from './renewal.ts';

/** While `on`, the page does not load anew by itself. */
export function useHeld(on: boolean): void {
  useEffect(() => (on ? hold() : undefined), [on]);
}

/** At the top of every page, once a newer build was noticed while nothing stands in anybody's way. */
export function RenewalBar() {
  const { t } = useTranslation('ui');
  const stand = useSyncExternalStore(onStand, currentStand);
  return (
    <div role="status" className="ac-renewal" hidden={stand !== 'newer'}>
      {stand === 'newer' ? <><RefreshCw size={16} aria-hidden="true" /><span className="ac-grow">{t('renewal.bar')}</span><Button size="small" onClick={loadAnew}>{t('renewal.load')}</Button></> : null}
    </div>
  );
}

const readMs = 1500;
const lookMs = 4000;

/** In place of a part that could not be fetched: loads the page anew once the server answers, where nothing is lost by it. */
export function MissingPart({ heading: Heading }: { readonly heading: 'h1' | 'h2' }) {
  const { t } = useTranslation('ui');
  const stand = useSyncExternalStore(onStand, currentStand);
  useEffect(() => {
    if (stand === 'well') return void look();
    if (stand === 'looking') return;
    if (stand === 'unreachable') {
      const again = setTimeout(() => void look(), lookMs);
      return () => clearTimeout(again);
    }
    // Whoever is busy elsewhere on this page decides for themselves; they may be done in a moment.
    const soon = setInterval(() => { if (hindrance() === null) loadAnew(); }, readMs);
    return () => clearInterval(soon);
  }, [stand]);
  const away = stand === 'unreachable';
  const waits = away || stand === 'looking' ? null : hindrance();
  const alone = !away && waits === null;
  return (
    <div className="ac-state ac-state--part" role="alert">
      <span className="ac-state__icon" aria-hidden="true"><RefreshCw size={22} /></span>
      <Heading className="ac-state__title">{away ? t('fault.offline') : t(stand === 'newer' ? 'renewal.title' : 'renewal.part')}</Heading>
      <p className="ac-state__text">{t(away ? 'renewal.waits' : `renewal.${waits ?? 'soon'}`)}</p>
      {alone ? null : <div className="ac-state__acts"><Button kind="primary" onClick={away ? () => void look() : loadAnew}>{t(away ? 'retry' : 'renewal.load')}</Button></div>}
    </div>
  );
}
