import { EmptyState, buttonClass } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Plus } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly intro: string;
  /** Leads to the form for a new one. */
  readonly add?: { readonly label: string; readonly to: string };
  readonly actions?: ReactNode;
  /** Said while there is nothing yet: then the way to add stands there. */
  readonly empty?: { readonly icon: ReactNode; readonly title: string; readonly text: string } | undefined;
  readonly children: ReactNode;
}

/** A part as a list: what it is for, a way to add, the rows. */
export function ListPage({ title, intro, add, actions, empty, children }: Props) {
  const adding = add ? <Link className={buttonClass('primary')} to="/settings/$" params={{ _splat: add.to }}><Plus size={16} aria-hidden="true" />{add.label}</Link> : null;
  return (
    <div className="st-page">
      <header className="st-page__head">
        <div className="ac-grow"><h1 className="ac-page__title">{title}</h1><p className="ac-page__intro">{intro}</p></div>
        <div className="ac-page__acts">{actions}{empty ? null : adding}</div>
      </header>
      {empty ? <EmptyState {...empty}>{adding}</EmptyState> : children}
    </div>
  );
}

interface RowProps { readonly to: string; readonly lead?: ReactNode; readonly title: ReactNode; readonly sub?: ReactNode; /** All of `sub`, on as many lines as it takes. */ readonly full?: boolean; readonly end?: ReactNode; readonly faded?: boolean }

/** One thing in a list, leading to its form. */
export function Row({ to, lead, title, sub, full, end, faded }: RowProps) {
  return (
    <li className="st-row" data-faded={faded || undefined}>
      <Link className="st-row__link" to="/settings/$" params={{ _splat: to }}>
        {lead}
        <span className="st-row__words"><span className="st-row__title">{title}</span>{sub ? <span className={full ? 'st-row__sub st-row__sub--full' : 'st-row__sub'}>{sub}</span> : null}</span>
        {end ? <span className="st-row__end">{end}</span> : null}
        <ChevronRight size={16} aria-hidden="true" className="st-row__go" />
      </Link>
    </li>
  );
}
