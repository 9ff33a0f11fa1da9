import type { CountryRule } from '@aftercare/contract/countries';
import { anywhere } from './countries/shipped.ts';
import type { ConsentRow, Purpose, QuietHours } from './store-consent.ts';

/** Channels that lie still until somebody looks. Everything else rings. */
const still = new Set(['mail', 'portal', 'chat', 'webhook', 'counter', 'zendesk', 'chatwoot']);
/** Whoever wrote within these minutes is awake. */
const awakeMinutes = 15;
const day = 1440;

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly reason: 'no-consent' } | { readonly ok: false; readonly reason: 'quiet-hours'; readonly until: Date };
export interface Asking { readonly purpose: Purpose; readonly channel: string; readonly now: Date; /** When the customer wrote last on this matter. */ readonly lastHeardAt?: Date | null; /** What holds in their country, by telephone number. */ readonly here?: CountryRule }

/** The newest word on this channel, else on all; without any, what is usual in their country. */
export function agreed(consents: readonly Pick<ConsentRow, 'purpose' | 'channel' | 'granted'>[], purpose: Purpose, channel: string, here: Pick<CountryRule, 'survey' | 'marketing'> = anywhere): boolean {
  const own = consents.filter((c) => c.purpose === purpose);
  return (own.find((c) => c.channel === channel) ?? own.find((c) => c.channel === '*'))?.granted ?? unsaid(purpose, channel, here);
}
/** Service about their own matter may always be sent. */
const unsaid = (purpose: Purpose, channel: string, here: Pick<CountryRule, 'survey' | 'marketing'>): boolean =>
  purpose === 'service' || (purpose === 'survey' ? here.survey : (here.marketing as readonly string[]).includes(channel));

const minuteOf = (now: Date, timeZone: string): number => {
  const [hours = 0, minutes = 0] = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(now).split(':').map(Number);
  return hours * 60 + minutes;
};
/** The end of the quiet hours we are in; null outside of them. */
export function quietUntil(hours: QuietHours | undefined, now: Date): Date | null {
  if (!hours || hours.quietFrom === null || hours.quietTo === null || hours.quietFrom === hours.quietTo) return null;
  const minute = minuteOf(now, hours.timeZone);
  const inside = hours.quietFrom < hours.quietTo ? minute >= hours.quietFrom && minute < hours.quietTo : minute >= hours.quietFrom || minute < hours.quietTo;
  if (!inside) return null;
  const whole = Math.floor(now.getTime() / 60_000) * 60_000;
  return new Date(whole + ((hours.quietTo - minute + day) % day) * 60_000);
}

/** May this be sent to them now? The one place that says so. */
export function mayContact(consents: readonly Pick<ConsentRow, 'purpose' | 'channel' | 'granted'>[], hours: QuietHours | undefined, a: Asking): Verdict {
  const here = a.here ?? anywhere;
  if (!agreed(consents, a.purpose, a.channel, here)) return { ok: false, reason: 'no-consent' };
  const rings = !still.has(a.channel) || a.purpose !== 'service';
  const awake = a.purpose === 'service' && a.lastHeardAt != null && a.now.getTime() - a.lastHeardAt.getTime() < awakeMinutes * 60_000;
  const until = rings && !awake ? quietUntil(hours ?? here, a.now) : null;
  return until ? { ok: false, reason: 'quiet-hours', until } : { ok: true };
}
