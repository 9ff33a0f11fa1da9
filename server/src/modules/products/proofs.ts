import type { ExclusionWrite, ProofWrite, SerialRule } from '@aftercare/contract/products';
import type { Names } from '@aftercare/contract/basics';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { FeelError, compile, dayIn, holds } from '../../platform/feel/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { ExclusionRecorded, PlanSold, ProofDecided, ProofSubmitted } from './events.ts';
import { takeFiles } from './files.ts';
import { readSerial, serialKey } from './serial.ts';
import { shippedAcceptRule } from './shipped.ts';
import { companyZone } from './store.ts';
import * as store from './store-proofs.ts';
import type { Units } from './units.ts';

const both = (key: string, params: Record<string, unknown> = {}): Names => ({ zh: say('zh-CN', key, params), en: say('en', key, params) });
const acceptKey = 'proof.accept';
const byRule: Actor = { ...systemActor, name: 'rule' };

/** Proofs of purchase, extended plans, and what is excluded from warranty. */
export function createProofs({ db, bus, clock, files, log }: Pick<Platform, 'db' | 'bus' | 'clock' | 'files' | 'log'>, units: Units) {
  const found = async (handle: Handle, id: number) => {
    const proof = await store.findProof(handle, id);
    if (!proof) throw new Refusal('not-found');
    return proof;
  };
  const acceptRule = async (handle: Handle = db) => (await store.rule(handle, acceptKey)) ?? shippedAcceptRule;
  const isSerialValid = (serial: string, rules: unknown) => readSerial(serialKey(serial), (rules ?? []) as SerialRule[]).problem === null;

  /** Whether the rule takes it. A rule that cannot be worked out takes nothing: somebody looks. */
  async function takes(tx: Tx, proof: ProofWrite, unitId: number): Promise<boolean> {
    const unit = await units.loadUnit(tx, unitId);
    const context = {
      proof: { kind: proof.kind, files: proof.files.length, purchasedOn: proof.purchasedOn, seller: proof.seller, number: proof.number, amount: proof.amountMinor === null ? null : proof.amountMinor / 100 },
      unit: { serialValid: isSerialValid(unit.serial, await store.serialRulesOf(tx, unitId)), producedOn: unit.producedOn, purchasedOn: unit.purchasedOn, proven: unit.proven, country: unit.country, model: unit.model.key, category: unit.model.category, registeredBy: unit.registeredBy },
    };
    try {
      return holds(await acceptRule(tx), context, { now: clock.now(), zone: await companyZone(tx) });
    } catch (error) {
      if (!(error instanceof FeelError)) throw error;
      log.warn({ problem: error.problem }, 'the rule that accepts proofs of purchase cannot be worked out');
      return false;
    }
  }
  async function settle(tx: Tx, id: number, verdict: { accept: boolean; reason: string; purchasedOn: string | null; by: Actor; ruled: boolean }): Promise<void> {
    const at = clock.now();
    if ((await store.decideProof(tx, id, { state: verdict.accept ? 'accepted' : 'refused', by: verdict.by, at, reason: verdict.reason, purchasedOn: verdict.purchasedOn })) === 0) throw new Refusal('already-answered', { key: 'products.proof-decided' });
    const proof = await found(tx, id);
    const unit = await units.loadUnit(tx, proof.unitId);
    if (verdict.accept) await units.updateUnit(tx, unit.id, { purchasedOn: proof.purchasedOn, ...(proof.seller && !unit.seller ? { seller: proof.seller } : {}), ...(proof.amountMinor !== null && unit.priceMinor === null ? { priceMinor: proof.amountMinor, currency: proof.currency } : {}) }, { actor: verdict.by });
    await bus.publish(tx, ProofDecided, { stream: `unit:${unit.id}`, actor: verdict.by, payload: { proofId: id, unitId: unit.id, customerId: unit.customerId, accepted: verdict.accept, byRule: verdict.ruled, purchasedOn: proof.purchasedOn, at: at.toISOString() } });
  }

  return {
    proofsOf: (unitId: number, handle: Handle = db) => store.proofsOf(handle, unitId),
    acceptRule,
    /** @throws FeelError when it cannot be read */
    async saveAcceptRule(tx: Tx, expression: string): Promise<void> {
      compile(expression).evaluate({ proof: {}, unit: {} }, { now: clock.now() });
      await store.saveRule(tx, acceptKey, expression);
    },
    /**
     * Takes a proof in; the rule accepts it or it waits for a look.
     * @param owner who brought the files, as `agent:3`; null when they are attached already
     */
    async addProof(tx: Tx, unitId: number, proof: ProofWrite, actor: Actor, owner: string | null) {
      const unit = await units.loadUnit(tx, unitId);
      if (proof.purchasedOn > dayIn(clock.now(), await companyZone(tx))) throw new Refusal('invalid-input', { fields: [{ path: 'purchasedOn', key: 'products.in-future' }] });
      if (owner) await takeFiles(tx, files, proof.files, owner);
      const at = clock.now();
      const row = await store.insertProof(tx, { ...proof, unitId, submittedBy: actor, submittedAt: at });
      const id = row?.id ?? 0;
      await bus.publish(tx, ProofSubmitted, { stream: `unit:${unitId}`, actor, payload: { proofId: id, unitId, customerId: unit.customerId, kind: proof.kind, at: at.toISOString() } });
      if (await takes(tx, proof, unitId)) await settle(tx, id, { accept: true, reason: '', purchasedOn: null, by: byRule, ruled: true });
      return found(tx, id);
    },
    /** @throws Refusal `already-answered` */
    async decideProof(tx: Tx, id: number, verdict: { accept: boolean; reason: string; purchasedOn?: string | undefined }, actor: Actor) {
      await found(tx, id);
      if (!verdict.accept && verdict.reason === '') throw new Refusal('invalid-input', { fields: [{ path: 'reason', key: 'field.required' }] });
      await settle(tx, id, { accept: verdict.accept, reason: verdict.reason, purchasedOn: verdict.purchasedOn ?? null, by: actor, ruled: false });
      return found(tx, id);
    },
    /** Oldest first, each with what makes one doubt. */
    async waitingProofs(after: number, limit: number, visible: Sql) {
      const rows = await store.waiting(db, after, limit, visible);
      return rows.map(({ serialRules, ...row }) => ({
        ...row, doubts: [
          ...(row.files.length === 0 ? [both('products.doubt-no-file')] : []),
          ...(isSerialValid(row.serial, serialRules) ? [] : [both('products.doubt-serial')]),
          ...(row.producedOn && row.purchasedOn < row.producedOn ? [both('products.doubt-before-production', { day: row.producedOn })] : []),
          ...(row.kind === 'photo' ? [both('products.doubt-photo')] : []),
        ],
      }));
    },
    /** Whose it is. */
    unitOfProof: async (handle: Handle, id: number) => (await found(handle, id)).unitId,
    async unitOfExclusion(handle: Handle, id: number): Promise<number> {
      const row = await store.findExclusion(handle, id);
      if (!row) throw new Refusal('not-found');
      return row.unitId;
    },
    countWaiting: () => store.countWaiting(db),

    exclusionsOf: (unitId: number, handle: Handle = db) => store.exclusionsOf(handle, unitId),
    /** Records what is not covered, with evidence and who says so. */
    async exclude(tx: Tx, unitId: number, e: ExclusionWrite, actor: Actor, owner: string | null) {
      await units.loadUnit(tx, unitId);
      if (owner) await takeFiles(tx, files, e.files, owner);
      const at = clock.now();
      const row = await store.insertExclusion(tx, { ...e, unitId, by: actor, at });
      await bus.publish(tx, ExclusionRecorded, { stream: `unit:${unitId}`, actor, payload: { exclusionId: row?.id ?? 0, unitId, ticketId: e.ticketId, kind: e.kind, withdrawn: false, at: at.toISOString() } });
      return (await store.findExclusion(tx, row?.id ?? 0)) as store.ExclusionRow;
    },
    async withdrawExclusion(tx: Tx, id: number, reason: string, actor: Actor) {
      const before = await store.findExclusion(tx, id);
      if (!before) throw new Refusal('not-found');
      const at = clock.now();
      if ((await store.withdrawExclusion(tx, id, { by: actor, at, reason })) === 0) throw new Refusal('already-answered', { key: 'products.exclusion-withdrawn' });
      await bus.publish(tx, ExclusionRecorded, { stream: `unit:${before.unitId}`, actor, payload: { exclusionId: id, unitId: before.unitId, ticketId: before.ticketId, kind: before.kind, withdrawn: true, at: at.toISOString() } });
      return (await store.findExclusion(tx, id)) as store.ExclusionRow;
    },

    plans: (handle: Handle = db) => store.plans(handle),
    plansOf: (unitId: number, handle: Handle = db) => store.plansOf(handle, unitId),
    async savePlan(tx: Tx, plan: Omit<store.WarrantyPlanRow, 'id'>) {
      await store.savePlan(tx, plan);
      return (await store.findPlan(tx, plan.key)) as store.WarrantyPlanRow;
    },
    /** @throws Refusal `not-found`; `conflict` when the plan is not for this category or the unit has it already */
    async sellPlan(tx: Tx, unitId: number, sale: { planKey: string; soldOn?: string | undefined; reference: string }, actor: Actor) {
      const unit = await units.loadUnit(tx, unitId);
      const plan = await store.findPlan(tx, sale.planKey);
      if (!plan?.active) throw new Refusal('not-found');
      if (plan.categories.length > 0 && !plan.categories.includes(unit.model.category)) throw new Refusal('conflict', { key: 'products.plan-other-category' });
      const soldOn = sale.soldOn ?? dayIn(clock.now(), await companyZone(tx));
      const row = await store.insertUnitPlan(tx, { unitId, planId: plan.id, soldOn, reference: sale.reference });
      if (!row) throw new Refusal('conflict', { key: 'products.plan-sold' });
      await bus.publish(tx, PlanSold, { stream: `unit:${unitId}`, actor, payload: { unitId, planKey: plan.key, soldOn } });
      return (await store.plansOf(tx, unitId)).find((p) => p.id === row.id) as store.UnitPlanRow;
    },
  };
}
export type Proofs = ReturnType<typeof createProofs>;
