import type { MoodPoint } from '@aftercare/contract/customer-page';
import { useTranslation } from 'react-i18next';

const width = 120;
const height = 32;

/** How a customer felt, month by month: a small line over the middle, and in words what it says. */
export function Mood({ points }: { readonly points: readonly MoodPoint[] }) {
  const { t, i18n } = useTranslation('profile');
  const last = points.at(-1);
  if (!last) return null;
  const word = (score: number) => t(score >= 0.34 ? 'mood.good' : score <= -0.34 ? 'mood.bad' : 'mood.mixed');
  const month = (m: string) => new Intl.DateTimeFormat(i18n.language, { year: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${m}-01T00:00:00Z`));
  const [first] = points;
  const trend = first && points.length > 1 ? last.score - first.score : 0;
  const at = (m: string) => Number(m.slice(0, 4)) * 12 + Number(m.slice(5));
  const span = Math.max(1, at(last.month) - at(first?.month ?? last.month));
  const place = (p: MoodPoint) => ({ x: points.length === 1 ? width / 2 : 4 + ((at(p.month) - at(first?.month ?? p.month)) / span) * (width - 8), y: height / 2 - p.score * (height / 2 - 4) });
  const said = points.map((p) => `${month(p.month)}: ${word(p.score)} (${t('mood.of', { surveys: p.surveys, messages: p.messages })})`).join('; ');
  return (
    <div className="cs-number pf-mood" title={said}>
      <svg className="pf-mood__line" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={said} data-tone={last.score >= 0.34 ? 'good' : last.score <= -0.34 ? 'bad' : 'mixed'}>
        <line x1="0" x2={width} y1={height / 2} y2={height / 2} className="pf-mood__zero" />
        {points.length > 1 ? <polyline className="pf-mood__way" points={points.map((p) => { const { x, y } = place(p); return `${x},${y}`; }).join(' ')} /> : null}
        {points.map((p) => { const { x, y } = place(p); return <circle key={p.month} cx={x} cy={y} r={p === last ? 3.5 : 2} className="pf-mood__dot" />; })}
      </svg>
      <span className="ac-faint ac-small">{t('mood.name')} · {word(last.score)}{Math.abs(trend) >= 0.34 ? ` · ${t(trend > 0 ? 'mood.better' : 'mood.worse')}` : ''}</span>
    </div>
  );
}
