import { createHash } from 'node:crypto';
import { say } from '../../../platform/i18n/index.ts';
import type { Arrived } from '../gateway.ts';
import type { SmsDesk } from '../settings.ts';
import { type ArrivedPart, partOf } from './parts.ts';
import { type Given, type Pdu, command, status, wordOf } from './pdu.ts';
import { isReceipt, receiptOf } from './receipt.ts';
import * as store from './store.ts';
import { decodeText } from './text.ts';

/** So long the pieces of a message wait for each other. */
const patienceMs = 10 * 60_000;
const keptMs = 2 * 86_400_000;
/** A centre brings again what was not acknowledged soon after the line is back; later, the same words are said anew. */
const doubtEndsMs = 30 * 60_000;
const digestOf = (part: ArrivedPart): string => createHash('sha256').update(JSON.stringify([part.from, part.to, part.coding, part.long])).update(part.content).digest('hex');

/**
 * What a message centre brings: on disk before it is acknowledged. A message has no number of its own in SMPP: the same bytes again
 * on another connection, soon after `doubtFrom`, are the same message whose acknowledgement got lost.
 */
export function createArriving(desk: SmsDesk, session: string, doubtFrom: Date | null) {
  const { account, context, settings } = desk;
  const db = context.platform.work;
  // What one person sends keeps its order.
  const lanes = new Map<string, Promise<unknown>>();
  const inLane = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const next = (lanes.get(key) ?? Promise.resolve()).catch(() => {}).then(work);
    lanes.set(key, next);
    void next.catch(() => {}).finally(() => { if (lanes.get(key) === next) lanes.delete(key); });
    return next;
  };
  const began = desk.now().getTime();
  /** Not acknowledged because of a fault of ours: it may stand on disk all the same. */
  const doubtful = new Set<string>();
  const accept = (externalId: string, arrived: Arrived) => context.accept({ accountId: account.id, externalId, content: Buffer.from(JSON.stringify(arrived)) });
  const phoneOf = (address: string): string => (/^\d{7,15}$/.test(address) ? `+${address}` : address);

  async function takeReceipt(pdu: Pdu): Promise<void> {
    const receipt = receiptOf(pdu);
    if (!receipt) return;
    const digest = createHash('sha256').update(pdu.message).update(JSON.stringify([...pdu.tlvs])).digest('hex').slice(0, 24);
    await accept(`r:${receipt.id}:${digest}`, { kind: 'receipt', id: receipt.id, state: receipt.state, detail: receipt.detail, reference: receipt.reference, phone: wordOf(pdu, 'source_addr') });
  }

  async function takePiece(pdu: Pdu): Promise<void> {
    const part = partOf(pdu);
    const digest = digestOf(part);
    try { await keep(part, digest); } catch (error) { doubtful.add(digest); throw error; }
  }
  async function keep(part: ArrivedPart, digest: string): Promise<void> {
    const now = desk.now();
    const own = doubtful.delete(digest);
    const again = own || (doubtFrom && now.getTime() - began < doubtEndsMs);
    const twin = again ? await store.twinOf(db, account.id, digest, { session, since: own ? new Date(began) : (doubtFrom ?? now), now, own }) : undefined;
    const piece = twin ?? (await store.keepArrived(db, {
      accountId: account.id, digest, session, phone: part.from, addressed: part.to, reference: part.long?.reference ?? null, total: part.long?.total ?? 1, number: part.long?.number ?? 1, coding: part.coding, content: part.content, at: now,
    }));
    if (piece.total === 1) return bring([piece]);
    let pieces = await store.openPieces(db, account.id, piece);
    const before = pieces.filter((p) => p.number === piece.number && p.id !== piece.id);
    if (before.length > 0 && !twin) {
      // The reference came round again: what was open under it will not be whole any more.
      const old = pieces.filter((p) => p.id < piece.id);
      await bring(old);
      pieces = pieces.filter((p) => p.id >= piece.id);
    }
    if (pieces.length >= piece.total) await bring(pieces);
  }

  /** Pieces of one message, as far as they are there, as one raw item. Twice is once: its name is the first piece's. */
  async function bring(pieces: readonly store.ArrivedRow[]): Promise<void> {
    const [first] = pieces;
    if (!first) return;
    await accept(`mo:${Math.min(...pieces.map((p) => p.id))}`, { kind: 'text', from: phoneOf(first.phone), text: textOf(pieces, first.total), at: first.at.toISOString(), media: [] });
    await store.closePieces(db, pieces.map((p) => p.id));
  }

  function textOf(pieces: readonly store.ArrivedRow[], total: number): string {
    const decode = (bytes: Buffer, coding: number) => decodeText(bytes, coding, settings.alphabet) ?? say(account.language, 'social.sms-no-text');
    const sorted = pieces.toSorted((a, b) => a.number - b.number);
    // A letter may stand across two pieces: decoded as one.
    if (sorted.length === total && sorted.every((p) => p.coding === sorted[0]?.coding)) return decode(Buffer.concat(sorted.map((p) => p.content)), sorted[0]?.coding ?? 0);
    return Array.from({ length: total }, (_, n) => {
      const piece = sorted.find((p) => p.number === n + 1);
      return piece ? decode(piece.content, piece.coding) : say(account.language, 'social.sms-part-missing', { number: n + 1, total });
    }).join('');
  }

  return {
    async take(pdu: Pdu): Promise<Given> {
      if (pdu.command !== command.deliverSm && pdu.command !== command.dataSm) return { status: status.invalidCommand };
      // A fault of ours is no reason to lose it: the centre keeps what is not acknowledged and brings it again.
      try {
        await inLane(wordOf(pdu, 'source_addr'), () => (isReceipt(pdu) ? takeReceipt(pdu) : takePiece(pdu)));
        return {};
      } catch (error) {
        context.platform.log.warn({ err: error, account: account.id }, 'a message by SMPP could not be kept, it is left with the message centre');
        return { status: status.temporaryAppError };
      }
    },
    /** Messages whose other pieces did not come are shown as far as they did. */
    async sweep(): Promise<void> {
      const now = desk.now().getTime();
      const groups = Map.groupBy(await store.oldPieces(db, account.id, new Date(now - patienceMs)), (p) => `${p.phone}\n${p.addressed}\n${p.reference}\n${p.total}`);
      for (const pieces of groups.values()) await inLane(pieces[0]?.phone ?? '', async () => { const open = pieces[0] ? await store.openPieces(db, account.id, pieces[0]) : []; await bring(open); });
      await store.forget(db, account.id, new Date(now - keptMs));
    },
  };
}
export type Arriving = ReturnType<typeof createArriving>;
