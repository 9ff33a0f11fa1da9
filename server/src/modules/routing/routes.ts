import { routing as contract } from '@aftercare/contract/routing';
import { actorOf } from '../../platform/auth/index.ts';
import { Refusal, implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Routing } from './routing.ts';

export function routingRoutes({ db }: Pick<Platform, 'db'>, routing: Routing, tickets: Tickets) {
  return [
    implement(contract.queues, async () => ({ items: await routing.queues() })),
    implement(contract.createQueue, ({ body, principal, transact }) => transact((tx) => routing.createQueue(tx, body, actorOf(principal)))),
    implement(contract.updateQueue, ({ params, body, principal }) => db.tx((tx) => routing.updateQueue(tx, params.id, body, actorOf(principal)))),
    implement(contract.deleteQueue, async ({ params, principal }) => {
      await db.tx((tx) => routing.deleteQueue(tx, params.id, actorOf(principal)));
      return { done: true as const };
    }),
    implement(contract.load, ({ query }) => routing.load(query.days)),
    implement(contract.rules, ({ language }) => routing.rules.state(language)),
    implement(contract.makeRules, async ({ principal, language }) => {
      await db.tx((tx) => routing.rules.make(tx, principal.name));
      return routing.rules.state(language);
    }),
    implement(contract.tryRules, async ({ body, principal }) => {
      await tickets.load(db, principal, body.ticketId);
      const [facts] = await routing.router.factsOf(db, [body.ticketId], true);
      if (!facts) throw new Refusal('not-found');
      return routing.rules.try(db, facts, body.xml);
    }),
    implement(contract.replay, ({ body, principal }) => routing.replays.ask(body, actorOf(principal))),
    implement(contract.replays, async () => ({ items: await routing.replays.list() })),
    implement(contract.replayOf, ({ params }) => routing.replays.find(params.id)),
    implement(contract.stopReplay, ({ params }) => routing.replays.stop(params.id)),
    implement(contract.offers, async ({ principal }) => ({ items: principal.kind === 'agent' ? (await routing.router.offersOf(db, principal.id)).map(({ ticketId, at, expiresAt }) => ({ ticketId, at, expiresAt })) : [] })),
    implement(contract.take, async ({ params, body, principal, transact }) => {
      await tickets.load(db, principal, params.id);
      await transact((tx) => routing.offers.answer(tx, params.id, body.take, actorOf(principal)));
      return { done: true as const };
    }),
    implement(contract.explainPerson, async ({ params, principal, language }) => {
      await tickets.load(db, principal, params.id);
      return routing.explainPerson(params.id, params.agentId, language);
    }),
    implement(contract.explain, async ({ params, principal, language }) => {
      await tickets.load(db, principal, params.id);
      return { items: await routing.explain(params.id, language) };
    }),
  ];
}
