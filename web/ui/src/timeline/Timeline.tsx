import type { ReactNode } from 'react';
import { classes } from '../style/classes.ts';
import './timeline.css';

/** One column of what happened, oldest first. Children are `DayLine`s and `TimelineEvent`s. */
export function Timeline({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return <ol className="ac-line" aria-label={label}>{children}</ol>;
}

/** A new day begins. */
export function DayLine({ children }: { readonly children: ReactNode }) {
  return <li className="ac-line__day"><span>{children}</span></li>;
}

interface Props {
  /** `speech`: somebody said something, with head and body. `quiet`: one small line, for changes and clocks. */
  readonly as: 'speech' | 'quiet';
  /** An avatar or `EventIcon` on the spine; none when it follows on the same person's last. */
  readonly sign?: ReactNode;
  readonly head?: ReactNode;
  readonly children: ReactNode;
  /** Says more by the same person within minutes: no head, less space. */
  readonly follows?: boolean;
  readonly place?: 'first' | 'last' | 'only' | 'middle';
  readonly id?: string;
}

/** One thing on the spine. */
export function TimelineEvent({ as, sign, head, children, follows, place = 'middle', id }: Props) {
  return (
    <li id={id} className={classes('ac-event', as === 'quiet' && 'ac-event--quiet', follows && 'ac-event--follows', place !== 'middle' && `ac-event--${place}`)}>
      <div className="ac-event__sign">{sign}</div>
      <div className="ac-event__body">
        {head && !follows ? <div className="ac-event__head">{head}</div> : null}
        {children}
      </div>
    </li>
  );
}

/** A small round picture on the spine. */
export function EventIcon({ tone, children }: { readonly tone?: 'due' | 'late' | 'done' | 'wait' | 'accent'; readonly children: ReactNode }) {
  return <span className={classes('ac-event__icon', tone && `ac-event__icon--${tone}`)} aria-hidden="true">{children}</span>;
}

/** What was said: from the customer, from us, or a note for us alone. */
export function Bubble({ from, children }: { readonly from: 'in' | 'out' | 'note'; readonly children: ReactNode }) {
  return <div className={classes('ac-bubble', from !== 'in' && `ac-bubble--${from}`)}>{children}</div>;
}
