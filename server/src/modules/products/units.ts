import type { UnitWrite } from '@aftercare/contract/products';
import type { Principal } from '../../platform/auth/index.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import { UnitChanged, UnitRegistered } from './events.ts';
import { readSerial, serialKey } from './serial.ts';
import * as catalogue from './store.ts';
import * as store from './store-units.ts';

export type { UnitRow } from './store-units.ts';
export type RegisteredBy = 'customer' | 'agent' | 'api' | 'csv' | 'order';
/** A unit to be registered; what is left out is as a new unit has it. */
export type NewUnit = Pick<UnitWrite, 'serial' | 'modelId'> & Partial<Omit<UnitWrite, 'serial' | 'modelId'>>;

const defaults = { variantId: null, batchId: null, customerId: null, country: 'CN', producedOn: null, purchasedOn: null, activatedOn: null, seller: '', priceMinor: null, currency: 'CNY', status: 'in-use' as const, note: '' };
const wrong = (path: string, key: string, params: Record<string, unknown> = {}) => new Refusal('invalid-input', { fields: [{ path, key, params }] });

export function explainForeign(error: { code?: string; constraint?: string }): never {
  if (error.code !== '23503') throw error;
  const path = /customer/.test(error.constraint ?? '') ? 'customerId' : /variant/.test(error.constraint ?? '') ? 'variantId' : /batch/.test(error.constraint ?? '') ? 'batchId' : /brand/.test(error.constraint ?? '') ? 'brandId' : /image|file/.test(error.constraint ?? '') ? 'imageId' : 'modelId';
  throw wrong(path, 'field.unknown', { value: '' });
}

