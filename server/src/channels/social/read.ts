import { say } from '../../platform/i18n/index.ts';
import type { FileRef, Inbound, RawItem } from '../channel.ts';
import { readTicketCode } from '../ticket-code.ts';
import { PlatformFault } from './fault.ts';
import type { Desk, Media, Reading, SocialPlatform, SocialSettings } from './platform.ts';
import * as store from './store.ts';
import { answerTrial, isTrialAnswer, isTrialKey } from './trial.ts';

const maxFileBytes = 32 * 1024 * 1024;
/** So often a file that does not come or a message that is not there yet is tried before we go on without. */
const patience = 3;

export const addressOf = (account: { kind: string; address: string }, personId: string): string => `${account.kind}:${account.address}:${personId}`;

/** A stored piece as a message of ours; null where there is none in it. */
export async function readSocial<S extends SocialSettings>(platform: SocialPlatform<S>, raw: RawItem, desk: Desk<S>): Promise<Inbound | null> {
  const reading = await readOr(platform, raw, desk);
  if (reading === 'broken') return broken(raw);
  if (reading.kind === 'nothing') return null;
  if (reading.kind === 'receipt') return noteReceipt(reading, raw, desk);
  const { person, at } = reading;
  const meta = { ...reading.meta, at: at.toISOString() };
  if (await answerTrial(platform, desk, { personId: person.id, text: reading.text, meta, externalId: raw.externalId })) return null;
  const { files, lost } = await fetchAll(reading.media ?? [], raw, desk);
  const ticketId = readTicketCode(desk.context.platform.secrets, reading.code ?? reading.text, desk.now());
  return {
    accountId: raw.accountId, externalId: raw.externalId, threadKey: person.id,
    ...(reading.answers && reading.answers.length > 0 ? { thread: { answers: reading.answers } } : {}),
    from: { name: person.name, language: person.language ?? null, addresses: [...(person.addresses ?? []), { kind: 'external', value: addressOf(desk.account, person.id), verified: true }] },
    subject: reading.subject ?? '', text: [reading.text, ...lost.map((name) => say(desk.account.language, 'social.file-lost', { name }))].filter(Boolean).join('\n'), files, at, meta,
    ...(ticketId === null ? {} : { hints: { boundTicketId: ticketId } }),
  };
}

async function readOr<S extends SocialSettings>(platform: SocialPlatform<S>, raw: RawItem, desk: Desk<S>): Promise<Reading | 'broken'> {
  try {
    return await platform.read(raw, desk);
  } catch (error) {
    // What is not in the platform's own form stays to be looked at; a network that is away passes.
    if (error instanceof PlatformFault && error.sort !== 'refused' && (raw.attempts ?? 0) < patience) throw error;
    return 'broken';
  }
}

function broken(raw: RawItem): Inbound {
  return { accountId: raw.accountId, externalId: raw.externalId, threadKey: raw.externalId, from: { name: '', language: null, addresses: [] }, subject: '', text: Buffer.from(raw.content).toString('utf8').slice(0, 20_000), flag: 'broken', at: raw.receivedAt };
}

async function noteReceipt<S>(receipt: Extract<Reading, { kind: 'receipt' }>, raw: RawItem, { context, account }: Desk<S>): Promise<null> {
  if (isTrialKey(receipt.key)) return null;
  const [, message, part] = /^(.+):(\d+)$/.exec(receipt.key ?? '') ?? [];
  for (const externalId of receipt.externalIds) {
    if (message) await store.notePartByKey(context.platform.work, account.id, message, Number(part), externalId);
    const found = await store.messageOfPart(context.platform.work, account.id, externalId);
    if (!found) {
      // The receipt may be faster than our own note of what was sent; a message that was never ours has no receipt here.
      if ((raw.attempts ?? 0) < 2 && !(await isTrialAnswer(context.platform.work, account.id, externalId))) throw new Error('a receipt came before its message');
      continue;
    }
    // It tells so late that we had given up waiting.
    if (message) await context.resume(found.messageId);
    if (receipt.state === 'failed') await context.report(found.messageId, 'failed', receipt.detail);
    else if (receipt.state !== 'sent') await context.report(found.messageId, 'delivered');
    if (receipt.state === 'seen') await context.talk.read(found.conversationId, found.messageId);
  }
  return null;
}

async function fetchAll<S>(media: readonly Media[], raw: RawItem, desk: Desk<S>): Promise<{ files: FileRef[]; lost: string[] }> {
  const files: FileRef[] = [];
  const lost: string[] = [];
  for (const one of media) {
    try {
      const bytes = await one.fetch();
      files.push({ fileId: (await desk.context.platform.files.put(bytes, { name: one.name, declaredType: one.type, maxBytes: maxFileBytes, owner: `account:${raw.accountId}` })).id, inline: false });
    } catch (error) {
      if (!(error instanceof PlatformFault && error.sort === 'refused') && (raw.attempts ?? 0) < patience) throw error;
      lost.push(one.name);
    }
  }
  return { files, lost };
}
