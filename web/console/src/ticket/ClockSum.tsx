import { ErrorState, Loading, Moment, Skeleton, absolute, workingTime } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ClockTarget } from '../data/types.ts';
import { useQueries } from '../data/useQueries.ts';

/** The sum behind one clock, said as sentences: what is promised, what was used, when it stood still, which days did not count. */
export function ClockSum({ ticketId, clockId, target }: { readonly ticketId: number; readonly clockId: number; readonly target: ClockTarget }) {
  const { t, i18n } = useTranslation();
  const clocks = useQuery(useQueries().clocks(ticketId));
  const language = i18n.language;
  if (clocks.isPending) return <Loading className="ac-stack-tight">{[60, 90, 75].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading>;
  if (clocks.isError) return <ErrorState error={clocks.error} retry={() => void clocks.refetch()} />;
  const clock = clocks.data.items.find((one) => one.id === clockId);
  if (!clock) return <p className="ac-soft">{t('clock.gone')}</p>;
  const left = clock.targetSeconds - clock.usedSeconds;
  const list = (words: readonly string[]) => new Intl.ListFormat(language, { type: 'conjunction' }).format(words);
  const span = (seconds: number) => workingTime(seconds, language, 'long');
  return (
    <div className="cs-sum">
      <h2>{t(`target.${target}`)}</h2>
      <p>{t('clock.promise', { policy: clock.policy, time: span(clock.targetSeconds), calendar: clock.calendar })}</p>
      {clock.why ? <p className="ac-soft">{clock.why.asks.length > 0 ? t('clock.why', { facts: list(clock.why.asks) }) : t('clock.whyAll')}{clock.why.before ? ` ${t('clock.whyBefore', { policy: clock.why.before.policy })}` : ''}</p> : null}
      <p className="ac-soft">{left >= 0 ? t('clock.used', { used: span(clock.usedSeconds), left: span(left) }) : t('clock.over', { used: span(clock.usedSeconds), over: span(-left) })}</p>
      {clock.dueAt ? <p className="ac-soft">{t('clock.due', { at: absolute(clock.dueAt, language) })}</p> : null}
      <ol className="cs-sum__steps">
        {clock.steps.map((step, at) => (
          <li key={at}>
            <span className="cs-sum__at"><Moment at={step.at} as="compact" /></span>
            <span>{t(`clockStep.${step.kind}`)}{step.reason ? <span className="ac-faint"> · {step.reason}</span> : null}</span>
            <span className="ac-faint ac-small">{workingTime(step.usedSeconds, language)}</span>
          </li>
        ))}
      </ol>
      {clock.days.length > 0 ? (
        <ul className="cs-sum__days">
          {clock.days.map((day) => <li key={day.date}>{t(`clockDay.${day.kind}`, { date: new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day.date}T00:00:00Z`)), name: day.name })}</li>)}
        </ul>
      ) : null}
    </div>
  );
}
