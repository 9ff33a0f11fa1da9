import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Popover } from '../overlay/Popover.tsx';
import { classes } from '../style/classes.ts';
import { countdown, duration, workingTime } from '../time/format.ts';
import { useNow } from '../time/now.ts';
import { paceOf, readClock } from './clock.ts';
import type { ClockFacts, ClockLook } from './clock.ts';
import './clock.css';

interface Props {
  readonly clock: ClockFacts;
  /** Which promise it is: "First reply". */
  readonly what?: string | undefined;
  /** The sum behind it, drawn when somebody asks; makes the chip a button. */
  readonly explain?: (() => ReactNode) | undefined;
}

/** Remaining time, arc and word of one promise; always the same, everywhere. A press explains it. */
export function ClockChip({ clock, what, explain }: Props) {
  const { t, i18n } = useTranslation('ui');
  const coarse = useNow('minute');
  const now = useNow(paceOf(clock, coarse));
  const reading = readClock(clock, now);
  const words = wordsOf(reading.look, reading.remaining, i18n.language, t);
  const inside = (
    <>
      <Arc look={reading.look} share={reading.share} />
      {what ? <span className="ac-clock__what">{what}</span> : null}
      <span>{words}</span>
    </>
  );
  const className = classes('ac-clock', `ac-clock--${reading.look}`);
  if (!explain) return <span className={className}>{inside}</span>;
  return (
    <Popover label={what ?? t('clock.explain')} trigger={(props) => <button type="button" {...props} className={className}>{inside}</button>}>
      {explain}
    </Popover>
  );
}

function wordsOf(look: ClockLook, remaining: number | null, language: string, t: TFunction): string {
  if (look === 'met') return t('clock.met');
  if (look === 'cancelled') return t('clock.cancelled');
  if (remaining === null) return t(look === 'late' ? 'clock.lateBare' : 'clock.pausedBare');
  const size = Math.abs(remaining);
  const time = size < 600 && look !== 'paused' ? countdown(size) : (look === 'paused' ? workingTime : duration)(size, language);
  return t(`clock.${look}`, { time });
}

const round = 2 * Math.PI * 6;

/** The arc empties as time runs; late is a full ring with a stroke across it, met a full ring: shape as well as colour. */
function Arc({ look, share }: { readonly look: ClockLook; readonly share: number }) {
  const full = look === 'met' || look === 'late';
  return (
    <svg className="ac-clock__arc" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="6" transform="rotate(-90 8 8)" strokeDasharray={round} strokeDashoffset={full ? 0 : round * (1 - share)} />
      {look === 'late' ? <path d="M8 5v3.5M8 10.6v.2" stroke="currentColor" strokeWidth="2" strokeLinecap="round" /> : null}
      {look === 'met' ? <path d="m5.6 8 1.7 1.8 3-3.4" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" /> : null}
      {look === 'paused' ? <path d="M6.8 6.2v3.6M9.2 6.2v3.6" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" /> : null}
    </svg>
  );
}
