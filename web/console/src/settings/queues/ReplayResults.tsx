import { Moment, Notice, duration, named } from '@aftercare/ui';
import type { Replay, ReplayResult, ReplaySide } from '@aftercare/contract/routing';
import { useTranslation } from 'react-i18next';
import { outcomeOf } from './outcome.ts';

/** Before and after side by side: the finding first, then the whole, the queues, the people. */
export function ReplayResults({ replay, result }: { readonly replay: Replay; readonly result: ReplayResult }) {
  const { t, i18n } = useTranslation('settings');
  const { before, after } = result;
  const found = outcomeOf(result);
  const minutes = (n: number) => (n < 1 ? t('queues.replay.atOnce') : duration(n * 60, i18n.language));
  const percent = (share: number | null) => (share === null ? '–' : t('queues.percent', { percent: Math.round(share * 100) }));
  const rows: readonly (readonly [string, (f: ReplaySide['whole']) => string, (f: ReplaySide['whole']) => number, /** Whether more is worse. */ boolean])[] = [
    [t('queues.replay.median'), (f) => minutes(f.medianMinutes), (f) => f.medianMinutes, true], [t('queues.replay.p90'), (f) => minutes(f.p90Minutes), (f) => f.p90Minutes, true],
    [t('queues.replay.breaches'), (f) => String(f.breaches), (f) => f.breaches, true], [t('queues.replay.assigned'), (f) => `${f.assigned} / ${f.arrivals}`, (f) => f.assigned, false], [t('queues.replay.waiting'), (f) => String(f.waiting), (f) => f.waiting, true],
    [t('queues.replay.overflowed'), (f) => String(f.overflowed), () => 0, true], [t('queues.replay.busy'), (f) => percent(f.busy), () => 0, true], [t('queues.replay.evenness'), (f) => percent(f.evenness), (f) => Math.round((f.evenness ?? 0) * 100), false],
  ];
  const { rules, queues, people, demand } = replay.change;
  const more = Object.values(people).reduce((sum, n) => sum + n, 0);
  const changed = [
    ...(rules === 'live' ? [] : [t(rules === 'none' ? 'queues.replay.changedRules.none' : rules === 'draft' ? 'queues.replay.changedRules.draft' : 'queues.replay.changedRules.version', { version: rules })]),
    ...(queues.length > 0 ? [t('queues.replay.changedQueues', { count: queues.length })] : []), ...(more === 0 ? [] : [t(more > 0 ? 'queues.replay.changedMore' : 'queues.replay.changedFewer', { count: Math.abs(more) })]),
    ...(demand === 1 ? [] : [t('queues.replay.changedDemand', { percent: Math.round(demand * 100) })]),
  ];
  const both = (was: string | undefined, is: string) => (was === undefined || was === is ? is : `${was} → ${is}`);
  return (
    <section className="ac-stack" aria-label={t('queues.replay.result')}>
      <h2 className="qu-finding">{t(`queues.replay.finding.${found.key}`, { percent: found.percent })}{found.breaches === 0 ? '' : ` ${t(found.breaches > 0 ? 'queues.replay.moreLate' : 'queues.replay.fewerLate', { count: Math.abs(found.breaches) })}`}</h2>
      <p className="ac-soft ac-small">{t('queues.replay.changed', { what: changed.length > 0 ? new Intl.ListFormat(i18n.language).format(changed) : t('queues.replay.changedNothing') })}</p>
      <p className="ac-faint ac-small">{t('queues.replay.arrivals', { count: result.arrivals })} · <Moment at={replay.startedAt} /> · <span translate="no">{replay.by}</span></p>
      <div className="qu-scroll" tabIndex={0} role="region" aria-label={t('queues.replay.whole')}>
        <table className="qu-figures">
          <thead><tr><th scope="col">{t('queues.replay.whole')}</th><th scope="col">{t('queues.replay.before')}</th><th scope="col">{t('queues.replay.after')}</th></tr></thead>
          <tbody>{rows.map(([name, words, value, worse]) => { const by = (value(after.whole) - value(before.whole)) * (worse ? 1 : -1); return <tr key={name}><th scope="row">{name}</th><td>{words(before.whole)}</td><td data-better={by < 0 || undefined} data-worse={by > 0 || undefined}>{words(after.whole)}{by === 0 ? '' : by < 0 ? ` ✓` : ` ▲`}</td></tr>; })}</tbody>
        </table>
      </div>
      <div className="qu-scroll" tabIndex={0} role="region" aria-label={t('part.queues')}>
        <table className="qu-figures">
          <thead><tr><th scope="col">{t('part.queues')}</th><th scope="col">{t('queues.replay.came')}</th><th scope="col">{t('queues.replay.median')}</th><th scope="col">{t('queues.replay.p90')}</th><th scope="col">{t('queues.replay.breaches')}</th><th scope="col">{t('queues.replay.evenness')}</th></tr></thead>
          <tbody>{after.queues.map((q) => { const was = before.queues.find((one) => one.id === q.id); return <tr key={q.id ?? 0}><th scope="row" translate="no">{q.name}</th><td>{both(was && String(was.arrivals), String(q.arrivals))}</td><td>{both(was && minutes(was.medianMinutes), minutes(q.medianMinutes))}</td><td>{both(was && minutes(was.p90Minutes), minutes(q.p90Minutes))}</td><td>{both(was && String(was.breaches), String(q.breaches))}</td><td>{both(was && percent(was.evenness), percent(q.evenness))}</td></tr>; })}</tbody>
        </table>
      </div>
      <div className="qu-scroll" tabIndex={0} role="region" aria-label={t('part.people')}>
        <table className="qu-figures">
          <thead><tr><th scope="col">{t('part.people')}</th><th scope="col">{t('queues.replay.given')}</th><th scope="col">{t('queues.replay.busy')}</th><th scope="col">{t('queues.replay.most')}</th></tr></thead>
          <tbody>{after.people.slice(0, 60).map((p) => { const was = before.people.find((one) => one.id === p.id); return <tr key={p.id}><th scope="row" translate="no">{p.name}<span className="qu-figures__team">{p.team}</span></th><td>{both(was && String(was.given), String(p.given))}</td><td>{both(was && percent(was.busy), percent(p.busy))}</td><td>{both(was && String(was.most), String(p.most))}</td></tr>; })}</tbody>
        </table>
      </div>
      {result.notes.map((note) => <Notice key={note.en}>{named(note, i18n.language)}</Notice>)}
    </section>
  );
}
