import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../style/classes.ts';
import { figure } from '../time/format.ts';
import './mark.css';

/** A word somebody put on a thing. */
export function Tag({ children, onRemove }: { readonly children: string; readonly onRemove?: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <span className="ac-tag">
      <span className="ac-clip">{children}</span>
      {onRemove ? <button type="button" className="ac-tag__x" aria-label={t('remove', { what: children })} onClick={onRemove}><X size={12} /></button> : null}
    </span>
  );
}

export type Tone = 'plain' | 'accent' | 'due' | 'late' | 'done' | 'wait';

/** A short state with words; the four signal tones mean what they say and nothing else. */
export function Chip({ tone = 'plain', icon, children }: { readonly tone?: Tone; readonly icon?: ReactNode; readonly children: ReactNode }) {
  return <span className={classes('ac-chip', tone !== 'plain' && `ac-chip--${tone}`)}>{icon}{children}</span>;
}

/** A count. Above 99 999 it is shortened; nothing is shown for null. */
export function Badge({ count, kind = 'quiet', label }: { readonly count: number | null; readonly kind?: 'quiet' | 'accent' | 'late'; readonly label?: string }) {
  const { i18n } = useTranslation('ui');
  if (count === null) return null;
  const text = figure(count, i18n.language, count > 9_999);
  return <span className={classes('ac-badge', kind !== 'accent' && `ac-badge--${kind}`)} aria-label={label}>{text}</span>;
}
