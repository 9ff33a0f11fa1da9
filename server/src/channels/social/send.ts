import { say } from '../../platform/i18n/index.ts';
import { type Account, NotBefore, type Outbound, PermanentFailure, type Sent, UnsureArrival } from '../channel.ts';
import { PlatformFault } from './fault.ts';
import { flat, partsOf } from './parts.ts';
import type { Desk, Part, Recipient, SocialPlatform, SocialSettings } from './platform.ts';
import { addressOf } from './read.ts';
import * as store from './store.ts';
import { windowOpen } from './window.ts';

/** Longest text of a template's variable, as the strictest platform has it. */
const templateLimit = 900;

type Key = 'social.nobody' | 'social.window-shut' | 'social.window-files' | 'social.window-platform' | 'social.refused';
const failed = (account: Pick<Account, 'language'>, key: Key, values: Readonly<Record<string, string | number>> = {}, cause?: unknown) => new PermanentFailure(say(account.language, key, values), { cause, reason: { key, values } });

/** Brings a message to the person, part by part; what has left does not leave again. */
export async function sendSocial<S extends SocialSettings>(platform: SocialPlatform<S>, message: Outbound, desk: Desk<S>): Promise<Sent> {
  const { account, context: { platform: { work: db } } } = desk;
  const id = personOf(platform, message, desk);
  if (id === null) throw failed(account, 'social.nobody');
  const parts = partsFor(platform, message, desk);
  const done = new Map((await store.partsSent(db, message.messageId)).map((p) => [p.part, p.externalId]));
  let last = '';
  for (const [n, part] of parts.entries()) {
    const before = done.get(n);
    if (before !== undefined) { last = before; continue; }
    const to = { id, message, key: `${message.idempotencyKey}:${n}`, first: n === 0 && done.size === 0, last: n === parts.length - 1 };
    last = (await begunBefore(platform, part, to, n, desk)) ?? (await deliver(platform, part, to, desk));
    await store.recordPart(db, message.messageId, n, account.id, last);
  }
  return { externalId: last, state: platform.reportsLater?.(desk.settings) ? 'accepted' : 'sent' };
}

/** A part that was begun before and has no note: what the platform knows of it; null when it may be sent. Notes the beginning where there was none. */
async function begunBefore<S extends SocialSettings>(platform: SocialPlatform<S>, part: Part, to: Recipient, n: number, desk: Desk<S>): Promise<string | null> {
  const { keyed, find, tellsWithinSeconds } = platform;
  if (keyed === true) return null;
  const { context: { platform: { work: db } } } = desk;
  const since = await store.begunPart(db, to.message.messageId, n, desk.now());
  if (!since || keyed?.(to, since, desk)) return null;
  if (tellsWithinSeconds && desk.now().getTime() - since.getTime() < tellsWithinSeconds * 1000) throw new PlatformFault('busy', 'begun before; waiting whether the platform tells of it');
  if (!find) throw new UnsureArrival('begun before, and the platform did not tell of it');
  try {
    return await find.call(platform, part, to, since, desk);
  } catch (error) {
    if (error instanceof PlatformFault && error.sort === 'refused') throw new UnsureArrival('begun before, and the platform lets nobody ask', { cause: error });
    throw error;
  }
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
  if (!platform.hasTemplate?.(desk)) throw failed(desk.account, 'social.window-shut', { hours: hours ?? 0 });
  if (message.files.length > 0) throw failed(desk.account, 'social.window-files', { hours: hours ?? 0 });
  return [{ kind: 'template', text: flat(message.text, templateLimit) }];
}

/** Nobody will ever know more than now. */
const blind = <S extends SocialSettings>({ keyed, find, tellsWithinSeconds }: SocialPlatform<S>, to: Recipient, desk: Desk<S>): boolean =>
  !find && !tellsWithinSeconds && keyed !== true && !keyed?.(to, desk.now(), desk);

async function deliver<S extends SocialSettings>(platform: SocialPlatform<S>, part: Part, to: Parameters<SocialPlatform<S>['deliver']>[1], desk: Desk<S>): Promise<string> {
  try {
    return await platform.deliver(part, to, desk);
  } catch (error) {
    // It said no or was not asked at all, so it has nothing: the next try need not look.
    if (error instanceof NotBefore || (error instanceof PlatformFault && error.answered)) await store.forgetBegun(desk.context.platform.work, to.message.messageId);
    if (!(error instanceof PlatformFault)) throw error;
    if (!error.answered && blind(platform, to, desk)) throw new UnsureArrival(error.message, { cause: error });
    if (error.sort === 'window') throw failed(desk.account, 'social.window-platform', { words: error.message }, error);
    if (error.sort === 'refused') throw failed(desk.account, 'social.refused', { words: error.message }, error);
    throw error;
  }
}
