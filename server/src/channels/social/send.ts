import { say } from '../../platform/i18n/index.ts';
import { type Account, type Outbound, PermanentFailure, type Sent } from '../channel.ts';
import { PlatformFault } from './fault.ts';
import { flat, partsOf } from './parts.ts';
import type { Desk, Part, SocialPlatform, SocialSettings } from './platform.ts';
import { addressOf } from './read.ts';
import * as store from './store.ts';
import { windowOpen } from './window.ts';

/** Longest text of a template's variable, as the strictest platform has it. */
const templateLimit = 900;

/** Brings a message to the person, part by part; what has left does not leave again. */
export async function sendSocial<S extends SocialSettings>(platform: SocialPlatform<S>, message: Outbound, desk: Desk<S>): Promise<Sent> {
  const { account, context: { platform: { work: db } } } = desk;
  const id = personOf(platform, message, desk);
  if (id === null) throw new PermanentFailure(say(account.language, 'social.nobody'));
  const parts = partsFor(platform, message, desk);
  const done = new Map((await store.partsSent(db, message.messageId)).map((p) => [p.part, p.externalId]));
  let last = '';
  for (const [n, part] of parts.entries()) {
    const before = done.get(n);
    if (before !== undefined) { last = before; continue; }
    last = await deliver(platform, part, { id, message, key: `${message.idempotencyKey}:${n}`, first: n === 0 && done.size === 0 }, desk);
    await store.recordPart(db, message.messageId, n, account.id, last);
  }
  return { externalId: last, state: 'sent' };
}

/** Whom it goes to: the thread's person, or who the customer is on this account where the thread has a key of our own making. */
function personOf<S extends SocialSettings>(platform: SocialPlatform<S>, message: Outbound, { account }: Desk<S>): string | null {
  return message.threadKey.startsWith('own:') ? personAmong(platform, account, message.to.addresses) : message.threadKey;
}

/** Who a customer is on an account: as we met them there, or by an address that says so by itself. */
export function personAmong<S extends SocialSettings>(platform: SocialPlatform<S>, account: Pick<Account, 'kind' | 'address'>, addresses: Outbound['to']['addresses']): string | null {
  const mark = addressOf(account, '');
  const met = addresses.find((a) => a.kind === 'external' && a.value.startsWith(mark));
  return met ? met.value.slice(mark.length) : (platform.personOf?.(addresses) ?? null);
}

function partsFor<S extends SocialSettings>(platform: SocialPlatform<S>, message: Outbound, desk: Desk<S>): readonly Part[] {
  const hours = platform.windowHours?.(message, desk) ?? null;
  if (windowOpen(message.lastMeta['at'], hours, desk.now())) return partsOf(message, platform.textLimit);
  if (!platform.hasTemplate?.(desk)) throw new PermanentFailure(say(desk.account.language, 'social.window-shut', { hours: hours ?? 0 }));
  if (message.files.length > 0) throw new PermanentFailure(say(desk.account.language, 'social.window-files', { hours: hours ?? 0 }));
  return [{ kind: 'template', text: flat(message.text, templateLimit) }];
}

async function deliver<S extends SocialSettings>(platform: SocialPlatform<S>, part: Part, to: Parameters<SocialPlatform<S>['deliver']>[1], desk: Desk<S>): Promise<string> {
  try {
    return await platform.deliver(part, to, desk);
  } catch (error) {
    if (!(error instanceof PlatformFault)) throw error;
    const { language } = desk.account;
    if (error.sort === 'window') throw new PermanentFailure(say(language, 'social.window-platform', { words: error.message }), { cause: error });
    if (error.sort === 'refused') throw new PermanentFailure(say(language, 'social.refused', { words: error.message }), { cause: error });
    throw error;
  }
}
