import type { ChannelAccount } from '@aftercare/contract/channels';
import type { Agent, Calendar, Company } from '@aftercare/contract/org';
import type { SlaPolicy } from '@aftercare/contract/sla';
import { alwaysOpen } from '../calendars/times.ts';

export interface HouseState { readonly company: Company; readonly agents: readonly Agent[]; readonly calendars: readonly Calendar[]; readonly policies: readonly SlaPolicy[]; readonly channels: readonly ChannelAccount[] }
export interface Step {
  readonly key: 'company' | 'mailbox' | 'people' | 'hours' | 'chat';
  /** `begun`: something is there but does not work yet. */
  readonly state: 'open' | 'begun' | 'done';
  /** Word of the sentence that says how it stands, with its values. */
  readonly word: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly to: string;
}

/** What a new administrator does first, and how far each thing truly is. */
export function firstSteps({ company, agents, calendars, policies, channels }: HouseState): Step[] {
  const mail = channels.filter((one) => one.kind === 'mail');
  const chat = channels.find((one) => one.kind === 'chat' && one.enabled) ?? channels.find((one) => one.kind === 'chat');
  const failing = mail.find((one) => one.health.state === 'failing');
  const others = agents.filter((one) => one.status !== 'disabled').length - 1;
  const inUse = new Set([...policies.filter((one) => one.enabled).map((one) => one.calendarId), ...agents.map((one) => one.calendarId), ...channels.map((one) => one.settings.calendarId)]);
  const office = calendars.filter((one) => !alwaysOpen(one));
  const used = office.find((one) => inUse.has(one.id));
  return [
    company.name === 'Aftercare' ? { key: 'company', state: 'open', word: 'open', to: 'company' } : { key: 'company', state: 'done', word: 'done', values: { name: company.name }, to: 'company' },
    failing ? { key: 'mailbox', state: 'begun', word: 'failing', values: { address: failing.address }, to: `channels/${failing.id}` }
      : mail[0] ? { key: 'mailbox', state: mail.some((one) => one.health.state === 'ok') ? 'done' : 'begun', word: mail.some((one) => one.health.state === 'ok') ? 'done' : 'idle', values: { address: mail[0].address }, to: `channels/${mail[0].id}` }
        : { key: 'mailbox', state: 'open', word: 'open', to: 'channels/new-mail' },
    others > 0 ? { key: 'people', state: 'done', word: 'done', values: { count: others }, to: 'people' } : { key: 'people', state: 'open', word: 'open', to: 'people/new' },
    used ? { key: 'hours', state: 'done', word: 'done', values: { name: used.name }, to: `calendars/${used.id}` } : { key: 'hours', state: 'open', word: 'open', to: office[0] ? `calendars/${office[0].id}` : 'calendars' },
    chat ? { key: 'chat', state: chat.health.lastOkAt ? 'done' : 'begun', word: chat.health.lastOkAt ? 'done' : 'idle', values: { name: chat.name }, to: `channels/${chat.id}` } : { key: 'chat', state: 'open', word: 'open', to: 'channels/new-chat' },
  ];
}
