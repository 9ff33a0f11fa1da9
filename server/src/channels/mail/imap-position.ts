import { z } from 'zod';

/** Where the intake of one folder stands. */
export const Position = z.object({
  /** A folder that was made anew has another one: its UIDs say nothing about the old. */
  uidValidity: z.string(),
  /** Everything up to this UID is stored. */
  uid: z.number().int().min(0),
  /** Everything up to this UID was marked or moved as the settings ask. */
  settled: z.number().int().min(0),
  /** When we first looked into this folder. */
  since: z.string(),
});
export type Position = z.infer<typeof Position>;

/** Name of a folder's position within the account's cursor: another server, user or folder starts anew. */
export const positionKey = (imap: { host: string; user: string; folder: string }): string => `imap:${imap.user}@${imap.host}/${imap.folder}`;

/** The stored position, or null on the first day. */
export function readPosition(cursor: Readonly<Record<string, unknown>>, key: string): Position | null {
  const read = Position.safeParse(cursor[key]);
  return read.success ? read.data : null;
}

/** UIDs cut into pieces of bounded count and bytes; a mail larger than the bound is a piece of its own. */
export function pieces(mails: readonly { uid: number; size: number }[], most: { count: number; bytes: number }): number[][] {
  const out: number[][] = [];
  let bytes = 0;
  for (const { uid, size } of mails.toSorted((a, b) => a.uid - b.uid)) {
    const last = out.at(-1);
    if (!last || last.length >= most.count || bytes + size > most.bytes) { out.push([uid]); bytes = size; } else { last.push(uid); bytes += size; }
  }
  return out;
}
