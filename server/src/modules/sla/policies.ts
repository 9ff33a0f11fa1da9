import type { SlaPolicy } from '@aftercare/contract/sla';
import type { Actor } from '../../platform/bus/index.ts';
import { systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { ALWAYS_OPEN, chineseCalendar } from '../../platform/time/index.ts';
import type { Org } from '../org/index.ts';
import { assertCondition } from '../tickets/index.ts';
import { PoliciesChanged } from './events.ts';
import { moreNames } from './policy.ts';
import * as store from './store-policies.ts';

const hours = (n: number): number => n * 60;
const everything = { channels: [], types: [], tiers: [], priorities: [] };

/** Promises: their upkeep, and those an installation starts with. */
export function createPolicies(platform: Pick<Platform, 'db' | 'bus' | 'clock'>, org: Pick<Org, 'company' | 'calendars' | 'createCalendar'>) {
  const { db, bus, clock } = platform;
  const changed = (tx: Tx, policyId: number, actor: Actor) => bus.publish(tx, PoliciesChanged, { stream: 'sla-policies', payload: { policyId }, actor });
  const assertCalendar = async (tx: Tx, id: number) => {
    if (!(await org.calendars(tx)).some((c) => c.id === id)) throw new Refusal('invalid-input', { fields: [{ path: 'calendarId', key: 'field.unknown', params: { value: id } }] });
  };

  return {
    policies: (handle: Handle = db) => store.listPolicies(handle),
    async createPolicy(tx: Tx, input: store.PolicyWrite, actor: Actor): Promise<SlaPolicy> {
      assertCondition(input.match.condition, 'match.condition', moreNames);
      await assertCalendar(tx, input.calendarId);
      const policy = await store.insertPolicy(tx, input, clock.now());
      if (!policy) throw new Error('the policy was not written');
      await changed(tx, policy.id, actor);
      return policy;
    },
    async updatePolicy(tx: Tx, id: number, input: store.PolicyWrite, actor: Actor): Promise<SlaPolicy> {
      assertCondition(input.match.condition, 'match.condition', moreNames);
      await assertCalendar(tx, input.calendarId);
      const policy = await store.savePolicy(tx, id, input, clock.now());
      if (!policy) throw new Refusal('not-found');
      await changed(tx, id, actor);
      return policy;
    },
    async deletePolicy(tx: Tx, id: number, actor: Actor): Promise<void> {
      if ((await store.deletePolicy(tx, id)) === 0) throw new Refusal('not-found');
      await changed(tx, id, actor);
    },

    /**
     * What an installation promises before anybody decided otherwise: VIP customers half of it, everybody the first word in
     * 10 minutes, the solution in 24 hours, the close in 48, round the clock; and the same in office hours (China's holidays
     * and make-up days kept), switched off, for companies that sleep at night. Does nothing where policies exist.
     * @param calendarIds calendars to use; those not given are made
     */
    async seedSla(tx: Tx, calendarIds: { always?: number; office?: number } = {}): Promise<{ always: number; office: number }> {
      const { language } = await org.company(tx);
      const name = (key: string) => say(language, `sla.seed.${key}`);
      const always = calendarIds.always ?? (await org.createCalendar(tx, { ...ALWAYS_OPEN, timeZone: 'Asia/Shanghai', name: name('always') }));
      const office = calendarIds.office ?? (await org.createCalendar(tx, { ...chineseCalendar(), name: name('office') }));
      if ((await store.listPolicies(tx)).length > 0) return { always, office };
      const shipped: store.PolicyWrite[] = [
        { name: name('vip'), match: { ...everything, tiers: ['vip'] }, calendarId: always, targets: { 'first-response': 5, solution: hours(12), closing: hours(24) }, warnAt: 0.7, position: 1, enabled: true },
        { name: name('standard'), match: everything, calendarId: always, targets: { 'first-response': 10, solution: hours(24), closing: hours(48) }, warnAt: 0.8, position: 2, enabled: true },
        { name: name('hours'), match: everything, calendarId: office, targets: { 'first-response': 10, solution: hours(24), closing: hours(48) }, warnAt: 0.8, position: 3, enabled: false },
      ];
      for (const policy of shipped) {
        const made = await store.insertPolicy(tx, policy, clock.now());
        if (made) await changed(tx, made.id, systemActor);
      }
      return { always, office };
    },
  };
}
export type Policies = ReturnType<typeof createPolicies>;
