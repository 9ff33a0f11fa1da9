import type { Names } from '@aftercare/contract/basics';
import type { Entitlement } from '@aftercare/contract/entitlement';
import type { Owed } from '@aftercare/contract/repairs';
import { Refusal } from '../../platform/http/index.ts';
import type { Goods } from '../goods/index.ts';
import type { Parts } from '../parts/index.ts';
import type { Products, UnitRow } from '../products/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { UnitFacts, Units } from './ports.ts';

const exclusionKind = { human: 'human-damage', disaster: 'disaster', unauthorised: 'unauthorised-repair', wear: 'consumable' } as const;
const factsOf = (unit: UnitRow): UnitFacts => ({ id: unit.id, serial: unit.serial, model: unit.model.name, modelId: unit.modelId, paidMinor: unit.priceMinor, currency: unit.currency });

/** An entitlement in the words of one language, to be kept as it was said. */
export function owedOf(e: Entitlement, language: 'zh-CN' | 'en'): Owed {
  const say = (names: Names) => (language === 'en' ? names.en : names.zh);
  return {
    covered: e.covered, until: e.until, clause: e.clause ? `${say(e.clause.name)}：${say(e.clause.text)}` : '', reasons: e.reasons.map((r) => say(r.text)), exclusions: e.exclusions.map((x) => say(x.text)),
    remedies: Object.fromEntries(Object.entries(e.remedies).map(([key, answer]) => [key, { owed: answer.owed, until: answer.until, reason: say(answer.reason.text) }])),
  };
}

/** Products as repairs and returns ask for them. */
export function createUnits(products: Products, parts: Pick<Parts, 'byNumber'>, tickets: Pick<Tickets, 'get'>, goods: Pick<Goods, 'find' | 'issue' | 'receive' | 'recycle' | 'usualSite'>): Units {
  return {
    async unit(handle, unitId) {
      const unit = await products.unit(unitId, handle);
      return unit ? factsOf(unit) : undefined;
    },
    units: async (handle, unitIds) => new Map((unitIds.length > 0 ? await products.unitsById(unitIds, handle) : []).map((unit) => [unit.id, factsOf(unit)])),
    async unitOfTicket(handle, ticketId) {
      const ticket = await tickets.get(ticketId, handle);
      const unit = ticket?.unitId ? await products.unit(ticket.unitId, handle) : undefined;
      return unit ? factsOf(unit) : undefined;
    },
    owed: async (handle, { unitId, on, faultKey, language }) => owedOf(await products.entitlement(handle, { unitId, on, faultKey }), language),
    async plan(handle, { unitId, faultKey }) {
      const unit = await products.unit(unitId, handle);
      const fault = unit ? await products.knownFault(unit.modelId, faultKey, handle) : undefined;
      const plan = fault?.plans[0];
      if (!fault || !plan) return undefined;
      const needed = [];
      for (const { number, quantity } of plan.parts) {
        const part = await parts.byNumber(handle, number);
        if (part) needed.push({ partId: part.id, quantity });
      }
      return { fault: plan.title, minutes: plan.minutes, parts: needed };
    },
    async exclude(tx, { unitId, ticketId, kind, note, files, actor }) {
      await products.exclude(tx, unitId, { kind: exclusionKind[kind], faultKey: '', partCategory: '', description: note, files: [...files], ticketId, happenedOn: null }, actor, null);
    },
    async failed(tx, { unitId, ticketId, repairId, on, faultKey, partNumber, covered, minutes }) {
      await products.recordFault(tx, { unitId, ticketId, reference: `repair:${repairId}`, happenedOn: on.toISOString().slice(0, 10), faultKey, partNumber, covered, minutes });
    },
    async inWorkshop(tx, unitId, days) {
      if (days > 0) await products.addRepairDays(tx, unitId, days);
    },
    async swap(tx, { oldUnitId, serial, ticketId, actor }) {
      const old = await products.loadUnit(tx, oldUnitId);
      const known = (await products.bySerial(serial, tx)).find((u) => u.brand.id === old.brand.id);
      // One that a customer has is nobody's to give.
      if (known && (known.id === old.id || known.customerId !== null || !['in-stock', 'returned'].includes(known.status))) throw new Refusal('conflict', { key: 'repairs.unit-taken' });
      const fresh = known ?? (await products.register(tx, { serial, modelId: old.modelId, variantId: old.variantId, country: old.country, status: 'in-stock' }, 'agent', actor));
      // What stands in stock leaves it; what is being made good there is refused.
      if (known && (await goods.find(tx, known.id))) await goods.issue(tx, known.id, { key: `swap:${old.id}`, ticketId, actor });
      await products.replaceUnit(tx, old.id, fresh.id, actor);
      return factsOf(fresh);
    },
    async retire(tx, { unitId, ticketId, how, siteId, grade, actor }) {
      const unit = await products.loadUnit(tx, unitId);
      const cause = { key: `retired:${ticketId}`, ticketId, actor };
      if (how === 'recycled') return goods.recycle(tx, unitId, { ...cause, siteId, grade });
      await products.updateUnit(tx, unitId, { customerId: null, ...(unit.status === 'replaced' ? {} : { status: 'returned' }) }, { actor });
      const place = siteId ?? (await goods.usualSite(tx));
      if (place) await goods.receive(tx, { ...cause, unitId, siteId: place, grade: grade ?? 'B', state: how === 'restocked' ? 'ready' : 'refurbishing' });
      else if (how === 'restocked') await products.updateUnit(tx, unitId, { status: 'in-stock' }, { actor });
    },
  };
}
