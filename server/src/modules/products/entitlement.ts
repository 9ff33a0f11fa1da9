import type { Entitlement } from '@aftercare/contract/entitlement';
import type { Handle } from '../../platform/db/index.ts';
import { dayIn } from '../../platform/feel/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { decide } from './decide.ts';
import { type PolicyHead, type ReadyPolicy, compilePolicy } from './policy-table.ts';
import * as store from './store-entitlement.ts';

export interface EntitlementQuestion {
  readonly unitId: number;
  /** The moment asked about, whose day in the company's time zone counts; or that day. */
  readonly on: Date | string;
  readonly partId?: number | null | undefined;
  /** Instead of a part: its category. */
  readonly partCategory?: string | null | undefined;
  readonly faultKey?: string | null | undefined;
}
/** What the decision must know of a spare part; told by who has parts. */
export type PartFacts = (handle: Handle, partId: number) => Promise<{ category: string; consumable: boolean } | null>;

/** Rules are compiled once per published version; a version never changes. */
export function createEntitlement(partFacts: PartFacts) {
  const compiled = new Map<number, Promise<ReadyPolicy>>();

  async function ready(handle: Handle, heads: readonly PolicyHead[]): Promise<ReadyPolicy[]> {
    const missing = heads.filter((h) => !compiled.has(h.versionId));
    if (missing.length > 0) {
      const dmn = new Map((await store.dmnOf(handle, missing.map((h) => h.versionId))).map((r) => [r.id, r.dmn]));
      for (const head of missing) compiled.set(head.versionId, compilePolicy(head, dmn.get(head.versionId) ?? ''));
    }
    const policies = await Promise.all(heads.map((h) => compiled.get(h.versionId) as Promise<ReadyPolicy>));
    // Name, place and whether its clock stands may change without a new version.
    return policies.map((p, i) => ({ ...p, ...heads[i] }));
  }

  /** Facts, rules and question of a unit, as `decide` wants them. @throws Refusal `not-found` */
  async function prepare(handle: Handle, question: EntitlementQuestion) {
    const facts = await store.factsOf(handle, question.unitId, question.faultKey ?? '');
    if (!facts) throw new Refusal('not-found');
    const part = question.partId ? await partFacts(handle, question.partId) : question.partCategory ? { category: question.partCategory, consumable: question.partCategory === 'consumable' } : null;
    const policies = await ready(handle, facts.policies);
    return { facts, policies, question: { on: typeof question.on === 'string' ? question.on : dayIn(question.on, facts.zone), part, fault: question.faultKey ? { key: question.faultKey, safety: facts.safety ?? false } : null } };
  }
  return {
    prepare,
    /**
     * What a unit is owed, until when, on what clause, and why not.
     * @throws Refusal `not-found` when there is no such unit
     */
    async entitlement(handle: Handle, question: EntitlementQuestion): Promise<Entitlement> {
      const { facts, policies, question: asked } = await prepare(handle, question);
      return decide(facts, policies, asked);
    },
  };
}
