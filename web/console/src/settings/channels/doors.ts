import type { ChannelKind } from '@aftercare/contract/basics';
import type { DoorKind } from '@aftercare/contract/channels';
import type { ReactNode } from 'react';
import { ChatDoor } from './ChatDoor.tsx';
import { MailDoor } from './MailDoor.tsx';
import { PlatformDoor } from './PlatformDoor.tsx';
import { PortalDoor } from './PortalDoor.tsx';
import { WebhookDoor } from './WebhookDoor.tsx';
import type { Account, DoorProps, House } from './account.ts';
import { platforms } from './platforms.ts';
import { randomWord } from './randomWord.ts';

/** What the form of one kind of door has of its own. Words stand in the languages under `channels.what|new|mine.<kind>` and `try.hint.<kind>`. */
export interface Door {
  readonly Part: (props: DoorProps) => ReactNode;
  /** What a new one begins with, beside name, language and team. */
  readonly fresh: (house: House) => { readonly address: string; readonly settings: Account['settings'] };
  /** Names of the settings whose faults the part shows at their fields. */
  readonly settings: readonly string[];
  /** Shows a secret once: the page stays as it is after creation until somebody goes on. */
  readonly once?: boolean;
  /** There can be only one. */
  readonly single?: boolean;
}

/** Doors at a platform: what to copy from there and to there is a table, the form is one. */
const atPlatforms = Object.fromEntries(Object.entries(platforms).map(([kind, { fields }]): [string, Door] => [kind, {
  Part: PlatformDoor, once: true, settings: fields.map((one) => one.name),
  fresh: () => ({ address: '', settings: Object.fromEntries(fields.map((one) => [one.name, one.made?.() ?? one.start ?? ''])) }),
}]));

/** Kinds somebody can add. The counter needs no account, and calls that no line brings are written down by hand. */
export const doors: Partial<Record<ChannelKind, Door>> = {
  // A mailbox has no servers until somebody says whose they are.
  mail: { Part: MailDoor, fresh: () => ({ address: '', settings: { displayName: '', aliases: [], replyAddresses: 'auto', replyDomain: '', dkim: null, acknowledge: { on: true, text: { 'zh-CN': '', en: '' } } } }), settings: ['smtp', 'smtpPassword', 'imap', 'imapPassword', 'aliases', 'replyDomain', 'displayName', 'acknowledge', 'dkim', 'dkimPrivateKey'] },
  chat: { Part: ChatDoor, fresh: () => ({ address: randomWord(12), settings: { origins: [], greeting: { zh: '', en: '' }, calendarId: null, followUpMinutes: 5 } }), settings: ['origins', 'greeting', 'followUpMinutes'] },
  portal: { Part: PortalDoor, fresh: () => ({ address: 'portal', settings: { calendarId: null } }), settings: [], single: true },
  webhook: { Part: WebhookDoor, fresh: () => ({ address: '', settings: { secret: randomWord(40), callbackUrl: '' } }), settings: ['callbackUrl', 'secret'], once: true },
  ...atPlatforms,
};
/** Of the kinds the server can connect, those with a form. */
export const formKinds = (kinds: readonly DoorKind[]): ChannelKind[] => kinds.filter((one) => one.connectable && doors[one.kind]).map((one) => one.kind);
