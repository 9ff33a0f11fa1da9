import { useTranslation } from 'react-i18next';
import { type Spot, distance, place, ringsFor } from './place.ts';
import './visit.css';

const size = 320;
/** Room outside the outer ring for its label. */
const margin = 1.15;

/** About where the engineer is: home in the middle, rings to guess the way by. Drawn by ourselves; no map of others is asked where our customers live. */
export function CourseMap({ home, course, engineer }: { readonly home: Spot; readonly course: Spot; readonly engineer: string }) {
  const { t, i18n } = useTranslation();
  const km = distance(home, course);
  const rings = ringsFor(km);
  const reach = (rings.at(-1) ?? 1) * margin;
  const at = place(home, course, size, reach);
  const middle = size / 2;
  const far = new Intl.NumberFormat(i18n.language, { style: 'unit', unit: km < 1 ? 'meter' : 'kilometer', maximumFractionDigits: km < 10 ? 1 : 0 });
  const say = (value: number) => (value < 1 ? new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'meter', maximumFractionDigits: 0 }).format(value * 1000) : new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'kilometer' }).format(value));
  const words = t('visit.about', { km: far.format(km < 1 ? Math.max(100, Math.round(km * 10) * 100) : km) });
  return (
    <figure className="p-course">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words}>
        {rings.map((ring) => { const r = (ring / reach) * middle; return <g key={ring}><circle className="p-course__ring" cx={middle} cy={middle} r={r} /><text className="p-course__far" x={middle} y={middle - r - 4}>{say(ring)}</text></g>; })}
        <line className="p-course__way" x1={at.x} y1={at.y} x2={middle} y2={middle} />
        <g transform={`translate(${middle} ${middle})`} className="p-course__home"><path d="M-13 2 0-11 13 2M-9-2V11H9V-2" /></g>
        <circle className="p-course__glow" cx={at.x} cy={at.y} r="20" />
        <circle className="p-course__who" cx={at.x} cy={at.y} r="9" />
        <text className="p-course__name" x={at.x} y={at.y + (at.y > middle ? 34 : -26)}>{engineer}</text>
      </svg>
      <figcaption>{words} <span className="ac-faint">{t('visit.estimated')}</span></figcaption>
    </figure>
  );
}
