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

/** An instant, shown briefly and told in full on hover. Only one that changes with the time listens to it. */
export function Moment({ as = 'relative', ...rest }: Props) {
  const { i18n } = useTranslation('ui');
  if (as === 'relative' || as === 'compact') return <Moving as={as} {...rest} />;
  const full = absolute(rest.at, i18n.language, rest.timeZone);
  return <time dateTime={rest.at} title={as === 'absolute' ? undefined : full} className={rest.className}>{as === 'absolute' ? full : clockTime(rest.at, i18n.language, rest.timeZone)}</time>;
}

function Moving({ at, as, timeZone, className }: Props) {
  const { t, i18n } = useTranslation('ui');
  const now = useNow();
  return <time dateTime={at} title={absolute(at, i18n.language, timeZone)} className={className}>{as === 'compact' ? compact(at, now, i18n.language, timeZone) : relative(at, now, i18n.language, t('justNow'))}</time>;
}
