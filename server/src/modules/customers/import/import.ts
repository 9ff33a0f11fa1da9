import type { Tx } from '../../../platform/db/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Came, Kind, Made } from '../../imports/index.ts';
import type { Contracts } from '../contracts/contracts.ts';
import { CustomerChanged, CustomersImported } from '../events.ts';
import type { Merging } from '../merge.ts';
import type { Proposals } from '../proposals.ts';
import * as people from '../store.ts';
import { customerChoices, customerFields } from './fields.ts';
import { type Fresh, type There, fold, keysOf, match } from './match.ts';
import { type Incoming, readRow } from './read-row.ts';
import * as store from './store-import.ts';

interface Before { readonly before: store.Whole; readonly after: store.Whole; readonly addresses: readonly number[] }
const equal = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Customers from tables. Whoever is known by phone, mail or number is found again, written however it may be. */
export function customerImport({ bus }: Pick<Platform, 'bus'>, { merging, proposals, contracts }: { merging: Merging; proposals: Proposals; contracts: Pick<Contracts, 'serve'> }): Kind {
  /** Companies that lines name: those there are, and those that come with them. */
  async function companiesOf(tx: Tx, list: readonly Incoming[], language: string, made: Made[]): Promise<(name: string) => number | null> {
    const names = [...new Set(list.map((one) => one.company).filter(Boolean))];
    if (names.length === 0) return () => null;
    const ids = new Map((await store.companiesByName(tx, names)).map((c) => [c.name, c.id]));
    const missing = names.filter((name) => !ids.has(name));
    const fresh = await store.insertWhole(tx, missing.map((name) => ({ name, kind: 'company', companyId: null, role: '', tier: 'standard', language, region: '', tags: [], note: '', number: '' })));
    missing.forEach((name, i) => { const id = fresh[i]?.id ?? 0; ids.set(name, id); made.push({ n: list.find((one) => one.company === name)?.row.n ?? 0, what: 'customer', rowId: id, was: null }); });
    return (name) => ids.get(name) ?? null;
  }

  async function bringIn(tx: Tx, fresh: readonly Fresh[], companyOf: (name: string) => number | null, language: 'zh-CN' | 'en', made: Made[]): Promise<void> {
    const ids = await store.insertWhole(tx, fresh.map(({ one }) => ({ name: one.name, kind: one.kind, companyId: companyOf(one.company), role: one.role, tier: one.tier ?? 'standard', language: one.language ?? language, region: one.region, tags: one.tags, note: one.note, number: one.number })));
    await store.insertAddresses(tx, fresh.flatMap(({ one }, i) => one.identities.map((identity) => ({ ...identity, customerId: ids[i]?.id ?? 0 }))));
    fresh.forEach(({ first }, i) => made.push({ n: first.row.n, what: 'customer', rowId: ids[i]?.id ?? 0, was: null }));
    const likely = fresh.flatMap(({ likely: others, first }, i) => others.map((aId) => ({ aId, bId: ids[i]?.id ?? 0, score: 80, reasons: [{ code: 'address', value: first.identities[0]?.value ?? first.number }] })));
    if (likely.length > 0) await proposals.propose(tx, likely);
  }

  async function fillIn(tx: Tx, there: readonly There[], companyOf: (name: string) => number | null, made: Made[]): Promise<number[]> {
    if (there.length === 0) return [];
    const rows = new Map((await store.lockWhole(tx, there.map((t) => t.id))).map((r) => [r.id, r]));
    const [first, rest] = [(t: There) => t.lines[0] as Incoming, (t: There) => t.lines.slice(1).reduce(fold, t.lines[0] as Incoming)];
    const added = Map.groupBy(await store.insertAddresses(tx, there.flatMap((t) => rest(t).identities.map((identity) => ({ ...identity, customerId: t.id })))), (a) => a.customerId);
    const changes = there.flatMap((t): (Before & { n: number })[] => {
      const before = rows.get(t.id);
      if (!before) return [];
      const one = rest(t);
      const after: store.Whole = { ...before, tier: before.tier === 'standard' ? (one.tier ?? before.tier) : before.tier, region: before.region || one.region, note: before.note || one.note, number: before.number || one.number, role: before.role || one.role, companyId: before.companyId ?? companyOf(one.company), tags: [...new Set([...before.tags, ...one.tags])].slice(0, 30) };
      const addresses = (added.get(t.id) ?? []).map((a) => a.id);
      return equal(before, after) && addresses.length === 0 ? [] : [{ n: first(t).row.n, before, after: { ...after, version: before.version + 1 }, addresses }];
    });
    if (changes.length > 0) await store.writeWhole(tx, changes.map((c) => c.after));
    for (const { n, ...was } of changes) made.push({ n, what: 'customer', rowId: was.after.id, was });
    return changes.map((c) => c.after.id);
  }

  return {
    kind: 'customers', right: 'customers.write', accept: ['.csv', '.xlsx', '.txt', '.tsv'], fields: customerFields, choices: customerChoices, batch: 500, fills: ['customer', 'identity'],
    name: { zh: '客户', en: 'Customers' }, about: { zh: '从 CSV 或 Excel 表格导入客户，按电话、邮箱或客户编号识别重复。', en: 'Customers from a CSV or Excel table; duplicates are found by phone, mail or customer number.' },
    async take(tx, rows, run): Promise<Came> {
      const read = rows.map(readRow);
      const list = read.flatMap((r) => r.one ?? []);
      const same = run.choices['same'] ?? 'merge';
      const keys = [...new Set(list.flatMap(keysOf))].toSorted();
      // Whoever writes in at this very moment waits, or is found.
      if (!run.dry) await people.lockIdentities(tx, keys);
      const known = new Map<string, number>();
      for (const h of await people.findByIdentities(tx, list.flatMap((one) => one.identities.map((i) => ({ ...i, verified: false }))))) known.set(`${h.kind}:${h.value}`, h.customerId);
      for (const h of await store.byNumbers(tx, [...new Set(list.map((one) => one.number).filter(Boolean))])) known.set(`number:${h.number}`, h.id);
      const seen = run.dry ? await run.firstLines(tx, list.flatMap((one) => keysOf(one).map((key) => ({ key, line: one.row.line })))) : new Map<string, number>();
      const { fresh, there, created, changed, skipped, faults } = match(list, known, seen, same);
      const made: Made[] = [];
      if (!run.dry) {
        const companyOf = await companiesOf(tx, [...fresh.map((f) => f.one), ...there.flatMap((t) => t.lines)], run.language, made);
        if (fresh.length > 0) await bringIn(tx, fresh, companyOf, run.language, made);
        const touched = await fillIn(tx, there, companyOf, made);
        // Whoever came into a company has what was agreed with it.
        await contracts.serve(tx, made.filter((m) => m.what === 'customer').map((m) => m.rowId), run.actor);
        await bus.publishAll(tx, touched.map((customerId) => ({ type: CustomerChanged, stream: `customer:${customerId}`, payload: { customerId, fields: ['tags', 'identities'] }, actor: run.actor })));
      }
      return { created, changed, skipped, faults: [...read.flatMap((r) => r.faults), ...faults], made };
    },
    over: (tx, runId, actor) => bus.publish(tx, CustomersImported, { stream: `import:${runId}`, payload: { runId }, actor }),
    async undo(tx, made, actor, runId) {
      const changed = made.filter((m) => m.was !== null);
      // Newest first: each as before, unless somebody changed it since.
      const now = new Map((changed.length > 0 ? await store.lockWhole(tx, [...new Set(changed.map((m) => m.rowId))]) : []).map((r) => [r.id, r]));
      for (const m of changed) {
        const row = now.get(m.rowId);
        const { before, after } = m.was as Before;
        if (!row) continue;
        const back = Object.fromEntries(Object.entries(row).map(([k, v]) => [k, equal(v, after[k as keyof store.Whole]) ? before[k as keyof store.Whole] : v])) as unknown as store.Whole;
        // Nobody touched it since: it is what it was, version and all, so that one which came by this run may go.
        now.set(m.rowId, { ...back, version: row.version === after.version ? before.version : row.version + 1 });
      }
      if (now.size > 0) await store.writeWhole(tx, [...now.values()]);
      await store.dropAddresses(tx, changed.flatMap((m) => (m.was as Before).addresses));
      const came = made.filter((m) => m.was === null).map((m) => m.rowId);
      const free = came.length > 0 ? await store.untouched(tx, came, merging.belongings()) : [];
      if (free.length > 0) await store.deleteCustomers(tx, free, `import:${runId}`, actor);
      const gone = new Set(free);
      await bus.publishAll(tx, [...now.keys()].filter((id) => !gone.has(id)).map((customerId) => ({ type: CustomerChanged, stream: `customer:${customerId}`, payload: { customerId, fields: ['tags', 'identities'] }, actor })));
      return { stayed: came.length - free.length };
    },
  };
}
