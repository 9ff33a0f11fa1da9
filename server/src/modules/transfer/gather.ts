import type { ExportWhat } from '@aftercare/contract/exports';
import { type Principal, may } from '../../platform/auth/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import { mask } from '../../platform/masking/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Attached, Raw } from './record.ts';
import * as store from './store-records.ts';

const pageSize = 500;
const piecesPerLook = 2000;
const pieces = { message: store.messages, note: store.notes, change: store.changes };
export interface StoredBytes { readonly kind: 'bytes'; readonly key: string; readonly name: string; readonly size: number; open(): Promise<AsyncIterable<Uint8Array>> }
export type Gathered = { readonly kind: 'records'; readonly of: Raw['kind']; readonly list: readonly Record<string, unknown>[] } | StoredBytes | { readonly kind: 'total'; readonly total: number };
export interface GatherNeeds { readonly db: Handle; readonly files: FileStore; readonly tickets: Tickets; readonly customers: Customers; /** Ids of a view as its list shows them. */ readonly idsOfView: (view: string, who: Principal) => Promise<number[]> }

const numberOf = (row: { id: string } | undefined): number => Number(row?.id.replace('agent:', '') ?? 0);

/**
 * Everything somebody may see, page by page: people, then tickets, each page with what is said on it and the files before the words that name them.
 * Rows are chosen by the same conditions as in their lists; what is masked for them is masked here.
 */
export async function* gather({ db, files, tickets, customers, idsOfView }: GatherNeeds, who: Principal, asked: { what: ExportWhat; view: string | null; bytes: boolean }): AsyncGenerator<Gathered> {
  const masked = who.masked ?? new Set();
  const shown = (list: readonly object[]) => (masked.size > 0 ? list.map((r) => mask(r, masked) as Record<string, unknown>) : (list as Record<string, unknown>[]));
  const wantsTickets = asked.what !== 'customers' && may(who, 'tickets.read');
  const wantsCustomers = asked.what !== 'tickets' && may(who, 'customers.read');
  const seen = tickets.visible(who);
  const chosen = asked.view === null ? null : (await idsOfView(asked.view, who)).toSorted((a, b) => a - b);
  const people = wantsCustomers && asked.view === null ? customers.visible(who) : store.askers(chosen ? store.both(store.among(chosen), seen) : seen);
  yield { kind: 'total', total: wantsTickets ? (chosen ? chosen.length : await store.countTickets(db, seen)) : await store.countCustomers(db, people) };

  if (wantsTickets) {
    yield { kind: 'records', of: 'team', list: await store.teams(db) };
    for (let after = 0; ; ) {
      const page = await store.agents(db, after, pageSize);
      // Who may not look people up learns what they are called, as on a ticket.
      if (page.length > 0) yield { kind: 'records', of: 'agent', list: shown(may(who, 'org.read') ? page : page.map((a) => ({ ...a, email: null }))) };
      if (page.length < pageSize) break;
      after = numberOf(page.at(-1));
    }
  }
  for (let after = 0; ; ) {
    const page = await store.customers(db, people, after, pageSize);
    if (page.length > 0) yield { kind: 'records', of: 'customer', list: shown(page) };
    if (page.length < pageSize) break;
    after = numberOf(page.at(-1));
  }
  if (!wantsTickets) return;

  const told = new Set<string>();
  async function* attached(rows: readonly { fileIds: number[]; elsewhere?: Attached[] | null }[]): AsyncGenerator<StoredBytes, (row: { fileIds: number[]; elsewhere?: Attached[] | null }) => Attached[]> {
    const found = new Map((await store.filesOf(db, [...new Set(rows.flatMap((r) => r.fileIds))])).map((f) => [f.id, f]));
    if (asked.bytes) for (const f of found.values()) {
      if (told.has(f.key)) continue;
      told.add(f.key);
      yield { kind: 'bytes', key: f.key, name: f.name, size: f.size, open: async () => (await files.open(f.id)).stream as AsyncIterable<Uint8Array> };
    }
    return (row) => [...row.fileIds.flatMap((id) => { const f = found.get(id); return f ? [{ name: f.name, type: f.type, size: f.size, url: '', key: asked.bytes ? f.key : '' }] : []; }), ...(row.elsewhere ?? []).map((f) => ({ ...f, key: '' }))];
  }
  for (let after = 0, at = 0; ; at += pageSize) {
    const ids = chosen ? chosen.slice(at, at + pageSize) : await store.ticketIds(db, seen, after, pageSize);
    if (ids.length === 0) return;
    after = ids.at(-1) ?? after;
    // Somebody may have lost sight of a ticket since the list was made.
    const page = await store.tickets(db, chosen ? await store.ticketIds(db, store.both(store.among(ids), seen), 0, pageSize) : ids);
    yield { kind: 'records', of: 'ticket', list: shown(page) };
    const here = page.map((t) => Number(t.id));
    for (const kind of ['message', 'note', 'change'] as const) {
      for (let last = 0; ; ) {
        const rows: readonly (object & { id: string })[] = await pieces[kind](db, here, last, piecesPerLook);
        if (rows.length === 0) break;
        last = numberOf(rows.at(-1));
        if (kind === 'change') yield { kind: 'records', of: kind, list: shown(rows) };
        else {
          const withFiles = rows as readonly store.MessageOut[];
          const filesOf = yield* attached(withFiles);
          yield { kind: 'records', of: kind, list: shown(withFiles.map(({ fileIds, elsewhere, ...r }) => ({ ...r, files: filesOf({ fileIds, elsewhere: elsewhere ?? null }) }))) };
        }
        if (rows.length < piecesPerLook) break;
      }
    }
    if (!chosen && ids.length < pageSize) return;
  }
}
