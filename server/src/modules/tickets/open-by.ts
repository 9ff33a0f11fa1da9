import type { Actor } from '../../platform/bus/index.ts';
import { type Tx, createGather, cut } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import { type Opened, openTickets } from './open.ts';
import * as store from './store.ts';

/** A ticket asked for by a form or the API. */
export interface OpenInput {
  readonly subject: string; readonly text: string; readonly type: string; readonly priority: store.TicketRow['priority']; readonly channel: store.TicketRow['channel']; readonly customerId: number;
  /** The customer's own language unless told. */
  readonly language: 'zh-CN' | 'en' | null;
  readonly teamId?: number | undefined; readonly ownerId?: number | undefined; readonly product: string; readonly serial: string; readonly tags: readonly string[]; readonly fields: Record<string, unknown>; readonly openedAt: Date; readonly actor: Actor;
}

const firstWords = (text: string) => cut(text.replace(/\s+/g, ' ').trim(), 160);

function explainUnknown(error: { code?: string; constraint?: string }): never {
  if (error.code !== '23503') throw error;
  const path = /customer/.test(error.constraint ?? '') ? 'customerId' : /owner/.test(error.constraint ?? '') ? 'ownerId' : /team/.test(error.constraint ?? '') ? 'teamId' : 'type';
  throw unknown(path, '');
}
const unknown = (path: string, value: unknown) => new Refusal('invalid-input', { fields: [{ path, key: 'field.unknown', params: { value } }] });

/** Opens tickets that people ask for; the first words become a message of the ticket. Any number with five statements. */
export function createOpenBy(platform: Pick<Platform, 'bus' | 'db'>, conversations: Conversations) {
  async function openBy(tx: Tx, inputs: readonly OpenInput[]): Promise<Opened[]> {
    const languages = new Map((await store.customerLanguages(tx, inputs.map((i) => i.customerId))).map((r) => [r.id, r.language]));
    const openings = inputs.map((input) => {
      const language = input.language ?? languages.get(input.customerId);
      if (!language) throw unknown('customerId', input.customerId);
      return { ...input, language, preview: firstWords(input.text || input.subject), unread: false };
    });
    const opened = await openTickets(tx, platform, openings).catch(explainUnknown);
    const rows = await conversations.accounts.rows();
    // What was said at a counter stands under the counter, everything else that somebody typed in for them under the phone.
    const accountOf = (input: OpenInput) => rows.find((r) => r.kind === (input.channel === 'counter' ? 'counter' : 'phone'));
    const spoken = inputs.flatMap((input, i) => {
      const account = accountOf(input);
      return account && input.text !== '' ? [{ input, account, ticketId: opened[i]?.id ?? 0 }] : [];
    });
    if (spoken.length > 0) {
      const ids = await conversations.recordInbound(tx, spoken.map(({ input, account }) => ({ accountId: account.id, customerId: input.customerId, subject: input.subject, text: input.text, at: input.openedAt })));
      await store.linkConversations(tx, spoken.map(({ ticketId }, i) => ({ conversationId: ids[i] ?? 0, ticketId })));
    }
    return opened;
  }
  return {
    openBy,
    /** Callers at the same moment share a transaction; each is answered after its commit. */
    openGathered: createGather((inputs: readonly OpenInput[]) => platform.db.tx((tx) => openBy(tx, inputs)), { most: 64, lanes: 2 }),
  };
}
