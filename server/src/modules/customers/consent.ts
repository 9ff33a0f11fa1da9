import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { phoneCountry } from '../../platform/phone/index.ts';
import type { Countries } from './countries/countries.ts';
import { CustomerChanged } from './events.ts';
import { type Asking, type Verdict, agreed, mayContact } from './may-contact.ts';
import * as store from './store-consent.ts';

export type { Verdict } from './may-contact.ts';
export type { Purpose } from './store-consent.ts';
export interface ConsentWrite { readonly consents: readonly { purpose: store.Purpose; channel: string; granted: boolean }[]; readonly hours?: store.QuietHours | undefined; readonly words: string; readonly source: string }

const whereOf = async (handle: Handle, customerId: number) => phoneCountry((await store.phoneOf(handle, customerId))?.value);

/** What a customer agreed to, by purpose and channel, with proof; and when they want peace. */
export function createConsent({ bus, clock }: Pick<Platform, 'bus' | 'clock'>, countries: Countries) {
  return {
    async of(handle: Handle, customerId: number) {
      const country = await whereOf(handle, customerId);
      const { survey, marketing } = (await countries.rules()).of(country);
      return { consents: await store.consentsOf(handle, customerId), hours: (await store.hoursOf(handle, customerId)) ?? null, usual: { country, survey, marketing } };
    },
    /** What counts at last: their newest word, else what is usual in their country. */
    agreed,
    /** Asked before anything is sent, by whoever sends. */
    async mayContact(handle: Handle, customerId: number, asking: Omit<Asking, 'here'>): Promise<Verdict> {
      const rules = await countries.rules();
      // Their own matter needs no country, unless somewhere nothing rings at night.
      const where = asking.purpose === 'service' && !rules.quiet ? null : await whereOf(handle, customerId);
      return mayContact(await store.consentsOf(handle, customerId), await store.hoursOf(handle, customerId), { ...asking, here: rules.of(where) });
    },
    /** As `mayContact`, for many at once, about their own matters. */
    async judging(handle: Handle, ids: readonly number[]): Promise<(customerId: number, asking: Asking & { readonly purpose: 'service' }) => Verdict> {
      const consents = Map.groupBy(await store.consentsOfMany(handle, ids), (c) => c.customerId);
      const hours = new Map((await store.hoursOfMany(handle, ids)).map((h) => [h.customerId, h]));
      return (id, asking) => mayContact(consents.get(id) ?? [], hours.get(id), asking);
    },
    async record(tx: Tx, customerId: number, w: ConsentWrite, actor: Actor): Promise<void> {
      const at = clock.now();
      if (w.consents.length > 0) await store.insertConsents(tx, customerId, w.consents, { at, actor, words: w.words, source: w.source });
      if (w.hours) {
        try { new Intl.DateTimeFormat('en', { timeZone: w.hours.timeZone }); } catch { throw new Refusal('invalid-input', { fields: [{ path: 'hours.timeZone', key: 'field.unknown', params: { value: w.hours.timeZone } }] }); }
        await store.insertHours(tx, customerId, w.hours, at, actor);
      }
      await bus.publish(tx, CustomerChanged, { stream: `customer:${customerId}`, payload: { customerId, fields: ['consent'] }, actor });
    },
  };
}
