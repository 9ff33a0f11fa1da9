import type { ExportWhat } from '@aftercare/contract/exports';
import { type Principal, may } from '../../platform/auth/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import { mask } from '../../platform/masking/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Attached } from './record.ts';
import type { Plans } from './shelves/plan.ts';
import type { Shelf } from './shelves/shelf.ts';
import { countOf, pageOf } from './shelves/store.ts';
import { type FileHere, recordsOf } from './shelves/tell.ts';
import * as store from './store-records.ts';

const pageSize = 500;
const piecesPerLook = 2000;
const pieces = { message: store.messages, note: store.notes, change: store.changes };
export interface StoredBytes { readonly kind: 'bytes'; readonly key: string; readonly name: string; readonly size: number; open(): Promise<AsyncIterable<Uint8Array>> }
/** How far it is: `stage` by its number, `after` the last row of it. */
export interface Place { readonly stage: number; readonly after: readonly string[] }
export type Gathered = { readonly kind: 'records'; readonly of: string; readonly list: readonly Record<string, unknown>[]; /** Keys of the records, for tables. */ readonly keys?: readonly string[] } | StoredBytes | { readonly kind: 'totals'; readonly totals: Readonly<Record<string, number>> }
  /** All before this is whole: whoever goes on later goes on from here. */
  | { readonly kind: 'place'; readonly place: Place };
export interface GatherNeeds { readonly db: Handle; readonly files: FileStore; readonly tickets: Tickets; readonly customers: Customers; readonly plans: Plans; /** Ids of a view as its list shows them. */ readonly idsOfView: (view: string, who: Principal) => Promise<number[]> }

const numberOf = (row: { id: string } | undefined): number => Number(row?.id.replace('agent:', '') ?? 0);
type Page = { readonly after: readonly string[] | null; readonly pieces: AsyncIterable<Gathered> | Iterable<Gathered> };

/**
 * Everything somebody may see, page by page: people, then what tickets stand on, then tickets, each page with what is said on it, then what stands on tickets;
 * files before the words that name them. Rows are chosen by the same conditions as in their lists; what is masked for them is masked here.
 * @param told keys of files that are written already
 */
