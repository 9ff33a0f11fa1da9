import { createHmac } from 'node:crypto';
import type { Secrets } from '../../platform/auth/secrets.ts';
import type { Handle } from '../../platform/db/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Account, Outbound, Probe } from '../channel.ts';
import type { Desk, SocialPlatform, SocialSettings } from './platform.ts';
import * as store from './store.ts';

const freshMs = 3_600_000;
const trialKey = 'trial:';
/** What a platform tells of our answer to a test message is nobody's receipt. */
export const isTrialKey = (key: string | undefined): boolean => key?.startsWith(trialKey) ?? false;
export const isTrialAnswer = async (db: Handle, accountId: number, externalId: string): Promise<boolean> => (await store.cursorOf(db, accountId))['trialId'] === externalId;

/** What whoever sets the door up sends from their own phone: it goes all the way in and an answer all the way out, and is nobody's ticket. */
export function trialWords(secrets: Secrets, account: Pick<Account, 'id' | 'kind'>): string {
  const number = createHmac('sha256', secrets.key('channel-trial')).update(`${account.kind}:${account.id}`).digest().readUInt32BE() % 1_000_000;
  return `aftercare ${String(number).padStart(6, '0')}`;
}

/** Answers a test message; false when it is none. */
export async function answerTrial<S extends SocialSettings>(platform: SocialPlatform<S>, desk: Desk<S>, given: { personId: string; text: string; meta: Readonly<Record<string, unknown>>; externalId: string }): Promise<boolean> {
  const { account, context: { platform: { secrets, db } } } = desk;
  if (given.text.trim().toLowerCase() !== trialWords(secrets, account)) return false;
  const text = say(account.language, 'social.trial-answer', { name: account.name });
  const sent = await platform.deliver({ kind: 'text', text }, { id: given.personId, key: trialKey + given.externalId, first: true, last: true, message: outboundOf(desk, given.personId, text, given.meta) }, desk);
  await store.noteCursor(db, account.id, { trialAt: desk.now().toISOString(), trialId: sent });
  await desk.context.health(account.id, null);
  return true;
}

/** The last step of «try it»: what to send, or when it was answered. */
export async function trialProbe<S>(desk: Desk<S>, language: string): Promise<Probe> {
  const { account, context: { platform: { secrets, db } } } = desk;
  const at = (await store.cursorOf(db, account.id))['trialAt'];
  const done = typeof at === 'string' && desk.now().getTime() - Date.parse(at) < freshMs;
  const words = trialWords(secrets, account);
  return { name: say(language, 'social.trial'), ok: done, detail: say(language, done ? 'social.trial-done' : account.kind === 'review' ? 'social.trial-send-review' : 'social.trial-send', { words, name: account.name }), ...(done ? {} : { waiting: true, words }) };
}

function outboundOf<S>({ account }: Desk<S>, personId: string, text: string, lastMeta: Readonly<Record<string, unknown>>): Outbound {
  return {
    messageId: 0, idempotencyKey: `trial:${personId}`, conversationId: 0, ticketId: null, threadKey: personId, to: { name: '', addresses: [], language: account.language },
    author: { kind: 'system', name: '' }, subject: '', text, files: [], history: [], meta: {}, lastMeta,
  };
}
