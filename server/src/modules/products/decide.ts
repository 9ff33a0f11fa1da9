import type { Entitlement, EntitlementClause, EntitlementReason, Remedy, RemedyAnswer } from '@aftercare/contract/entitlement';
import type { Names } from '@aftercare/contract/basics';
import { say } from '../../platform/i18n/index.ts';
import { dayWords } from '../../platform/time/index.ts';
import { addDays, addMonths, addPeriod, monthsBetween, readPeriod } from './days.ts';
import type { ReadyPolicy } from './policy-table.ts';
import { regionOf } from './regions.ts';

/** All that a decision looks at, read from the database in one look. */
export interface UnitFacts {
  readonly unitId: number; readonly brand: string; readonly model: string; readonly category: string; readonly variant: string | null; readonly country: string; readonly status: string; readonly registeredBy: string;
  readonly producedOn: string | null; readonly purchasedOn: string | null; readonly activatedOn: string | null; readonly proven: boolean; readonly priceMinor: number | null; readonly repairDays: number;
  readonly plans: readonly { key: string; name: Names; months: number; begins: 'after-warranty' | 'at-sale' | 'at-purchase'; covers: readonly Remedy[]; coversExclusions: readonly string[]; clause: Names; soldOn: string }[];
  readonly exclusions: readonly { id: number; kind: string; faultKey: string; partCategory: string; description: string }[];
  /** Covered failures so far. */
  readonly faults: readonly { faultKey: string; partCategory: string; happenedOn: string }[];
}
export interface Question {
  /** Calendar day. */
  readonly on: string;
  readonly part: { readonly category: string; readonly consumable: boolean } | null;
  readonly fault: { readonly key: string; readonly safety: boolean } | null;
}

export const remedies: readonly Remedy[] = ['return', 'exchange', 'repair', 'replace'];
const inWords = (params: Record<string, unknown>, language: string) => Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? dayWords(value, language) : value]));
const reason = (code: string, params: Record<string, unknown> = {}): EntitlementReason => ({ code, text: { zh: say('zh-CN', `entitlement.${code}`, inWords(params, 'zh-CN')), en: say('en', `entitlement.${code}`, inWords(params, 'en')) } });

interface Candidate { readonly remedy: Remedy; readonly until: string; readonly clause: EntitlementClause; readonly begins: string; /** Kinds of exclusion it covers nevertheless. */ readonly despite: readonly string[] }
type Start = Entitlement['start'];

export function startOf(facts: UnitFacts): Start {
  if (facts.purchasedOn) return { day: facts.purchasedOn, basis: 'purchase', proven: facts.proven };
  if (facts.activatedOn) return { day: facts.activatedOn, basis: 'activation', proven: true };
  if (facts.producedOn) return { day: facts.producedOn, basis: 'production', proven: true };
  return { day: null, basis: 'unknown', proven: false };
}

/** Names that the rules of a policy may ask for. */
export function contextOf(facts: UnitFacts, question: Question, start: Start): Record<string, unknown> {
  return {
    region: regionOf(facts.country), country: facts.country, brand: facts.brand, model: facts.model, category: facts.category, variant: facts.variant, online: facts.registeredBy === 'order',
    basis: start.basis, proven: start.proven, start: start.day, on: question.on, months: start.day && start.day <= question.on ? monthsBetween(start.day, question.on) : 0,
    producedOn: facts.producedOn, purchasedOn: facts.purchasedOn, activatedOn: facts.activatedOn, price: facts.priceMinor === null ? null : facts.priceMinor / 100,
    part: question.part?.category ?? null, consumable: question.part?.consumable ?? false, fault: question.fault?.key ?? null, safety: question.fault?.safety ?? false,
    repairs: facts.faults.filter((f) => f.happenedOn <= question.on).length, sameFault: question.fault ? facts.faults.filter((f) => f.faultKey === question.fault?.key && f.happenedOn <= question.on).length : 0,
  };
}

/** Newest version of each policy that applied on the day the time is counted from. */
export function policiesFor(policies: readonly ReadyPolicy[], start: Start, on: string): ReadyPolicy[] {
  const day = start.day ?? on;
  const chosen = new Map<number, ReadyPolicy>();
  for (const p of policies) {
    if (p.appliesFrom && p.appliesFrom > day) continue;
    const before = chosen.get(p.policyId);
    if (!before || before.version < p.version) chosen.set(p.policyId, p);
  }
  return [...chosen.values()].toSorted((a, b) => a.position - b.position || a.policyId - b.policyId);
}

interface Denied { readonly id: number | null; readonly kind: string; readonly description: string; readonly excludes: readonly Remedy[]; readonly text: Names; readonly applies: boolean }

function exclusionsOf(facts: UnitFacts, question: Question, policies: readonly ReadyPolicy[], context: Record<string, unknown>): Denied[] {
  const kinds = facts.exclusions.map((e) => ({ ...e, id: e.id as number | null, applies: (e.faultKey === '' || e.faultKey === question.fault?.key) && (e.partCategory === '' || e.partCategory === question.part?.category) }));
  if (question.part?.consumable) kinds.push({ id: null, kind: 'consumable', faultKey: '', partCategory: '', description: '', applies: true });
  const tables = policies.filter((p) => p.kind === 'exclusions');
  return kinds.map((e) => {
    for (const policy of tables) {
      const [rule] = policy.decide({ ...context, exclusion: e.kind }).rows;
      if (rule) return { ...e, excludes: e.applies ? remedies.filter((r) => rule.remedy === 'all' || rule.remedy.split(/[\s,，、]+/).includes(r)) : [], text: rule.text };
    }
    // Nobody wrote what it means: then it is no reason to refuse anything.
    return { ...e, excludes: [], text: reason('exclusion-without-rule').text };
  });
}

