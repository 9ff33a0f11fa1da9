import { Moment, Notice, duration, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Definition, type Simulation, type SimulationRun, useProcessQueries } from '../data.ts';
import { namesIn } from '../view/titles.ts';
import { outcome } from './outcome.ts';

/** Before and after side by side: the sentence first, then the whole, the people, the steps. */
export function Result({ definition, run, result }: { readonly definition: Definition; readonly run: SimulationRun; readonly result: Simulation }) {
  const { t, i18n } = useTranslation('processes');
  const xml = useQuery(useProcessQueries().version(definition.key, definition.live));
  const names = useMemo(() => (xml.data ? namesIn(xml.data.xml, i18n.language) : new Map<string, string>()), [xml.data, i18n.language]);
  const { before, after } = result;
  const found = outcome(result);
  const hours = (value: number) => duration(value * 3600, i18n.language);
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  const whole: readonly (readonly [string, string, string, number])[] = [
    [t('sim.median'), hours(before.medianHours), hours(after.medianHours), after.medianHours - before.medianHours],
    [t('sim.p90'), hours(before.p90Hours), hours(after.p90Hours), after.p90Hours - before.p90Hours],
    [t('sim.breaches'), String(before.breaches), String(after.breaches), after.breaches - before.breaches],
    [t('sim.completed'), `${before.completed} / ${before.cases}`, `${after.completed} / ${after.cases}`, 0],
  ];
  const steps = after.elements.map((one) => ({ one, was: before.elements.find((other) => other.id === one.id) })).filter(({ one }) => names.has(one.id) && (one.p90Hours > 0 || one.maxQueue > 0)).sort((a, b) => b.one.meanQueue - a.one.meanQueue || b.one.p90Hours - a.one.p90Hours).slice(0, 30);
  return (
    <section className="ac-stack" aria-label={t('sim.result')}>
      <h2 className="pr-finding">{t(`sim.outcome.${found.key}`, { percent: found.percent })}{found.breaches === 0 ? '' : ` ${t(found.breaches > 0 ? 'sim.moreLate' : 'sim.fewerLate', { count: Math.abs(found.breaches) })}`}{found.role === null ? '' : ` ${t('sim.bottleneck', { role: found.role })}`}</h2>
      <p className="ac-faint ac-small"><Moment at={run.startedAt} /> · {run.by}</p>
      <div className="pr-scroll" tabIndex={0} role="region" aria-label={t('sim.whole')}>
        <table className="pr-figures">
          <thead><tr><th scope="col">{t('sim.whole')}</th><th scope="col">{t('sim.before')}</th><th scope="col">{t('sim.after')}</th></tr></thead>
          <tbody>{whole.map(([name, was, is, change]) => <tr key={name}><th scope="row">{name}</th><td>{was}</td><td data-better={change < 0 || undefined} data-worse={change > 0 || undefined}>{is}{change === 0 ? '' : change < 0 ? ' ↓' : ' ↑'}</td></tr>)}</tbody>
        </table>
      </div>
      <div className="pr-scroll" tabIndex={0} role="region" aria-label={t('sim.roles')}>
        <table className="pr-figures">
          <thead><tr><th scope="col">{t('sim.roles')}</th><th scope="col">{t('sim.peopleCount')}</th><th scope="col">{t('sim.busy')}</th><th scope="col">{t('sim.meanQueue')}</th><th scope="col">{t('sim.maxQueue')}</th></tr></thead>
          <tbody>
            {after.roles.map((role) => {
              const was = before.roles.find((one) => one.role === role.role);
              return <tr key={role.role}><th scope="row">{role.role || t('sim.anybody')}</th><td>{both(was?.people, role.people)}</td><td>{both(was ? percent(was.busyShare) : undefined, percent(role.busyShare))}</td><td>{both(was?.meanQueue, role.meanQueue)}</td><td>{both(was?.maxQueue, role.maxQueue)}</td></tr>;
            })}
          </tbody>
        </table>
      </div>
      {steps.length > 0 ? (
        <div className="pr-scroll" tabIndex={0} role="region" aria-label={t('sim.steps')}>
          <table className="pr-figures">
            <thead><tr><th scope="col">{t('heat.step')}</th><th scope="col">{t('sim.median')}</th><th scope="col">{t('sim.p90')}</th><th scope="col">{t('sim.meanQueue')}</th><th scope="col">{t('sim.breaches')}</th></tr></thead>
            <tbody>{steps.map(({ one, was }) => <tr key={one.id}><th scope="row">{names.get(one.id)}</th><td>{both(was ? hours(was.medianHours) : undefined, hours(one.medianHours))}</td><td>{both(was ? hours(was.p90Hours) : undefined, hours(one.p90Hours))}</td><td>{both(was?.meanQueue, one.meanQueue)}</td><td>{both(was?.breaches, one.breaches)}</td></tr>)}</tbody>
          </table>
        </div>
      ) : null}
      {result.notes.map((note, at) => <Notice key={at}>{named(note, i18n.language)}</Notice>)}
    </section>
  );
}

/** `4 → 6`, or one figure where nothing changed. */
function both(was: string | number | undefined, is: string | number): string {
  return was === undefined || was === is ? String(is) : `${was} → ${is}`;
}
