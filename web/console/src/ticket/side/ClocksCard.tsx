import { Button, ClockChip, Moment, Popover, Section, absolute, useApi, workingTime } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { InnerClock } from '@aftercare/contract/sla';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../../data/types.ts';
import { isTalk } from '../../data/renewal.ts';
import { useRenewal } from '../../data/useRenewal.ts';
import { ClockSum } from '../ClockSum.tsx';

const shown = 4;

/** The customer's clocks, and beside them what departments and partners owe us here; of those the customer sees none. */
export function ClocksCard({ page }: { readonly page: TicketPage }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const { id } = page.ticket;
  const inner = useQuery({ queryKey: ['inner-clocks', id], queryFn: ({ signal }) => call(api.sla.inner, { params: { id } }, { signal }), staleTime: 15_000 });
  useRenewal(`ticket:${id}`, [['inner-clocks', id]], 1000, isTalk);
  const [whole, setWhole] = useState(false);
  const theirs = page.clocks.filter((clock) => clock.state !== 'cancelled');
  const ours = inner.data?.items.filter((clock) => clock.state !== 'cancelled') ?? [];
  const running = ours.filter((clock) => clock.endedAt === null);
  const listed = whole ? ours : running.slice(0, shown);
  if (theirs.length === 0 && ours.length === 0) return null;
  return (
    <Section title={t('clocks.title')}>
      <div className="cs-clocks">
        <h3 className="cs-clocks__whose">{t('clocks.customer')}</h3>
        {theirs.length === 0 ? <p className="ac-faint ac-small">{t('clocks.none')}</p> : theirs.map((clock) => (
          <div key={clock.id} className="cs-clocks__one"><span className="ac-grow">{t(`target.${clock.target}`)}</span><ClockChip clock={clock} explain={() => <ClockSum ticketId={id} clockId={clock.id} target={clock.target} />} /></div>
        ))}
        {ours.length > 0 ? <h3 className="cs-clocks__whose">{t('clocks.inner')}</h3> : null}
        {listed.map((clock) => <Inner key={clock.key} clock={clock} />)}
        {ours.length > listed.length || whole ? <Button kind="link" size="small" onClick={() => setWhole(!whole)}>{whole ? t('clocks.fewer') : t('clocks.all', { count: ours.length })}</Button> : null}
      </div>
    </Section>
  );
}

/** One of the inner clocks: whose it is, what for, how long there is. */
function Inner({ clock }: { readonly clock: InnerClock }) {
  const { t, i18n } = useTranslation();
  const party = clock.party === '' ? t('clocks.nobody') : clock.party;
  const facts = clock.endedAt ? { state: 'met' as const, dueAt: clock.dueAt, metAt: clock.endedAt } : { state: clock.state, dueAt: clock.dueAt, startedAt: clock.startedAt, targetSeconds: clock.targetSeconds, usedSeconds: clock.usedSeconds };
  const late = clock.endedAt !== null && clock.state === 'breached';
  return (
    <div className="cs-clocks__one">
      <span className="cs-clocks__what">
        <span className="ac-clip" translate="no">{clock.title}</span>
        <span className="ac-faint ac-small ac-clip">{t(`clocks.source.${clock.source}`)} · <span translate="no">{party}</span></span>
      </span>
      {clock.targetSeconds === 0 && clock.endedAt === null
        ? <Popover label={clock.title} trigger={(props) => <button type="button" {...props} className="cs-clocks__open">{t('clocks.waiting', { time: workingTime(clock.usedSeconds, i18n.language) })}</button>}>{() => <InnerSum clock={clock} party={party} />}</Popover>
        : late
          ? <Popover label={clock.title} trigger={(props) => <button type="button" {...props} className="cs-clocks__open cs-clocks__open--late">{t('clocks.lateEnd')}</button>}>{() => <InnerSum clock={clock} party={party} />}</Popover>
          : <ClockChip clock={facts} explain={() => <InnerSum clock={clock} party={party} />} />}
    </div>
  );
}

function InnerSum({ clock, party }: { readonly clock: InnerClock; readonly party: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const span = (seconds: number) => workingTime(seconds, language, 'long');
  const left = clock.targetSeconds - clock.usedSeconds;
  const day = (date: string) => new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', weekday: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  return (
    <div className="cs-sum">
      <h2 translate="no">{clock.title}</h2>
      <p>{t('clocks.sum', { party, source: t(`clocks.source.${clock.source}`), at: absolute(clock.startedAt, language) })}</p>
      {clock.dueAt ? <p className="ac-soft">{t('clocks.given', { time: span(clock.targetSeconds), calendar: clock.calendar || t('clocks.always'), at: absolute(clock.dueAt, language) })}</p> : clock.targetSeconds > 0 ? <p className="ac-soft">{t('clocks.givenPaused', { time: span(clock.targetSeconds), calendar: clock.calendar || t('clocks.always') })}</p> : <p className="ac-soft">{t('clocks.noTarget')}</p>}
      <p className="ac-soft">{clock.targetSeconds > 0 ? (left >= 0 ? t('clock.used', { used: span(clock.usedSeconds), left: span(left) }) : t('clock.over', { used: span(clock.usedSeconds), over: span(-left) })) : t('clocks.usedOnly', { used: span(clock.usedSeconds) })}</p>
      {clock.endedAt ? <p className="ac-soft">{t('clocks.ended', { at: absolute(clock.endedAt, language) })}</p> : null}
      {clock.pauses.length > 0 ? (
        <ol className="cs-sum__steps">
          {clock.pauses.slice(-8).map((one) => (
            <li key={one.from}><span className="cs-sum__at"><Moment at={one.from} as="compact" /></span><span>{one.reason ? t('clocks.stood', { reason: one.reason }) : t('clocks.stoodStill')}{one.to ? null : <span className="ac-faint"> · {t('clocks.still')}</span>}</span><span className="ac-faint ac-small">{workingTime(one.seconds, language)}</span></li>
          ))}
        </ol>
      ) : null}
      {clock.days.length > 0 ? <ul className="cs-sum__days">{clock.days.slice(0, 12).map((one) => <li key={one.date}>{t(`clockDay.${one.kind}`, { date: day(one.date), name: one.name })}</li>)}</ul> : null}
    </div>
  );
}
