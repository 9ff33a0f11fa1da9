import type { Tx } from '../../../platform/db/index.ts';
import { newToken } from '../../../platform/auth/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Fault, Made } from '../../imports/index.ts';
import type { Bringing } from '../bring.ts';
import type { Known } from '../known.ts';
import type { Thing } from '../record.ts';
import { claimFiles } from '../store.ts';
import { idsHere, idsIn } from './ids.ts';
import type { Plan, Planned, Plans } from './plan.ts';
import type { Shelf } from './shelf.ts';
import { shelfOf } from './shelves.ts';
import * as store from './store.ts';
import { changeAt } from './tell.ts';

export interface ThingItem { readonly n: number; readonly line: number; readonly record: Thing }
type Row = Record<string, unknown>;
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : value === null || value === undefined ? [] : [String(value as string | number)]);
const at = (row: Row, path: string) => path.split('.').reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Row)[key] : undefined), row);
class Orphan extends Error {}

/** Whom these records speak of. */
export function thingRefs(plans: readonly Plan[], items: readonly ThingItem[]): { kind: string; foreignId: string }[] {
  const planOf = new Map(plans.map((p) => [p.shelf.kind, p]));
  return items.flatMap(({ record }) => {
    const plan = planOf.get(record.kind);
    if (!plan || plan.shelf.told) return [];
    return [
      { kind: record.kind, foreignId: record.id }, ...(plan.shelf.files ?? []).flatMap((path) => texts(at(record, path)).map((key) => ({ kind: 'file', foreignId: key }))),
      ...plan.columns.flatMap((c) => (c.ref ? texts(record[c.key]).map((id) => ({ kind: c.ref ?? '', foreignId: id })) : c.type === 'jsonb' ? idsIn(record[c.key]) : [])),
    ];
  });
}

