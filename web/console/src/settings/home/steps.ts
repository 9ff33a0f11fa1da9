import type { ChannelAccount } from '@aftercare/contract/channels';
import type { Beginning } from '@aftercare/contract/desk';
import type { Agent, Calendar, Company } from '@aftercare/contract/org';
import type { SlaPolicy } from '@aftercare/contract/sla';
import { alwaysOpen } from '../calendars/times.ts';

export interface HouseState { readonly company: Company; readonly agents: readonly Agent[]; readonly calendars: readonly Calendar[]; readonly policies: readonly SlaPolicy[]; readonly channels: readonly ChannelAccount[]; readonly beginning: Beginning }
export interface Step {
  readonly key: 'company' | 'door' | 'people' | 'arrived' | 'answered' | 'hours';
  /** `begun`: something is there but does not work yet. */
  readonly state: 'open' | 'begun' | 'done';
  /** Word of the sentence that says how it stands, with its values. */
  readonly word: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /** Part of the settings, or `ticket:ID`. */
  readonly to: string | null;
}

type Door = Pick<Step, 'state' | 'word' | 'values' | 'to'>;
/** The first door customers come by: a mailbox or a chat, whichever is further. */
function door({ channels, beginning }: HouseState): Door {
  const ours = channels.filter((one) => one.enabled && (one.kind === 'mail' || one.kind === 'chat'));
  const failing = ours.find((one) => one.health.state === 'failing');
  const works = ours.find((one) => one.health.state === 'ok' || (one.kind === 'chat' && one.health.lastOkAt));
  const of = (one: ChannelAccount) => ({ values: { address: one.kind === 'chat' ? one.name : one.address }, to: `channels/${one.id}` });
  if (works) return { state: 'done', word: 'done', ...of(works) };
  if (failing) return { state: 'begun', word: 'failing', ...of(failing) };
  // Mail that is delivered to us has no connection to watch: it works once something came.
  if (ours[0]) return beginning.arrived ? { state: 'done', word: 'done', ...of(ours[0]) } : { state: 'begun', word: 'idle', ...of(ours[0]) };
  return beginning.arrived ? { state: 'done', word: 'other', to: 'channels' } : { state: 'open', word: 'open', to: 'channels/new-mail' };
}

/** What a new administrator does until the first customer has their answer, and how far each thing truly is. */
export function firstSteps(house: HouseState): Step[] {
  const { company, agents, calendars, policies, channels, beginning: { arrived, answered } } = house;
  const others = agents.filter((one) => one.status !== 'disabled').length - 1;
  const inUse = new Set([...policies.filter((one) => one.enabled).map((one) => one.calendarId), ...agents.map((one) => one.calendarId), ...channels.map((one) => one.settings.calendarId)]);
  const office = calendars.filter((one) => !alwaysOpen(one));
  const used = office.find((one) => inUse.has(one.id));
  const left = answered !== null && (answered.delivery === 'sent' || answered.delivery === 'delivered');
  return [
    company.name === 'Aftercare' ? { key: 'company', state: 'open', word: 'open', to: 'company' } : { key: 'company', state: 'done', word: 'done', values: { name: company.name, zone: company.timeZone }, to: 'company' },
    { key: 'door', ...door(house) },
    others > 0 ? { key: 'people', state: 'done', word: 'done', values: { count: others }, to: 'people' } : { key: 'people', state: 'open', word: 'open', to: 'people/new' },
    arrived ? { key: 'arrived', state: 'done', word: 'done', values: { subject: arrived.subject }, to: `ticket:${arrived.ticketId}` } : { key: 'arrived', state: 'open', word: door(house).state === 'open' ? 'noDoor' : 'open', to: null },
    answered ? { key: 'answered', state: left ? 'done' : 'begun', word: left ? 'done' : answered.delivery === 'failed' ? 'failed' : 'leaving', to: `ticket:${answered.ticketId}` } : { key: 'answered', state: 'open', word: 'open', to: arrived ? `ticket:${arrived.ticketId}` : null },
    used ? { key: 'hours', state: 'done', word: 'done', values: { name: used.name }, to: `calendars/${used.id}` } : { key: 'hours', state: 'open', word: 'open', to: office[0] ? `calendars/${office[0].id}` : 'calendars' },
  ];
}

/** How one writes to us to try it: the first mailbox's address, the first chat's page. */
export function tryOut(channels: readonly ChannelAccount[]): { readonly mail: string | null; readonly chat: string | null } {
  const on = channels.filter((one) => one.enabled);
  return { mail: on.find((one) => one.kind === 'mail')?.address ?? null, chat: on.find((one) => one.kind === 'chat')?.address ?? null };
}
