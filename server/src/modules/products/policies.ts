import type { Names } from '@aftercare/contract/basics';
import type { PolicyPage, RuleFault } from '@aftercare/contract/warranty';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { type FeelProblem, type TableSource, compileDecisions, lintDecisions, readDecisions, replaceRules, toPlain, writeTable } from '../../platform/feel/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import { hasSentence, say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { readPeriod } from './days.ts';
import { contextOf, decide, remedies, startOf } from './decide.ts';
import type { EntitlementQuestion, createEntitlement } from './entitlement.ts';
import { PolicyPublished } from './events.ts';
import { columnsOf, knownNames, readyPolicy } from './policy-table.ts';
import { shippedPolicies } from './shipped.ts';
import * as store from './store-policies.ts';

export type Rules = TableSource['rules'];
const text = (source: string) => /^\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(source)?.[1] ?? null;

/** A fault in the caller's words. */
export function faultOf(problem: FeelProblem, language: string): RuleFault {
  const params = { ...problem.params, ...problem.place, position: (problem.position?.from ?? 0) + 1 };
  return { kind: problem.kind, message: say(language, problem.key, params), rule: problem.place?.rule ?? null, column: problem.place?.column ?? null, from: problem.position?.from ?? null, to: problem.position?.to ?? null };
}