export async function* gather({ db, files, tickets, customers, plans, idsOfView }: GatherNeeds, who: Principal, asked: { what: ExportWhat; view: string | null; bytes: boolean }, from: Place = { stage: 0, after: [] }, told = new Set<string>()): AsyncGenerator<Gathered> {
  const masked = who.masked ?? new Set();
  const shown = (list: readonly object[]) => (masked.size > 0 ? list.map((r) => mask(r, masked) as Record<string, unknown>) : (list as Record<string, unknown>[]));
  const wantsTickets = asked.what !== 'customers' && may(who, 'tickets.read');
  const wantsCustomers = asked.what !== 'tickets' && may(who, 'customers.read');
  const seen = tickets.visible(who);
  const chosen = asked.view === null ? null : (await idsOfView(asked.view, who)).toSorted((a, b) => a - b);
  const people = wantsCustomers && asked.view === null ? customers.visible(who) : store.askers(chosen ? store.both(store.among(chosen), seen) : seen);
  // What lies on shelves belongs to the whole house: only who sees all of it takes it along.
  const shelved = asked.what === 'everything' && who.scope === 'all' ? (await plans()).filter((p) => may(who, p.shelf.right)) : [];

  function* bytesOf(list: readonly FileHere[]): Generator<StoredBytes> {
    if (asked.bytes) for (const f of list) {
      if (told.has(f.key)) continue;
      told.add(f.key);
      yield { kind: 'bytes', key: f.key, name: f.name, size: f.size, open: async () => (await files.open(f.id)).stream as AsyncIterable<Uint8Array> };
    }
  }
  async function* onTickets(ids: readonly number[]): AsyncGenerator<Gathered> {
    const page = await store.tickets(db, ids);
    yield { kind: 'records', of: 'ticket', list: shown(page) };
    const here = page.map((t) => Number(t.id));
    for (const kind of ['message', 'note', 'change'] as const) {
      for (let last = 0; ; ) {
        const rows: readonly (object & { id: string })[] = await pieces[kind](db, here, last, piecesPerLook);
        if (rows.length === 0) break;
        last = numberOf(rows.at(-1));
        if (kind === 'change') yield { kind: 'records', of: kind, list: shown(rows) };
        else {
          const withFiles = rows as readonly (store.MessageOut & { elsewhere?: Attached[] | null })[];
          const found = new Map((await store.filesOf(db, [...new Set(withFiles.flatMap((r) => r.fileIds))])).map((f) => [f.id, f]));
          yield* bytesOf([...found.values()]);
          yield { kind: 'records', of: kind, list: shown(withFiles.map(({ fileIds, elsewhere, ...r }) => ({ ...r, files: [...fileIds.flatMap((id) => { const f = found.get(id); return f ? [{ name: f.name, type: f.type, size: f.size, url: '', key: asked.bytes ? f.key : '' }] : []; }), ...(elsewhere ?? []).map((f) => ({ ...f, key: '' }))] }))) };
        }
        if (rows.length < piecesPerLook) break;
      }
    }
  }

  /** Pages of numbered records. */
  const numbered = (of: string, read: (after: number) => Promise<readonly { id: string }[]>) => async (after: readonly string[]): Promise<Page> => {
    const list = await read(Number(after[0] ?? 0));
    return { after: list.length < pageSize ? null : [String(numberOf(list.at(-1)))], pieces: list.length > 0 ? [{ kind: 'records', of, list: shown(list) }] : [] };
  };
  const shelf = (when: Shelf['when']) => shelved.filter((p) => p.shelf.when === when).map((plan) => async (after: readonly string[]): Promise<Page> => {
    const rows = await pageOf(db, plan, after, pageSize);
    const { records, files: named } = await recordsOf(db, plan, rows);
    const list: Gathered[] = rows.length > 0 ? [{ kind: 'records', of: plan.shelf.kind, list: shown(records), keys: ['id', ...plan.columns.map((c) => c.key)] }] : [];
    return { after: rows.length < pageSize ? null : (rows.at(-1)?.own ?? null), pieces: [...bytesOf(named), ...list] };
  });
  const ticketPage = async (after: readonly string[]): Promise<Page> => {
    const last = Number(after[0] ?? 0);
    const ids = chosen ? chosen.filter((id) => id > last).slice(0, pageSize) : await store.ticketIds(db, seen, last, pageSize);
    // Somebody may have lost sight of a ticket since the list was made.
    const mine = chosen && ids.length > 0 ? await store.ticketIds(db, store.both(store.among(ids), seen), 0, pageSize) : ids;
    return { after: ids.length < pageSize ? null : [String(ids.at(-1) ?? 0)], pieces: mine.length > 0 ? onTickets(mine) : [] };
  };
  const stages = [
    ...(wantsTickets ? [
      async (): Promise<Page> => ({ after: null, pieces: [{ kind: 'records', of: 'team', list: await store.teams(db) }] }),
      // Who may not look people up learns what they are called, as on a ticket.
      numbered('agent', async (after) => { const page = await store.agents(db, after, pageSize); return may(who, 'org.read') ? page : page.map((a) => ({ ...a, email: null })); }),
    ] : []),
    numbered('customer', (after) => store.customers(db, people, after, pageSize)),
    ...shelf('before'), ...(wantsTickets ? [ticketPage] : []), ...shelf('after'),
  ];

  const totals: Record<string, number> = { ...(wantsTickets ? { ticket: chosen ? chosen.length : await store.countTickets(db, seen) } : {}), customer: await store.countCustomers(db, people) };
  for (const plan of shelved) totals[plan.shelf.kind] = await countOf(db, plan);
  yield { kind: 'totals', totals };
  for (let { stage, after } = from; stage < stages.length; stage++, after = []) {
    for (;;) {
      const page = await stages[stage]?.(after);
      if (!page) break;
      yield* page.pieces;
      if (page.after === null) break;
      after = page.after;
      yield { kind: 'place', place: { stage, after } };
    }
    yield { kind: 'place', place: { stage: stage + 1, after: [] } };
  }
}