/** Puts what came back on its shelves: with the numbers it has here, and quiet, whatever it did in its own house. */
export function createTake({ clock, secrets }: Pick<Platform, 'clock' | 'secrets'>, plans: Plans) {
  function rowOf(plan: Plan, record: Row, known: Known, b: Bringing): Row {
    const { shelf } = plan;
    let plain = record;
    const here = (key: string) => known.get('file', key);
    for (const path of shelf.files ?? []) plain = changeAt(plain, path, (value) => (Array.isArray(value) ? texts(value).flatMap((key) => here(key) ?? []) : (here(String(value as string)) ?? null)));
    return Object.fromEntries(plan.columns.flatMap((c): [string, unknown][] => {
      if (shelf.set && c.column in shelf.set) return [[c.column, shelf.set[c.column]]];
      if (!(c.key in record)) return [];
      const value = plain[c.key] ?? null;
      const turned = shelf.turn?.[c.column];
      if (turned) return [[c.column, turned[String(value as string)] ?? value]];
      if (c.ref === null) return [[c.column, value === null ? null : shelf.unique?.includes(c.column) ? `${b.source}:${String(value as string)}` : c.type === 'jsonb' ? idsHere(value, known) : value]];
      if (c.list) return [[c.column, texts(value).flatMap((id) => known.get(c.ref ?? '', id) ?? [])]];
      if (value === null || c.ref === shelf.kind) return [[c.column, null]];
      const id = known.get(c.ref, String(value as string));
      if (id === undefined && !c.nullable) throw new Orphan(c.key);
      return [[c.column, id === undefined ? null : c.type === 'bigint' ? id : value]];
    }));
  }

  async function put(tx: Tx, plan: Plan, fresh: readonly { item: ThingItem; row: Row }[], columns: readonly Planned[]): Promise<{ kept: { item: ThingItem; row: Row }[]; faults: Fault[] }> {
    const whole = await tx.nested(() => store.putRows(tx, plan, fresh.map((f) => f.row), columns)).then(() => true, refused);
    if (whole) return { kept: [...fresh], faults: [] };
    // One of them does not fit: each by itself, so that the others come.
    const kept: { item: ThingItem; row: Row }[] = [];
    const faults: Fault[] = [];
    for (const one of fresh) {
      let why = '';
      const done = await tx.nested(() => store.putRows(tx, plan, [one.row], columns)).then(() => true, (error: unknown) => { why = (error as { constraint?: string; message: string }).constraint ?? (error as Error).message; return refused(error); });
      if (done) kept.push(one); else faults.push({ n: one.item.n, line: one.item.line, field: `${plan.shelf.kind} ${one.item.record.id}`, value: '', key: 'transfer.not-fitting', params: { message: why.slice(0, 200) } });
    }
    return { kept, faults };
  }

  async function shelve(tx: Tx, plan: Plan, items: readonly ThingItem[], known: Known, b: Bringing, made: Made[]): Promise<{ created: number; skipped: number; faults: Fault[] }> {
    const { shelf } = plan;
    const none = { created: 0, skipped: items.length, faults: [] };
    if (shelf.told || (shelf.setting && !b.settings)) return none;
    const last = items.at(-1);
    if (shelf.sole && last) {
      const row = rowOf(plan, last.record, known, b);
      await store.replaceSole(tx, plan, row, plan.columns.filter((c) => c.column in row && c.place === null));
      return { ...none, created: 1, skipped: items.length - 1 };
    }
    const byId = new Map(items.map((i) => [i.record.id, i]));
    const came = [...byId.values()].flatMap((i) => known.get(shelf.kind, i.record.id) ?? []);
    const there = plan.numbered && came.length > 0 ? await store.standing(tx, plan, came) : new Set(came);
    const faults: Fault[] = [];
    const rows: { item: ThingItem; row: Row }[] = [];
    for (const item of byId.values()) {
      const id = known.get(shelf.kind, item.record.id);
      if (id !== undefined && there.has(id)) continue;
      try { rows.push({ item, row: rowOf(plan, item.record, known, b) }); } catch (error) {
        if (!(error instanceof Orphan)) throw error;
        faults.push({ n: item.n, line: item.line, field: `${shelf.kind} ${item.record.id}`, value: error.message, key: 'transfer.no-parent' });
      }
    }
    const alike = new Map((rows.length > 0 ? await store.alike(tx, plan, rows.map((r) => r.row)) : []).map((a) => [a.n, a.id]));
    rows.forEach((r, n) => { const id = alike.get(n); if (id !== undefined && plan.numbered) known.put(shelf.kind, r.item.record.id, id); });
    const fresh = rows.filter((_, n) => !alike.has(n));
    const numbers = plan.numbered && fresh.length > 0 ? await store.numbersFor(tx, plan, fresh.length) : [];
    const columns = [...plan.columns.filter((c) => fresh.some(({ row }) => c.column in row)), ...plan.fresh];
    for (const { row } of fresh) for (const c of plan.fresh) row[c.column] = `\\x${secrets.encrypt(newToken()).toString('hex')}`;
    const done = fresh.length > 0 ? await put(tx, plan, fresh.map((f, i) => ({ ...f, row: { ...f.row, ...(plan.numbered ? { ownId: numbers[i] } : {}) } })), columns) : { kept: [], faults: [] };
    for (const { item, row } of done.kept) {
      const id = Number(row['ownId'] ?? 0);
      if (plan.numbered || shelf.own) known.put(shelf.kind, item.record.id, id);
      if (plan.numbered) made.push({ n: item.n, what: shelf.kind, rowId: id, was: null });
    }
    for (const c of plan.selves.filter((self) => !(shelf.set && self.column in shelf.set))) {
      const pairs = items.flatMap(({ record }) => { const [id, to] = [known.get(shelf.kind, record.id), known.get(shelf.kind, texts(record[c.key])[0] ?? null)]; return id !== undefined && to !== undefined ? [{ id, to }] : []; });
      if (pairs.length > 0) await store.pointTo(tx, plan, c, pairs);
    }
    if (shelf.kind === 'stock' && done.kept.length > 0) await store.openLedger(tx, done.kept.map(({ row }) => ({ partId: Number(row['part_id']), siteId: Number(row['site_id']) })), { at: clock.now(), actor: b.actor, key: `${b.source}:stock` });
    if (shelf.kind === 'goods-item' && done.kept.length > 0) await store.openGoods(tx, done.kept.map(({ row }) => Number(row['unit_id'])), { at: clock.now(), actor: b.actor, key: `${b.source}:goods` });
    const files = done.kept.flatMap(({ item }) => [...(shelf.files ?? []).flatMap((path) => texts(at(item.record, path))), ...plan.columns.flatMap((c) => (c.ref === 'file' ? texts(item.record[c.key]) : []))]).flatMap((key) => known.get('file', key) ?? []);
    if (files.length > 0) await claimFiles(tx, files);
    const wrong = [...faults, ...done.faults];
    return { created: done.kept.length, skipped: items.length - done.kept.length - wrong.length, faults: wrong };
  }

  return {
    plans,
    async take(tx: Tx, when: Shelf['when'], items: readonly ThingItem[], known: Known, b: Bringing, made: Made[]) {
      let [created, skipped] = [0, 0];
      const faults: Fault[] = [];
      if (items.length === 0) return { created, skipped, faults };
      const groups = Map.groupBy(items, (i) => i.record.kind);
      for (const plan of await plans()) {
        const mine = plan.shelf.when === when ? groups.get(plan.shelf.kind) : undefined;
        if (!mine) continue;
        const one = await shelve(tx, plan, mine, known, b, made);
        created += one.created; skipped += one.skipped; faults.push(...one.faults);
      }
      return { created, skipped, faults };
    },
    /** Takes back what lies on shelves, those behind first; returns what had to stay because something stands on it. */
    async back(tx: Tx, when: Shelf['when'], made: readonly Made[], forget: (kind: string, ids: readonly number[]) => Promise<unknown>): Promise<number> {
      let stayed = 0;
      for (const plan of (await plans()).toReversed()) {
        const ids = plan.shelf.when === when ? made.filter((m) => m.what === plan.shelf.kind).map((m) => m.rowId) : [];
        if (ids.length === 0) continue;
        const gone: number[] = [];
        if (plan.shelf.kind === 'unit') await store.closeGoods(tx, ids);
        const drop = (some: readonly number[]) => tx.nested(() => store.dropRows(tx, plan, some)).then(() => { gone.push(...some); return true; }, refused);
        if (!(await drop(ids))) for (const id of ids) if (!(await drop([id]))) stayed += 1;
        await forget(plan.shelf.kind, gone);
      }
      return stayed;
    },
    isThing: (kind: string) => shelfOf.has(kind),
  };
}
export type Shelves = ReturnType<typeof createTake>;

/** False for what the database refuses because of the values; anything else is no fault of the row. */
function refused(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  if (!/^(22|23|42501|P0001)/.test(code)) throw error as Error;
  return false;
}
