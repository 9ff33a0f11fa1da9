import { duration } from '@aftercare/ui';
import type { Wallboard } from '@aftercare/contract/analytics';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ChannelBars, LoadBars } from './Bars.tsx';
import { Chart } from './Chart.tsx';
import type { Look } from './Chart.tsx';
import { Panel } from './Panel.tsx';
import { arrivalsFinding, channelFinding, hourNow, peopleFinding, promiseFinding, satisfactionFinding, waitingFinding } from './findings.ts';
import type { Finding } from './findings.ts';
import { flowOption, hoursOption, lateOption, ratingOption } from './options.ts';

/** The six panels. */
export function Board({ board }: { readonly board: Wallboard }) {
  const { t, i18n } = useTranslation(['wallboard', 'ui']);
  const language = i18n.language;
  const number = (value: number, digits = 0) => new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);
  const percent = (share: number) => new Intl.NumberFormat(language, { style: 'percent' }).format(share);
  const day = (date: string) => new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));
  const span = (seconds: number | null) => (seconds === null ? '–' : duration(seconds, language));
  const say = ({ key, values }: Finding) => t(`finding.${key}`, { ...values });
  const names = { today: t('today'), usual: t('usual'), arrivals: t('arrivals'), solved: t('solved'), late: t('missed'), rating: t('rating') };
  const now = Math.floor(hourNow(board.at, board.timeZone));
  const use = (make: (look: Look) => ReturnType<typeof hoursOption>) => make;
  // Drawn anew when numbers or language change, not at every tick of the clock.
  const hours = useCallback(use((look) => hoursOption(board, now, names, look)), [board, language]);
  const flow = useCallback(use((look) => flowOption(board, day, names, look)), [board, language]);
  const late = useCallback(use((look) => lateOption(board, day, names, look)), [board, language]);
  const rating = useCallback(use((look) => ratingOption(board, day, names, look)), [board, language]);
  const door = channelFinding(board);
  const { satisfaction, agents } = board;
  return (
    <div className="wb-grid">
      <Panel
        area="in" about={t('panel.arrivals')} finding={say(arrivalsFinding(board))}
        figures={[{ name: t('arrivals'), value: number(board.arrivals) }, { name: t('solved'), value: number(board.solved) }, { name: t('open'), value: number(board.open) }]}
        table={{ head: [t('hour'), t('arrivals'), t('solved'), t('usual')], rows: board.byHour.map((one) => [`${one.hour}:00`, one.arrivals, one.solved, number(one.usualArrivals, 1)]) }}
      ><Chart label={t('chart.hours')} option={hours} /></Panel>
      <Panel
        area="wait" about={t('panel.waiting')} finding={say(waitingFinding(board))}
        figures={[{ name: t('unassigned'), value: number(board.unassigned) }, { name: t('waitingCustomer'), value: number(board.waitingCustomer) }, { name: t('firstResponse'), value: span(board.firstResponseMedianSeconds) }]}
        table={{ head: [t('day'), t('arrivals'), t('solved')], rows: board.byDay.map((one) => [day(one.day), one.arrivals, one.solved]) }}
      ><Chart label={t('chart.flow')} option={flow} /></Panel>
      <Panel
        area="late" about={t('panel.promise')} finding={say(promiseFinding(board))}
        figures={[{ name: t('inBreach'), value: number(board.inBreach), tone: board.inBreach > 0 ? 'late' : undefined }, { name: t('dueSoon'), value: number(board.dueSoon), tone: board.dueSoon > 0 ? 'due' : undefined }, { name: t('met'), value: board.slaMetShare === null ? '–' : percent(board.slaMetShare) }]}
        table={{ head: [t('day'), t('missed')], rows: board.byDay.map((one) => [day(one.day), one.breached]) }}
      ><Chart label={t('chart.late')} option={late} /></Panel>
      <Panel
        area="rate" about={t('panel.satisfaction')} finding={say(satisfactionFinding(board))}
        figures={[{ name: t('average'), value: satisfaction.average === null ? '–' : number(satisfaction.average, 1), unit: satisfaction.average === null ? '' : t('ofFive') }, { name: t('answers'), value: number(satisfaction.answers) }, { name: t('asked'), value: number(satisfaction.asked) }]}
        table={{ head: [t('day'), t('rating')], rows: board.byDay.map((one) => [day(one.day), one.satisfaction === null ? '–' : number(one.satisfaction, 1)]) }}
      ><Chart label={t('chart.rating')} option={rating} /></Panel>
      <Panel
        area="door" about={t('panel.channels')} finding={t(`finding.${door.key}`, { channel: door.channel ? t(`ui:channel.${door.channel}`) : '', share: percent(door.share) })}
        figures={board.byChannel.toSorted((a, b) => b.arrivals - a.arrivals).slice(0, 3).map((one) => ({ name: t(`ui:channel.${one.channel}`), value: number(one.arrivals), unit: t('newUnit') }))}
        table={{ head: [t('channel'), t('arrivals'), t('open'), t('inBreach')], rows: board.byChannel.map((one) => [t(`ui:channel.${one.channel}`), one.arrivals, one.open, one.inBreach]) }}
      ><ChannelBars byChannel={board.byChannel} /></Panel>
      <Panel
        area="who" about={t('panel.people')} finding={say(peopleFinding(board))}
        figures={[{ name: t('ui:presence.online'), value: number(agents.online) }, { name: t('ui:presence.away'), value: number(agents.away) }, { name: t('ui:presence.offline'), value: number(agents.offline) }]}
        table={{ head: [t('person'), t('presence'), t('open'), t('limit')], rows: agents.load.map((one) => [one.name, t(`ui:presence.${one.presence}`), one.open, one.capacity]) }}
      ><LoadBars load={agents.load} most={7} /></Panel>
    </div>
  );
}
