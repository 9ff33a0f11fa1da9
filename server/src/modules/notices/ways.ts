import { type NoticeKind, type NoticeSettings, type NoticeWays, noticeKinds } from '@aftercare/contract/notices';

const quiet: NoticeWays = { app: false, mail: false, push: false };
const shown: NoticeWays = { app: true, mail: false, push: true };
/** As it comes: everything that is one's own is shown; what happens in a team is not; a name called is mailed, too. */
const defaults: Readonly<Record<NoticeKind, NoticeWays>> = { assigned: shown, team: quiet, mentioned: { app: true, mail: true, push: true }, answered: shown, warning: shown, breached: { app: true, mail: true, push: true }, step: shown, certificate: { app: true, mail: true, push: false }, missed: shown, undelivered: shown };

export const waysOf = (kept: Partial<Record<NoticeKind, NoticeWays>>): NoticeSettings['ways'] => Object.fromEntries(noticeKinds.map((kind) => [kind, kept[kind] ?? defaults[kind]])) as NoticeSettings['ways'];

/** Minute of the day in a time zone. */
export function minuteIn(at: Date, timeZone: string): number {
  const [hours = 0, minutes = 0] = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(at).split(':').map(Number);
  return hours * 60 + minutes;
}
/** Minutes until quiet hours are over; 0 when it is not quiet. Hours may go over midnight. */
export function quietFor(minute: number, hours: Pick<NoticeSettings, 'quietFrom' | 'quietTo'>): number {
  const { quietFrom: from, quietTo: to } = hours;
  if (from === null || to === null || from === to) return 0;
  const within = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  return within ? (to - minute + 1440) % 1440 : 0;
}
