import { EmptyState, Loading, Skeleton, buttonClass, classes } from '@aftercare/ui';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft, Settings } from 'lucide-react';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { HomePart } from './home/HomePart.tsx';
import { SettingsNav } from './SettingsNav.tsx';
import { parts, placeOf } from './parts.ts';
import { loadSettingsWords } from './words.ts';
import './settings.css';

await loadSettingsWords();

/** Settings of the desk and of one's own account: the list of parts beside the open one; on a phone one after the other. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const may = useMay();
  const { _splat: splat } = useParams({ strict: false });
  const { key, id } = placeOf(splat);
  const allowed = parts.filter((part) => part.right === null || may(part.right));
  const open = allowed.find((part) => part.key === key);
  const body = useRef<HTMLDivElement>(null);
  // In braces: newer browsers answer scrolling with a promise, which is no clean-up.
  useEffect(() => { body.current?.scrollTo(0, 0); }, [splat]);
  useEffect(() => { document.title = `${open ? t(`part.${open.key}`) : t('title')} · Aftercare`; return () => { document.title = 'Aftercare'; }; }, [open, t]);
  return (
    <div className={classes('st', key === null ? 'st--home' : 'st--part')}>
      <SettingsNav parts={allowed} open={open?.key ?? null} />
      <div ref={body} className="st__body">
        {key === null ? null : (
          <Link className="st__back" to="/settings/$" params={{ _splat: id === null || !open ? '' : open.key }}>
            <ChevronLeft size={18} aria-hidden="true" />{id === null || !open ? t('title') : t(`part.${open.key}`)}
          </Link>
        )}
        <Suspense fallback={<PartSkeleton />}>
          {key === null ? <HomePart parts={allowed} /> : open ? <open.Page key={`${open.key}/${id ?? ''}`} id={id} /> : (
            <EmptyState icon={<Settings size={22} />} title={t('noPart')} text={t('noPartText')}><Link to="/settings" className={buttonClass('primary')}>{t('toHome')}</Link></EmptyState>
          )}
        </Suspense>
      </div>
    </div>
  );
}

function PartSkeleton() {
  return <Loading className="st-page"><Skeleton width="12rem" height="1.5rem" /><Skeleton height="12rem" /></Loading>;
}
