import { useTranslation } from 'react-i18next';
import { absolute, clockTime, compact, relative } from './format.ts';
import { useNow } from './now.ts';

interface Props {
  readonly at: string;
  /** `relative` "3 minutes ago" · `compact` shortest that says when · `time` "14:05" · `absolute` in full. The full date is always in the tooltip. */
  readonly as?: 'relative' | 'compact' | 'time' | 'absolute';
  readonly timeZone?: string;
  readonly className?: string;
}

/** An instant, shown briefly and told in full on hover. */
export function Moment({ at, as = 'relative', timeZone, className }: Props) {
  const { t, i18n } = useTranslation('ui');
  const now = useNow();
  const language = i18n.language;
  const full = absolute(at, language, timeZone);
  const text = { relative: () => relative(at, now, language, t('justNow')), compact: () => compact(at, now, language, timeZone), time: () => clockTime(at, language, timeZone), absolute: () => full }[as]();
  return <time dateTime={at} title={as === 'absolute' ? undefined : full} className={className}>{text}</time>;
}
