import type { ChannelKind } from '@aftercare/contract/basics';
import type { ChannelAccount } from '@aftercare/contract/channels';
import type { Calendar, Company, Team } from '@aftercare/contract/org';

export type Account = Pick<ChannelAccount, 'name' | 'address' | 'language' | 'teamId' | 'enabled' | 'settings'>;
export interface House { readonly teams: readonly Team[]; readonly calendars: readonly Calendar[]; readonly company: Company }
/** What the part of a form that is about one kind of door gets. */
export interface DoorProps {
  readonly kind: ChannelKind;
  readonly value: Account;
  readonly set: (change: Partial<Account>) => void;
  readonly setting: (change: Record<string, unknown>) => void;
  readonly account: ChannelAccount | null;
  readonly faults: Readonly<Record<string, string>>;
  readonly house: House;
}

export const accountOf = ({ name, address, language, teamId, enabled, settings }: ChannelAccount): Account => ({ name, address, language, teamId, enabled, settings });

/** The fault of a field of the settings: the server names it with or without `settings.` in front. */
export function faultOf(faults: Readonly<Record<string, string>>, path: string): string | undefined {
  return faults[`settings.${path}`] ?? faults[path];
}
