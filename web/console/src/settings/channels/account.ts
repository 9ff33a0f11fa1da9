import type { ChannelAccount } from '@aftercare/contract/channels';
import type { ChannelKind } from '@aftercare/contract/basics';
import type { Calendar, Company, Team } from '@aftercare/contract/org';
import { randomWord } from './doors.ts';

export type Account = Pick<ChannelAccount, 'name' | 'address' | 'language' | 'teamId' | 'enabled' | 'settings'>;
export interface House { readonly teams: readonly Team[]; readonly calendars: readonly Calendar[]; readonly company: Company }
/** What the part of a form that is about one kind of door gets. */
export interface DoorProps {
  readonly value: Account;
  readonly set: (change: Partial<Account>) => void;
  readonly setting: (change: Record<string, unknown>) => void;
  readonly account: ChannelAccount | null;
  readonly faults: Readonly<Record<string, string>>;
  readonly house: House;
}

/** What a new door begins with. A mailbox has no servers until somebody says whose they are. */
export function freshAccount(kind: ChannelKind, { name, language }: Company, mine: string): Account {
  const base = { name: '', address: '', language, teamId: null, enabled: true, settings: {} };
  if (kind === 'chat') return { ...base, name: `${name} ${mine}`, address: randomWord(12), settings: { origins: [], greeting: { zh: '', en: '' }, calendarId: null, followUpMinutes: 5 } };
  if (kind === 'portal') return { ...base, name: `${name} ${mine}`, address: 'portal', settings: { calendarId: null } };
  if (kind === 'webhook') return { ...base, address: '', settings: { secret: randomWord(40), callbackUrl: '' } };
  return { ...base, name: `${name} ${mine}`, settings: { displayName: '', aliases: [], replyAddresses: 'auto', replyDomain: '', dkim: null, acknowledge: { on: true, text: { 'zh-CN': '', en: '' } } } };
}

export const accountOf = ({ name, address, language, teamId, enabled, settings }: ChannelAccount): Account => ({ name, address, language, teamId, enabled, settings });

/** The fault of a field of the settings: the server names it with or without `settings.` in front. */
export function faultOf(faults: Readonly<Record<string, string>>, path: string): string | undefined {
  return faults[`settings.${path}`] ?? faults[path];
}
