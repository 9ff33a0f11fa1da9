import type { ChannelFigures } from '@aftercare/contract/analytics';
import { ChannelMark, IconButton } from '@aftercare/ui';
import { ChartColumn, Table2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Measure { readonly key: string; readonly of: (f: ChannelFigures) => number | null; readonly say: (value: number) => string; readonly better: 'more' | 'less' | 'none' }
interface Props { readonly measure: Measure; readonly channels: readonly ChannelFigures[]; readonly before: readonly ChannelFigures[] }

/** One measure by channel: a bar from zero, the period before as a mark on it, the change in words. The table is one press away. */
export function MeasureChart({ measure, channels, before }: Props) {
  const { t, i18n } = useTranslation(['app', 'ui']);
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const rows = channels.flatMap((f) => { const now = measure.of(f); const old = before.find((b) => b.channel === f.channel); return now === null ? [] : [{ channel: f.channel, now, old: old ? measure.of(old) : null }]; });
  const about = t(`review.measure.${measure.key}`);
  // Nothing to compare: what goes on elsewhere and what channels cost is told below in words.
  if (rows.every((r) => r.now === 0 && (r.old ?? 0) === 0)) return null;
  const most = Math.max(...rows.flatMap((r) => [r.now, r.old ?? 0]), Number.MIN_VALUE);
  const best = measure.better === 'none' ? rows.toSorted((a, b) => b.now - a.now)[0] : rows.toSorted((a, b) => (measure.better === 'less' ? a.now - b.now : b.now - a.now))[0];
  // Where all are alike nobody is ahead.
  const even = rows.length > 1 && rows.every((r) => measure.say(r.now) === measure.say(rows[0]?.now ?? 0));
  const change = (now: number, old: number | null) => (old === null || old === 0 || Math.abs(now - old) / old < 0.005 ? '' : t(now >= old ? 'review.up' : 'review.down', { by: new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 }).format(Math.abs(now - old) / old) }));
  return (
    <section className="ac-panel cs-measure" aria-labelledby={id}>
      <header className="ac-spread">
        <div><p className="ac-faint ac-small">{about}</p><h2 id={id} className="cs-measure__title">{even && best ? t('review.even', { value: measure.say(best.now) }) : best ? t(`review.title.${measure.key}`, { channel: t(`ui:channel.${best.channel}`), value: measure.say(best.now) }) : about}</h2></div>
        <IconButton size="small" label={t(asTable ? 'review.asChart' : 'review.asTable', { what: about })} aria-pressed={asTable} icon={asTable ? <ChartColumn size={16} /> : <Table2 size={16} />} onClick={() => setAsTable(!asTable)} />
      </header>
      {asTable ? (
        <table className="cs-table"><thead><tr><th>{t('field.channel')}</th><th>{t('review.now')}</th><th>{t('review.before')}</th></tr></thead>
          <tbody>{rows.map((r) => <tr key={r.channel}><td>{t(`ui:channel.${r.channel}`)}</td><td>{measure.say(r.now)}</td><td>{r.old === null ? '–' : measure.say(r.old)}</td></tr>)}</tbody></table>
      ) : (
        <ul className="cs-measure__bars">
          {rows.map((r) => (
            <li key={r.channel}>
              <ChannelMark channel={r.channel} words size={16} />
              <span className="cs-measure__track" aria-hidden="true"><span className="cs-measure__fill" style={{ inlineSize: `${(r.now / most) * 100}%` }} />{r.old === null ? null : <span className="cs-measure__old" style={{ insetInlineStart: `${(r.old / most) * 100}%` }} />}</span>
              <span className="cs-measure__value">{measure.say(r.now)} <span className="ac-faint ac-small">{change(r.now, r.old)}</span></span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
