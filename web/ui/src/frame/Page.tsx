import type { ReactNode } from 'react';
import { classes } from '../style/classes.ts';
import './frame.css';

interface HeadProps {
  readonly title: ReactNode;
  /** How many are in the list. */
  readonly count?: string | null;
  readonly before?: ReactNode;
  readonly children?: ReactNode;
}

/** The bar above a pane: title, count, actions. */
export function PaneHead({ title, count, before, children }: HeadProps) {
  return (
    <header className="ac-head">
      {before}
      <h1 className="ac-head__title ac-clip">{title}{count ? <span className="ac-head__count"> {count}</span> : null}</h1>
      {children ? <div className="ac-head__acts">{children}</div> : null}
    </header>
  );
}

/** A pane that is a list: head, an optional bar for selection or filters, and the part that scrolls. */
export function ListPage({ head, bar, children }: { readonly head: ReactNode; readonly bar?: ReactNode; readonly children: ReactNode }) {
  return <>{head}{bar}{children}</>;
}

interface PageProps {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly actions?: ReactNode;
  readonly width?: 'normal' | 'reading' | 'wide';
  readonly children: ReactNode;
}

/** A page of its own: title, a sentence on what it is for, actions, content in one column. */
export function DetailPage({ title, intro, actions, width = 'normal', children }: PageProps) {
  return (
    <div className={classes('ac-page', width !== 'normal' && `ac-page--${width}`)}>
      <header className="ac-page__head">
        <div className="ac-grow">
          <h1 className="ac-page__title">{title}</h1>
          {intro ? <p className="ac-page__intro">{intro}</p> : null}
        </div>
        {actions ? <div className="ac-page__acts">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** A titled part of a page or side pane. */
export function Section({ title, action, children }: { readonly title: string; readonly action?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="ac-section">
      <div className="ac-spread"><h2 className="ac-section__title">{title}</h2>{action}</div>
      {children}
    </section>
  );
}

/** Names and values, as a description list. Null values are left out. */
export function Facts({ items }: { readonly items: readonly (readonly [name: string, value: ReactNode])[] }) {
  const given = items.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return <dl className="ac-facts">{given.map(([name, value]) => [<dt key={`${name}-t`}>{name}</dt>, <dd key={`${name}-d`} className="ac-grow">{value}</dd>])}</dl>;
}
