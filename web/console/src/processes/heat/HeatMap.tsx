import { ErrorState, Field, Loading, Select, Skeleton, duration } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Definition, type DefinitionVersion, useProcessQueries } from '../data.ts';
import { BpmnView } from '../view/BpmnView.tsx';
import { type Mark, sharesOf } from '../view/marks.ts';
import { namesIn } from '../view/titles.ts';
import { type Measure, finding, valueOf } from './findings.ts';

const periods = [7, 30, 90] as const;
const measures: readonly Measure[] = ['time', 'waits', 'breaches'];

/** Where the time of cases goes: the diagram coloured, numbers on the steps, the finding as title, the figures as a table. */
export function HeatMap({ definition }: { readonly definition: Definition & { readonly versions: readonly DefinitionVersion[] } }) {
  const { t, i18n } = useTranslation('processes');
  const [days, setDays] = useState(30);
  const [by, setBy] = useState<Measure>('time');
  const [version, setVersion] = useState(definition.live ?? 1);
  const [selected, setSelected] = useState<string | null>(null);
  // By the hour, so that a second look finds the first one's answer.
  const from = useMemo(() => new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - days * 86_400_000).toISOString(), [days]);
  const ask = useProcessQueries();
  const heat = useQuery(ask.heat(definition.key, version, from));
  const xml = useQuery(ask.version(definition.key, version));
  const names = useMemo(() => (xml.data ? namesIn(xml.data.xml, i18n.language) : new Map<string, string>()), [xml.data, i18n.language]);
  const span = (seconds: number | null) => (seconds === null ? '–' : duration(seconds, i18n.language));
  const marks = useMemo(() => {
    const elements = heat.data?.elements.filter((one) => one.entered > 0) ?? [];
    const shares = sharesOf(Object.fromEntries(elements.map((one) => [one.id, valueOf(one, by)])));
    return Object.fromEntries(elements.map((one): [string, Mark] => {
      const words = by === 'time' ? (one.medianSeconds ? duration(one.medianSeconds, i18n.language) : `×${one.entered}`) : by === 'waits' ? (one.waiting > 0 ? t('heat.waitingNow', { count: one.waiting }) : '') : one.overdue > 0 ? t('heat.lateCount', { count: one.overdue }) : '';
      return [one.id, { heat: shares[one.id] ?? 0, ...(words ? { words } : {}) }];
    }));
  }, [heat.data, by, i18n.language, t]);
  if (heat.isError) return <ErrorState error={heat.error} retry={() => void heat.refetch()} />;
  if (xml.isError) return <ErrorState error={xml.error} retry={() => void xml.refetch()} />;
  if (!heat.data || !xml.data) return <Loading className="ac-stack"><Skeleton width="60%" height="1.5rem" /><Skeleton height="24rem" /></Loading>;
  const found = finding(heat.data.elements, by);
  const rows = heat.data.elements.filter((one) => one.entered > 0 && names.has(one.id)).sort((a, b) => valueOf(b, by) - valueOf(a, by));
  return (
    <div className="pr-heatmap">
      <div className="ac-spread pr-heatmap__head">
        <h2 className="pr-finding" role="status">{t(`heat.finding.${found.key}`, { step: names.get(found.elementId ?? '') ?? found.elementId, share: found.share, count: found.count, days })}</h2>
        <div className="ac-row pr-heatmap__choices">
          <Field label={t('heat.by')}>{(control) => <Select {...control} value={by} choices={measures.map((value) => ({ value, label: t(`heat.measure.${value}`) }))} onChange={setBy} />}</Field>
          <Field label={t('heat.period')}>{(control) => <Select {...control} value={String(days)} choices={periods.map((n) => ({ value: String(n), label: t('heat.days', { count: n }) }))} onChange={(value) => setDays(Number(value))} />}</Field>
          {definition.versions.length > 1 ? <Field label={t('heat.version')}>{(control) => <Select {...control} value={String(version)} choices={[...definition.versions].sort((a, b) => b.version - a.version).map((one) => ({ value: String(one.version), label: t('page.version', { version: one.version }) }))} onChange={(value) => setVersion(Number(value))} />}</Field> : null}
        </div>
      </div>
      <BpmnView size="page" whole xml={xml.data.xml} marks={marks} label={t('page.heat')} selected={selected} onSelect={setSelected} />
      <p className="pr-legend ac-small ac-soft" aria-hidden="true"><span>{t('heat.cold')}</span>{[1, 2, 3, 4, 5].map((level) => <span key={level} className={`pr-legend__step pr-legend__step--${level}`} />)}<span>{t('heat.hot')}</span><span className="ac-faint">· {t('heat.cases', { count: heat.data.instances })}</span></p>
      {rows.length > 0 ? (
        <div className="pr-scroll" tabIndex={0} role="region" aria-label={t('heat.table')}>
          <table className="pr-figures">
            <thead><tr><th scope="col">{t('heat.step')}</th><th scope="col">{t('heat.entered')}</th><th scope="col">{t('heat.median')}</th><th scope="col">{t('heat.p90')}</th><th scope="col">{t('heat.total')}</th><th scope="col">{t('heat.now')}</th><th scope="col">{t('heat.late')}</th></tr></thead>
            <tbody>
              {rows.map((one) => (
                <tr key={one.id} aria-selected={selected === one.id || undefined} onClick={() => setSelected(one.id)}>
                  <th scope="row">{names.get(one.id)}</th><td>{one.entered}</td><td>{span(one.medianSeconds)}</td><td>{span(one.p90Seconds)}</td><td>{span(one.totalSeconds)}</td><td>{one.waiting}</td><td>{one.overdue}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </div>
  );
}
