import { api } from '@aftercare/contract';
import type { Call } from '@aftercare/ui';
import type { Outgoing } from './useSend.ts';

/** Seconds in which a reply can be taken back before it leaves. */
export const undoSeconds = 8;

/** Brings an answer or a note to the server. Sent again with the same key, it is the same one. */
export async function post(call: Call, id: number, sent: Outgoing) {
  const files = sent.files.map((file) => file.id);
  if (sent.kind === 'note') return { message: null, note: await call(api.tickets.addNote, { params: { id }, body: { text: sent.text, mentions: [...sent.mentions], files } }, { idempotencyKey: sent.key }) };
  return { note: null, message: await call(api.conversations.reply, { params: { id }, body: { text: sent.text, channel: sent.channel, files, undoSeconds, then: sent.then } }, { idempotencyKey: sent.key }) };
}
