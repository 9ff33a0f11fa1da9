import { asides as contract } from '@aftercare/contract/asides';
import { type Principal, may } from '../../platform/auth/index.ts';
import { Refusal, implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from './tickets.ts';

const done = { done: true as const };
/** Side conversations, tasks and watchers. */
export function asideRoutes({ db }: Pick<Platform, 'db'>, tickets: Tickets) {
  const { asides, tasks } = tickets;
  /** Oneself may always; others are asked in by who may change the ticket. */
  const watch = async (who: Principal, { id, agentId }: { id: number; agentId: number }, on: boolean) => {
    if (!(who.kind === 'agent' && who.id === agentId) && !may(who, 'tickets.write')) throw new Refusal('not-allowed', { params: { right: 'tickets.write' } });
    await db.tx((tx) => tasks.watch(tx, who, id, agentId, on));
  };
  return [
    implement(contract.list, async ({ params, principal }) => ({ items: await asides.list(db, (await tickets.load(db, principal, params.id)).id) })),
    implement(contract.open, ({ params, body, principal, transact }) => transact((tx) => asides.open(tx, principal, params.id, body))),
    implement(contract.say, ({ params, body, principal, transact }) => transact((tx) => asides.say(tx, principal, params.id, body))),
    implement(contract.set, async ({ params, body, principal }) => { await db.tx((tx) => asides.set(tx, principal, params.id, body)); return done; }),
    implement(contract.tasks, async ({ params, principal }) => ({ items: await tasks.list(db, (await tickets.load(db, principal, params.id)).id) })),
    implement(contract.addTask, ({ params, body, principal, transact }) => transact((tx) => tasks.add(tx, principal, params.id, body))),
    implement(contract.setTask, ({ params, body, principal }) => db.tx((tx) => tasks.set(tx, principal, params.id, body))),
    implement(contract.watchers, async ({ params, principal }) => ({ items: await tasks.watchers(db, (await tickets.load(db, principal, params.id)).id) })),
    implement(contract.watch, async ({ params, principal }) => { await watch(principal, params, true); return done; }),
    implement(contract.unwatch, async ({ params, principal }) => { await watch(principal, params, false); return done; }),
  ];
}
