import { mirror as contract } from '@aftercare/contract/mirror';
import { actorOf } from '../../platform/auth/index.ts';
import { Refusal, implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Forwarding } from './forward.ts';
import type { Mirror } from './mirror.ts';
import type { createMirrorView } from './view.ts';

const done = { done: true as const };

export function mirrorRoutes({ db }: Pick<Platform, 'db'>, mirror: Mirror, view: ReturnType<typeof createMirrorView>, forwarding: Forwarding, tickets: Tickets, conversations: Conversations) {
  const desk = async (id: number) => { if (!(await view.isDesk(id))) throw new Refusal('not-found'); return id; };
  return [
    implement(contract.state, async ({ params, principal }) => view.state(await desk(params.id), tickets.visible(principal))),
    implement(contract.conflicts, async ({ params, query, principal }) => {
      const [after] = readCursor(query.after, 1);
      return toPage(await view.conflicts(await desk(params.id), tickets.visible(principal), after ? Number(after) : null, query.limit + 1), query.limit, (c) => [c.id]);
    }),
    implement(contract.resolve, async ({ params, body, principal }) => {
      await tickets.load(db, principal, await view.ticketOfConflict(params.id));
      await db.tx((tx) => mirror.resolve(tx, params.id, body.choose, actorOf(principal)));
      return done;
    }),
    implement(contract.look, async ({ params }) => { await mirror.look(await desk(params.id)); return done; }),
    implement(contract.again, async ({ params, principal }) => {
      await tickets.load(db, principal, await view.ticketOfLink(params.id));
      await db.tx((tx) => mirror.ask(tx, params.id));
      return done;
    }),
    implement(contract.twins, async ({ params, principal }) => ({ items: await view.twins((await tickets.load(db, principal, params.id)).id) })),
    implement(contract.forwardings, async ({ params, query }) => {
      if (!(await conversations.accounts.byId(params.id))) throw new Refusal('not-found');
      const [before] = readCursor(query.after, 1);
      return toPage(await forwarding.of(params.id, before ? Number(before) : null, query.limit + 1), query.limit, (f) => [f.messageId]);
    }),
    implement(contract.forwardAgain, async ({ params }) => { await db.tx((tx) => forwarding.again(tx, params.messageId)); return done; }),
  ];
}