/** Products in customers' hands, each known by its serial number. */
export function createUnits({ db, bus, clock }: Pick<Platform, 'db' | 'bus' | 'clock'>, customers: Pick<Customers, 'visible'>, ticketsVisible: (principal: Principal) => Sql) {
  const visible = (principal: Principal): Sql => store.visibleTo(principal, customers.visible(principal), ticketsVisible(principal));
  const about = (u: store.UnitRow) => ({ unitId: u.id, serial: u.serial, serialKey: serialKey(u.serial), modelId: u.modelId, customerId: u.customerId });
  const found = async (handle: Handle, id: number) => {
    const unit = await store.findUnit(handle, id);
    if (!unit) throw new Refusal('not-found');
    return unit;
  };

  /** Completes what the number itself says: batch and day of production. */
  async function complete(tx: Tx, input: NewUnit, modelId: number, reading: { batch: string | null; producedOn: string | null }) {
    let { batchId = null, producedOn = null } = input;
    if (batchId === null && reading.batch) batchId = (await catalogue.saveBatch(tx, modelId, { key: reading.batch, producedOn: reading.producedOn, note: '' }))?.id ?? null;
    producedOn ??= reading.producedOn;
    return { batchId, producedOn };
  }

  return {
    unit: (id: number, handle: Handle = db) => store.findUnit(handle, id),
    unitsById: (ids: readonly number[], handle: Handle = db) => store.findUnits(handle, ids),
    loadUnit: found,
    /** The unit when this caller may see it; `not-found` otherwise. */
    async seenUnit(handle: Handle, principal: Principal, id: number): Promise<store.UnitRow> {
      const unit = await store.findUnit(handle, id, visible(principal));
      if (!unit) throw new Refusal('not-found');
      return unit;
    },
    visibleUnits: visible,
    units: (filter: store.UnitFilter, handle: Handle = db) => store.listUnits(handle, filter),
    /** Units with this number, of any brand; `serial` as people write it. */
    bySerial: (serial: string, handle: Handle = db) => { const key = serialKey(serial); return key === '' ? Promise.resolve([]) : store.findBySerial(handle, key); },

    /**
     * Registers a unit. Of two callers with the same number one wins.
     * @throws Refusal `invalid-input` when the number does not fit the brand's rules; `conflict` when it is registered already
     */
    async register(tx: Tx, input: NewUnit, by: RegisteredBy, actor: Actor): Promise<store.UnitRow> {
      const model = await catalogue.findModel(tx, input.modelId);
      if (!model) throw wrong('modelId', 'field.unknown', { value: input.modelId });
      const key = serialKey(input.serial);
      if (key.length < 3) throw wrong('serial', 'products.serial-wrong-form');
      const rules = (await catalogue.brands(tx)).find((b) => b.id === model.brandId)?.serialRules ?? [];
      const reading = readSerial(key, rules);
      if (reading.problem) throw wrong('serial', `products.serial-${reading.problem}`);
      const [made] = await store.insertUnits(tx, [{ ...defaults, ...input, ...(await complete(tx, input, model.id, reading)), serial: input.serial.trim(), serialKey: key, brandId: model.brandId, registeredBy: by, createdAt: clock.now() }]).catch(explainForeign);
      if (!made) throw new Refusal('conflict', { key: 'products.serial-taken' });
      const unit = await found(tx, made.id);
      await bus.publish(tx, UnitRegistered, { stream: `unit:${unit.id}`, actor, payload: { ...about(unit), registeredBy: by } });
      return unit;
    },
    /** @throws Refusal `not-found`, `stale-version`, `invalid-input` */
    async updateUnit(tx: Tx, id: number, patch: store.UnitPatch, options: { actor: Actor; version?: number | null }): Promise<store.UnitRow> {
      const before = await store.lockUnit(tx, id);
      if (!before) throw new Refusal('not-found');
      if (typeof options.version === 'number' && options.version !== before.version) throw new Refusal('stale-version');
      const changed = Object.keys(patch).filter((f) => patch[f as keyof store.UnitPatch] !== undefined && patch[f as keyof store.UnitPatch] !== before[f as keyof store.UnitRow]);
      if (changed.length === 0) return before;
      if (patch.modelId) {
        const model = await catalogue.findModel(tx, Number(patch.modelId));
        if (model?.brandId !== before.brand.id) throw wrong('modelId', 'products.other-brand');
      }
      await store.patchUnit(tx, id, patch).catch(explainForeign);
      const unit = await found(tx, id);
      await bus.publish(tx, UnitChanged, { stream: `unit:${id}`, actor: options.actor, payload: { ...about(unit), fields: changed } });
      return unit;
    },
    /**
     * An owner for a unit that has none; again by the same owner it does nothing.
     * @throws Refusal `conflict` when it is somebody else's, or was taken back
     */
    async claim(tx: Tx, id: number, customerId: number, actor: Actor): Promise<store.UnitRow> {
      const before = await store.lockUnit(tx, id);
      if (!before) throw new Refusal('not-found');
      if (before.customerId === customerId) return before;
      if (before.customerId !== null) throw new Refusal('conflict', { key: 'products.serial-others' });
      if (before.status === 'returned' || before.status === 'replaced' || before.status === 'scrapped') throw new Refusal('conflict', { key: 'products.serial-gone' });
      return this.updateUnit(tx, id, { customerId, status: 'in-use' }, { actor });
    },
    /** Newest first; `visible` is what the asker may see of tickets (alias `t`). */
    ticketsOf: (unitId: number, visible: Sql, handle: Handle = db) => store.ticketsOf(handle, unitId, visible),
    faultsOf: (unitId: number, handle: Handle = db) => store.faultsOf(handle, unitId),
    ordersOf: (unitId: number, handle: Handle = db) => store.ordersOf(handle, unitId),
    /** The time in a workshop, by which terms may be prolonged. */
    addRepairDays: (tx: Tx, id: number, days: number) => store.addRepairDays(tx, id, Math.max(0, Math.round(days))),
    /**
     * A failure in the field, once per `reference` (such as `repair:12`): what replacement by rule and fault rates are counted from.
     */
    recordFault: (tx: Tx, fault: { unitId: number; reference: string; happenedOn: string } & Partial<store.NewUnitFault>) =>
      store.saveUnitFault(tx, { ticketId: null, faultKey: '', partCategory: '', partNumber: '', covered: true, minutes: null, ...fault }),
    /** `fromId` is now `intoId` (exchange, replacement): the new one carries owner, start of the time and plans on. */
    async replaceUnit(tx: Tx, fromId: number, intoId: number, actor: Actor): Promise<void> {
      const old = await found(tx, fromId);
      await this.updateUnit(tx, fromId, { status: 'replaced', replacedBy: intoId }, { actor });
      await this.updateUnit(tx, intoId, { customerId: old.customerId, country: old.country, purchasedOn: old.purchasedOn, activatedOn: old.activatedOn, status: 'in-use' }, { actor });
    },
  };
}
export type Units = ReturnType<typeof createUnits>;
