import { useTranslation } from 'react-i18next';
import { classes } from '../style/classes.ts';
import './mark.css';

export type Presence = 'online' | 'away' | 'offline';

/** The sign of a name: the last two characters of a Chinese one, else two initials. */
export function initials(name: string): string {
  const clean = name.trim();
  if (/\p{Script=Han}/u.test(clean)) return [...clean.replace(/\P{Script=Han}/gu, '')].slice(-2).join('');
  const words = clean.split(/[\s._@-]+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked.map((word) => [...(word ?? '?')][0]?.toUpperCase() ?? '?').join('');
}

interface Props {
  readonly name: string;
  readonly size?: 'small' | 'normal' | 'large';
  /** One of ours, drawn in the accent. */
  readonly ours?: boolean;
  readonly presence?: Presence | undefined;
}

/** A person. Decorative: the name always stands beside it, so the sign is drawn by CSS and is no text. */
export function Avatar({ name, size = 'normal', ours, presence }: Props) {
  return (
    <span className={classes('ac-avatar', size !== 'normal' && `ac-avatar--${size}`, ours && 'ac-avatar--ours')} aria-hidden="true" data-sign={initials(name)}>
      {presence ? <span className={classes('ac-avatar__dot', 'ac-dot', `ac-dot--${presence}`)} /> : null}
    </span>
  );
}

/** Whether somebody is here: a dot of its own shape and a word. */
export function PresenceMark({ presence, words = true }: { readonly presence: Presence; readonly words?: boolean }) {
  const { t } = useTranslation('ui');
  return (
    <span className="ac-mark ac-mark--soft">
      <span className={classes('ac-dot', `ac-dot--${presence}`)} aria-hidden="true" />
      <span className={words ? undefined : 'ac-unseen'}>{t(`presence.${presence}`)}</span>
    </span>
  );
}
