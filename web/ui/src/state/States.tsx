import { CloudOff, Compass, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button/Button.tsx';
import { classes } from '../style/classes.ts';
import { MissingPart } from '../renew/Renewal.tsx';
import { isMissingPart } from '../renew/renewal.ts';
import { faultWords } from './fault.ts';
import './state.css';

/** A grey bar in the shape of what comes. Sizes are CSS lengths of the grid, such as `var(--ac-4)` or `60%`. */
export function Skeleton({ width = '100%', height = '0.875em', round }: { readonly width?: string; readonly height?: string; readonly round?: boolean }) {
  return <span className="ac-bone" style={{ inlineSize: width, blockSize: height, ...(round ? { borderRadius: 'var(--ac-round)' } : {}) }} />;
}

/** Wraps skeletons: says "loading" to screen readers and shows nothing for the first 150 ms. */
export function Loading({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  const { t } = useTranslation('ui');
  return <div className={classes('ac-bones', className)} role="status" aria-label={t('loading')}>{children}</div>;
}

interface EmptyProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: ReactNode;
  /** The first step. */
  readonly children?: ReactNode;
  /** Level of the title; 1 where it is the whole page. */
  readonly heading?: 'h1' | 'h2';
}

/** Nothing here yet: what will be here, and the first step as children. */
export function EmptyState({ icon, title, text, children, heading: Heading = 'h2' }: EmptyProps) {
  return (
    <div className="ac-state">
      {icon ? <span className="ac-state__icon" aria-hidden="true">{icon}</span> : null}
      <Heading className="ac-state__title">{title}</Heading>
      {text ? <p className="ac-state__text">{text}</p> : null}
      {children ? <div className="ac-state__acts">{children}</div> : null}
    </div>
  );
}

interface ErrorProps {
  readonly error: unknown;
  /** What is safe: "Your draft is kept." A general sentence stands in. */
  readonly safe?: string;
  readonly retry?: () => void;
  readonly children?: ReactNode;
  readonly heading?: 'h1' | 'h2';
}

/** What happened · what is safe · what to do now. Takes the problem's own sentence where the server gave one. */
export function ErrorState({ error, safe, retry, children, heading: Heading = 'h2' }: ErrorProps) {
  const { t } = useTranslation('ui');
  if (isMissingPart(error)) return <MissingPart heading={Heading} />;
  const words = faultWords(error);
  // Trying again brings nothing back, and nothing of it was in danger.
  if (words.missing)
    return (
      <div className="ac-state" role="alert">
        <span className="ac-state__icon" aria-hidden="true"><Compass size={22} /></span>
        <Heading className="ac-state__title">{t('fault.missing')}</Heading>
        <p className="ac-state__text">{t('fault.missingDo')}</p>
        {children ? <div className="ac-state__acts">{children}</div> : null}
      </div>
    );
  return (
    <div className="ac-state ac-state--fault" role="alert">
      <span className="ac-state__icon" aria-hidden="true">{words.offline ? <CloudOff size={22} /> : <TriangleAlert size={22} />}</span>
      <Heading className="ac-state__title">{words.title}</Heading>
      {words.detail ? <p className="ac-state__text">{words.detail}</p> : null}
      <p className="ac-state__safe">{safe ?? t('fault.safe')}</p>
      <div className="ac-state__acts">
        {retry ? <Button kind="primary" onClick={retry}>{t('retry')}</Button> : null}
        {children}
      </div>
      {words.requestId ? <p className="ac-state__id">{words.requestId}</p> : null}
    </div>
  );
}

/** One or two sentences beside what they are about. */
export function Notice({ tone = 'plain', icon, children, role }: { readonly tone?: 'plain' | 'due' | 'late' | 'done' | 'wait' | 'accent'; readonly icon?: ReactNode; readonly children: ReactNode; readonly role?: 'status' | 'alert' }) {
  return <div className={classes('ac-notice', tone !== 'plain' && `ac-notice--${tone}`)} role={role}>{icon}<div className="ac-grow">{children}</div></div>;
}
