import type { Wallboard } from '@aftercare/contract/analytics';
import type { ChannelKind } from '@aftercare/contract/basics';
import type { Loose } from '../../platform/http/index.ts';
import type { HourRow, Standing, Today } from './store.ts';

export interface Figures {
  readonly at: Date; readonly today: Today; readonly hours: readonly HourRow[]; readonly standing: readonly Standing[]; readonly dueSoon: number;
  readonly people: Wallboard['agents']['load'];
}
const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((total, row) => total + of(row), 0);
const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;

/** Puts the numbers together as the wall shows them; pure. */
export function toWallboard({ at, today, hours, standing, dueSoon, people }: Figures): Loose<Wallboard> {
  const day = today.days.at(-1) ?? '';
  const byDay = Map.groupBy(hours, (h) => h.day);
  const now = byDay.get(day) ?? [];
  const usual = new Set(today.usualDays);
  const [met, breached, rated, ratingSum] = [sum(now, (h) => h.met), sum(now, (h) => h.breached), sum(now, (h) => h.rated), sum(now, (h) => h.ratingSum)];
  const channels = [...new Set([...today.byChannel.map((c) => c.channel), ...standing.map((s) => s.channel)])].toSorted();
  const presence = (state: string) => people.filter((p) => p.presence === state).length;
  return {
    at, timeZone: today.timeZone,
    arrivals: sum(now, (h) => h.arrivals), solved: sum(now, (h) => h.solved), open: sum(standing, (s) => s.open), unassigned: sum(standing, (s) => s.unassigned),
    waitingCustomer: sum(standing, (s) => s.waiting), inBreach: sum(standing, (s) => s.inBreach), dueSoon,
    firstResponseMedianSeconds: today.firstResponse, solutionMedianSeconds: today.solution,
    slaMetShare: met + breached > 0 ? round(met / (met + breached), 4) : null,
    satisfaction: { average: rated > 0 ? round(ratingSum / rated, 2) : null, answers: rated, asked: sum(now, (h) => h.asked) },
    byChannel: channels.map((channel) => {
      const open = standing.find((s) => s.channel === channel);
      return { channel: channel as ChannelKind, arrivals: today.byChannel.find((c) => c.channel === channel)?.arrivals ?? 0, open: open?.open ?? 0, inBreach: open?.inBreach ?? 0 };
    }),
    byHour: Array.from({ length: 24 }, (_, hour) => {
      const mine = now.filter((h) => h.hour === hour);
      const then = hours.filter((h) => h.hour === hour && usual.has(h.day));
      return { hour, arrivals: sum(mine, (h) => h.arrivals), solved: sum(mine, (h) => h.solved), usualArrivals: usual.size > 0 ? round(sum(then, (h) => h.arrivals) / usual.size, 2) : 0 };
    }),
    byDay: today.days.map((d) => {
      const rows = byDay.get(d) ?? [];
      const answers = sum(rows, (h) => h.rated);
      return { day: d, arrivals: sum(rows, (h) => h.arrivals), solved: sum(rows, (h) => h.solved), breached: sum(rows, (h) => h.breached), satisfaction: answers > 0 ? round(sum(rows, (h) => h.ratingSum) / answers, 2) : null };
    }),
    agents: { online: presence('online'), away: presence('away'), offline: presence('offline'), load: [...people] },
  };
}