/** Terms as decision tables: versions, drafts, publication, trial. */
export function createPolicies({ db, bus, clock }: Pick<Platform, 'db' | 'bus' | 'clock'>, entitlements: ReturnType<typeof createEntitlement>) {
  const found = async (handle: Handle, id: number) => {
    const policy = await store.findPolicy(handle, id);
    if (!policy) throw new Refusal('not-found');
    return policy;
  };
  /** The table that answers: of the last decision in the file. */
  async function tableOf(dmn: string): Promise<TableSource> {
    const last = (await readDecisions(dmn)).at(-1);
    if (last?.logic.kind !== 'table') throw new Refusal('invalid-input', { key: 'products.policy-without-table' });
    return last.logic.table;
  }
  /** What is wrong with the rules, beyond what any table can have: columns, remedies and periods. */
  async function faults(dmn: string, kind: store.PolicyRow['kind'], language: string): Promise<RuleFault[]> {
    const sources = await readDecisions(dmn);
    const table = await tableOf(dmn);
    const list = lintDecisions(sources, Object.keys(knownNames)).filter((p) => p.kind !== 'gap').map((p) => faultOf(p, language));
    const say1 = (key: string, rule: number | null, column: number | null, params: Record<string, unknown> = {}): void => { list.push({ kind: key, message: say(language, `products.policy-${key}`, params), rule, column, from: null, to: null }); };
    for (const name of columnsOf(kind)) if (!table.outputs.some((o) => o.name === name)) say1('column', null, null, { name });
    table.rules.forEach((rule, r) => table.outputs.forEach((output, c) => {
      const value = text(rule.outputs[c] ?? '');
      const column = table.inputs.length + c + 1;
      if (value === null) return;
      if (output.name === 'period' && readPeriod(value) === null) say1('period', r + 1, column, { value });
      if (output.name === 'remedy' && !remedies.some((m) => m === value)) say1('remedy', r + 1, column, { value });
    }));
    return list;
  }
  async function page(handle: Handle, id: number, version: number | undefined, language: 'zh-CN' | 'en'): Promise<Loose<PolicyPage>> {
    const policy = await found(handle, id);
    const shown = version ?? policy.live ?? policy.draft ?? 0;
    const dmn = await store.dmnOfVersion(handle, id, shown);
    if (dmn === undefined) throw new Refusal('not-found');
    const table = await tableOf(dmn);
    return {
      ...policy, rules: table.rules.length, versions: await store.versions(handle, id), shown, dmn, faults: await faults(dmn, policy.kind, language),
      table: { id: table.id, name: table.name, hitPolicy: table.policy.kind, inputs: [...table.inputs], outputs: [...table.outputs], rules: [...table.rules] },
      knows: Object.entries(knownNames).filter(([name]) => policy.kind === 'exclusions' || name !== 'exclusion').map(([name, type]) => ({ name, type, text: { zh: say('zh-CN', `products.knows.${name}`), en: say('en', `products.knows.${name}`) } })),
    };
  }
  /** Refuses rules that cannot be used; the first fault speaks. */
  async function assertUsable(dmn: string, kind: store.PolicyRow['kind']): Promise<void> {
    compileDecisions(await readDecisions(dmn));
    const [fault] = (await faults(dmn, kind, 'en')).filter((f) => f.kind !== 'overlap' && f.kind !== 'never-reached');
    if (fault) throw new Refusal('invalid-input', { key: hasSentence('en', `products.policy-${fault.kind}`) ? `products.policy-${fault.kind}` : `feel.${fault.kind}`, params: { rule: fault.rule, column: fault.column, name: '', value: '', decision: '', position: (fault.from ?? 0) + 1 } });
  }

  return {
    page,
    async policies() {
      const rows = await store.policies(db);
      return Promise.all(rows.map(async (p) => ({ ...p, rules: (await tableOf((await store.dmnOfVersion(db, p.id, p.live ?? p.draft ?? 0)) ?? '').catch(() => ({ rules: [] }))).rules.length })));
    },
    async create(tx: Tx, input: { key: string; name: Names; kind: store.PolicyRow['kind']; copyOf?: number | undefined; dmn?: string | undefined }, actor: Actor): Promise<number> {
      let dmn = input.dmn;
      const copied = input.copyOf ? await found(tx, input.copyOf) : null;
      if (copied) dmn = await store.dmnOfVersion(tx, copied.id, copied.live ?? copied.draft ?? 0);
      const shipped = shippedPolicies.find((p) => p.kind === input.kind);
      dmn ??= await writeTable({ ...(shipped as (typeof shippedPolicies)[number]).table, id: input.key, name: input.name.en, rules: [] });
      if (input.dmn) await assertUsable(dmn, input.kind);
      const row = await store.insertPolicy(tx, { ...input, pausesInRepair: copied?.pausesInRepair ?? false, position: 100 });
      if (!row) throw new Refusal('conflict');
      await store.saveDraft(tx, { policyId: row.id, dmn, note: '', appliesFrom: null, author: actor, at: clock.now() });
      return row.id;
    },
    async update(tx: Tx, id: number, patch: Parameters<typeof store.savePolicy>[2]): Promise<void> {
      if ((await store.savePolicy(tx, id, patch)) === 0) throw new Refusal('not-found');
    },
    /** Saves changed rules, or a whole DMN file, as a draft. Faults of single rules are kept and shown; only a file that is no DMN is refused. */
    async saveDraft(tx: Tx, id: number, draft: { rules?: Rules | undefined; dmn?: string | undefined; note: string; appliesFrom: string | null }, actor: Actor): Promise<number> {
      await store.lockPolicy(tx, id);
      const policy = await found(tx, id);
      let dmn = draft.dmn ?? (await store.dmnOfVersion(tx, id, policy.draft ?? policy.live ?? 0)) ?? '';
      if (draft.rules) dmn = await replaceRules(dmn, (await tableOf(dmn)).id, draft.rules);
      await tableOf(dmn);
      return store.saveDraft(tx, { policyId: id, dmn, note: draft.note, appliesFrom: draft.appliesFrom, author: actor, at: clock.now() });
    },
    /** @throws Refusal `invalid-input` (FeelError) when its rules cannot be used; `conflict` when it is published already */
    async publish(tx: Tx, id: number, version: number, actor: Actor): Promise<void> {
      await store.lockPolicy(tx, id);
      const policy = await found(tx, id);
      const dmn = await store.dmnOfVersion(tx, id, version);
      if (dmn === undefined) throw new Refusal('not-found');
      await assertUsable(dmn, policy.kind);
      const at = clock.now();
      if ((await store.publishVersion(tx, id, version, at)) === 0) throw new Refusal('conflict', { key: 'products.policy-published' });
      await bus.publish(tx, PolicyPublished, { stream: `warranty-policy:${id}`, actor, payload: { policyId: id, key: policy.key, version, at: at.toISOString() } });
    },
    /** What a unit would be owed with these rules in place of those that hold, and which of them fit. */
    async try(handle: Handle, id: number, question: EntitlementQuestion, rules: Rules | undefined) {
      const policy = await found(handle, id);
      const prepared = await entitlements.prepare(handle, question);
      const version = policy.draft ?? policy.live ?? 0;
      let dmn = (await store.dmnOfVersion(handle, id, version)) ?? '';
      if (rules) dmn = await replaceRules(dmn, (await tableOf(dmn)).id, rules);
      const head = { policyId: id, versionId: 0, version: 100_000, key: policy.key, name: policy.name, kind: policy.kind, pausesInRepair: policy.pausesInRepair, position: policy.position, appliesFrom: null };
      const decisions = compileDecisions(await readDecisions(dmn));
      const tried = readyPolicy(head, decisions);
      const start = startOf(prepared.facts);
      const context = { ...contextOf(prepared.facts, prepared.question, start), exclusion: prepared.facts.exclusions[0]?.kind ?? null };
      // Asked once by itself, so that its own fault is told and not swallowed.
      decisions.decide(context);
      const answer = tried.decide(context);
      const after = decide(prepared.facts, [...prepared.policies.filter((p) => p.policyId !== id), tried], prepared.question);
      return {
        before: decide(prepared.facts, prepared.policies, prepared.question), after, missedAt: answer.missedAt.map((m) => (m === null ? null : m + 1)),
        hits: answer.rows.map((row) => ({ rule: row.rule + 1, remedy: row.remedy, until: remedies.map((r) => after.remedies[r]).find((a) => a.clause?.key === policy.key && a.clause.rule === row.rule + 1)?.until ?? null })),
        inputs: answer.inputs.map((i) => ({ expression: i.expression, value: String(toPlain(i.value) ?? '–') })),
      };
    },
    /** The terms an installation starts with. */
    async seed(tx: Tx): Promise<void> {
      for (const p of shippedPolicies) {
        const row = await store.insertPolicy(tx, p);
        if (!row) continue;
        const version = await store.saveDraft(tx, { policyId: row.id, dmn: await writeTable(p.table), note: '', appliesFrom: null, author: systemActor, at: clock.now() });
        await store.publishVersion(tx, row.id, version, clock.now());
      }
    },
  };
}
export type Policies = ReturnType<typeof createPolicies>;
