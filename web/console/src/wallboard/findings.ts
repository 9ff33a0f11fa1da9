import type { Wallboard } from '@aftercare/contract/analytics';

/** What a panel says in one sentence: a word of the language file and its values. */
export interface Finding { readonly key: string; readonly values?: Readonly<Record<string, number>> }

/** The hour of day (with fraction) it is in a zone. */
export function hourNow(at: string, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(Date.parse(at));
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return read('hour') + read('minute') / 60;
}

/** How many requests usually came by this time of day; the running hour counts by its share. */
export function usualByNow({ byHour, at, timeZone }: Pick<Wallboard, 'byHour' | 'at' | 'timeZone'>): number {
  const now = hourNow(at, timeZone);
  return byHour.reduce((sum, one) => sum + one.usualArrivals * Math.max(0, Math.min(1, now - one.hour)), 0);
}

/** More or fewer than usual: only said where a dozen usually came and the difference is no chance. */
export function arrivalsFinding(board: Pick<Wallboard, 'arrivals' | 'byHour' | 'at' | 'timeZone'>): Finding {
  const usual = usualByNow(board);
  if (usual < 5) return { key: 'arrivals.soFar', values: { count: board.arrivals } };
  const percent = Math.round((board.arrivals / usual - 1) * 100);
  // Requests come by chance: within two standard deviations of a Poisson count nothing is unusual.
  if (Math.abs(board.arrivals - usual) < Math.max(2 * Math.sqrt(usual), usual * 0.1)) return { key: 'arrivals.usual' };
  return percent > 0 ? { key: 'arrivals.more', values: { percent } } : { key: 'arrivals.fewer', values: { percent: -percent } };
}

/** Whether the pile grew or shrank over the last seven whole days; a tenth either way is even. */
export function waitingFinding({ byDay }: Pick<Wallboard, 'byDay'>): Finding {
  const week = byDay.slice(-8, -1);
  const came = week.reduce((sum, one) => sum + one.arrivals, 0);
  const left = week.reduce((sum, one) => sum + one.solved, 0);
  if (Math.abs(came - left) <= Math.max(3, came * 0.1)) return { key: 'waiting.even' };
  return came > left ? { key: 'waiting.grew', values: { count: came - left } } : { key: 'waiting.shrank', values: { count: left - came } };
}

/** How much of what is open is late; in single tickets where few are open. */
export function promiseFinding({ inBreach, dueSoon, open }: Pick<Wallboard, 'inBreach' | 'dueSoon' | 'open'>): Finding {
  if (inBreach > 0) return open < 20 || inBreach > open ? { key: 'promise.late', values: { count: inBreach } } : { key: 'promise.share', values: { percent: Math.max(1, Math.round((inBreach / open) * 100)) } };
  return dueSoon > 0 ? { key: 'promise.soon', values: { count: dueSoon } } : { key: 'promise.kept' };
}

export function satisfactionFinding({ satisfaction }: Pick<Wallboard, 'satisfaction'>): Finding {
  if (satisfaction.average === null) return { key: 'satisfaction.none' };
  return { key: satisfaction.average >= 4.5 ? 'satisfaction.high' : satisfaction.average >= 3.5 ? 'satisfaction.good' : 'satisfaction.low' };
}

/** The door most requests came by today, or with nothing yet, the one with most open. */
export function channelFinding({ byChannel }: Pick<Wallboard, 'byChannel'>): { readonly key: string; readonly channel: string | null; readonly share: number } {
  const total = byChannel.reduce((sum, one) => sum + one.arrivals, 0);
  const first = byChannel.toSorted((a, b) => b.arrivals - a.arrivals)[0];
  if (!first || total === 0) return { key: 'channels.none', channel: null, share: 0 };
  return { key: 'channels.most', channel: first.channel, share: first.arrivals / total };
}

/** Whether those who are here can take more. */
export function peopleFinding({ agents }: Pick<Wallboard, 'agents'>): Finding {
  const here = agents.load.filter((one) => one.presence === 'online');
  if (here.length === 0) return { key: 'people.nobody' };
  const full = here.filter((one) => one.open >= one.capacity).length;
  if (full === here.length) return { key: 'people.allFull', values: { count: full } };
  return { key: 'people.room', values: { count: here.reduce((sum, one) => sum + Math.max(0, one.capacity - one.open), 0) } };
}
