import { sla as contract } from '@aftercare/contract/sla';
import { actorOf, may } from '../../platform/auth/index.ts';
import { implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Sla } from './sla.ts';

export function slaRoutes({ db }: Pick<Platform, 'db'>, sla: Sla, tickets: Tickets) {
  return [
    implement(contract.clocks, async ({ params, principal, language }) => {
      await tickets.load(db, principal, params.id);
      return { items: await sla.explain(params.id, language) };
    }),
    implement(contract.inner, async ({ params, principal, language }) => {
      await tickets.load(db, principal, params.id);
      return { items: await sla.inner.of(params.id, language, may(principal, 'vendors.read')) };
    }),
    implement(contract.waits, async ({ params, principal }) => {
      await tickets.load(db, principal, params.id);
      return { items: await sla.waits(params.id) };
    }),
    implement(contract.acknowledge, ({ params, principal }) => db.tx(async (tx) => {
      await tickets.load(tx, principal, params.id);
      return { acknowledged: await sla.acknowledge(tx, params.id, actorOf(principal)) };
    })),
    implement(contract.replays, async () => ({ items: await sla.replays() })),
    implement(contract.policies, async () => ({ items: await sla.policies() })),
    implement(contract.createPolicy, ({ body, principal, transact }) => transact((tx) => sla.createPolicy(tx, body, actorOf(principal)))),
    implement(contract.updatePolicy, ({ params, body, principal }) => db.tx((tx) => sla.updatePolicy(tx, params.id, body, actorOf(principal)))),
    implement(contract.deletePolicy, async ({ params, principal }) => {
      await db.tx((tx) => sla.deletePolicy(tx, params.id, actorOf(principal)));
      return { done: true as const };
    }),
  ];
}