function candidatesOf(facts: UnitFacts, policies: readonly ReadyPolicy[], context: Record<string, unknown>, start: Start): { found: Candidate[]; broken: ReadyPolicy[] } {
  const found: Candidate[] = [];
  const broken: ReadyPolicy[] = [];
  if (start.day === null) return { found, broken };
  for (const policy of policies) {
    if (policy.kind === 'exclusions') continue;
    const answer = policy.decide(context);
    if (answer.broken) broken.push(policy);
    for (const row of answer.rows) {
      const period = readPeriod(row.period);
      const remedy = remedies.find((r) => r === row.remedy);
      if (!period || !remedy) { broken.push(policy); continue; }
      const until = addDays(addPeriod(start.day, period), policy.pausesInRepair ? facts.repairDays : 0);
      found.push({ remedy, until, begins: start.day, despite: [], clause: { source: 'policy', key: policy.key, name: policy.name, version: policy.version, rule: row.rule + 1, text: row.text } });
    }
  }
  const warrantyEnds = found.filter((c) => c.remedy === 'repair').reduce((last, c) => (c.until > last ? c.until : last), start.day);
  for (const plan of facts.plans) {
    const begins = plan.begins === 'at-sale' ? plan.soldOn : plan.begins === 'at-purchase' ? start.day : warrantyEnds;
    const until = addMonths(begins, plan.months);
    // What it covers that nobody else does counts from the day it was sold.
    for (const remedy of plan.covers) found.push({ remedy, until, begins: plan.soldOn, despite: plan.coversExclusions, clause: { source: 'plan', key: plan.key, name: plan.name, version: null, rule: null, text: plan.clause } });
  }
  return { found, broken };
}

const gone = new Set(['returned', 'replaced', 'scrapped']);

/**
 * What a unit is owed on a day. Total: for every unit and every day each remedy is either owed on a clause, or not for a reason.
 * Of several promises that hold the one that lasts longest is told.
 */
export function decide(facts: UnitFacts, all: readonly ReadyPolicy[], question: Question): Entitlement {
  const start = startOf(facts);
  const policies = policiesFor(all, start, question.on);
  const context = contextOf(facts, question, start);
  const denied = exclusionsOf(facts, question, policies, context);
  const { found, broken } = candidatesOf(facts, policies, context, start);

  const answerFor = (remedy: Remedy): RemedyAnswer => {
    const mine = found.filter((c) => c.remedy === remedy).toSorted((a, b) => (a.until < b.until ? 1 : a.until > b.until ? -1 : 0));
    const best = mine[0];
    if (!best) return { owed: false, until: null, clause: null, reason: reason(start.day === null ? 'start-unknown' : broken.length > 0 ? 'policy-broken' : 'not-promised', { policy: broken[0]?.key }) };
    if (gone.has(facts.status)) return { owed: false, until: best.until, clause: best.clause, reason: reason(`unit-${facts.status}`) };
    const inTime = mine.filter((c) => c.until >= question.on && c.begins <= question.on);
    const against = denied.filter((d) => d.excludes.includes(remedy));
    const holds = inTime.find((c) => against.every((d) => c.despite.includes(d.kind)));
    if (holds) return { owed: true, until: holds.until, clause: holds.clause, reason: reason('owed', { until: holds.until }) };
    const block = against[0];
    if (inTime[0] && block) return { owed: false, until: inTime[0].until, clause: inTime[0].clause, reason: reason(`excluded-${block.kind}`) };
    return { owed: false, until: best.until, clause: best.clause, reason: question.on < best.begins ? reason('not-begun', { begins: best.begins }) : reason('expired', { until: best.until }) };
  };
  const answers = { return: answerFor('return'), exchange: answerFor('exchange'), repair: answerFor('repair'), replace: answerFor('replace') };
  // Told first: what is owed, and of that mending, which lasts longest.
  const main = [answers.repair, answers.replace, answers.exchange].find((a) => a.owed) ?? answers.repair;
  const covered = main.owed;
  const reasons = [main.reason, ...(start.basis === 'production' ? [reason('counted-from-production')] : []), ...(start.basis === 'purchase' && !start.proven ? [reason('purchase-not-proven')] : []), ...broken.map((b) => reason('policy-broken', { policy: b.key }))];
  return {
    unitId: facts.unitId, on: question.on, covered, until: main.until, clause: main.clause, remedies: answers, start,
    reasons: reasons.filter((r, i) => reasons.findIndex((o) => o.code === r.code) === i),
    exclusions: denied.map((d) => ({ id: d.id, kind: d.kind, description: d.description, excludes: [...d.excludes], text: d.text, covered: d.excludes.length > 0 && d.excludes.every((r) => answers[r].owed) })),
  };
}
