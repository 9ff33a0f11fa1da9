import { casework as contract } from '@aftercare/contract/casework';
import { Download, implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Papers } from '../../platform/papers/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Casework } from './casework.ts';
import { handbookPaper } from './handbook-paper.ts';
import type { OwnSteps } from './own-steps.ts';

export function caseworkRoutes({ db, clock }: Pick<Platform, 'db' | 'clock'>, casework: Casework, own: OwnSteps, tickets: Tickets, org: Org, papers: Papers) {
  return [
    implement(contract.bindings, async () => ({ items: await casework.bindings(), processes: await casework.handbook.titles() })),
    implement(contract.saveBindings, async ({ body }) => ({ items: await db.tx((tx) => casework.saveBindings(tx, body.items)) })),
    implement(contract.steps, async ({ params, principal }) => {
      await tickets.load(db, principal, params.id);
      return casework.steps(params.id);
    }),
    implement(contract.progress, ({ params, body, principal }) => db.tx((tx) => casework.saveProgress(tx, principal, params.id, params.taskId, body))),
    implement(contract.complete, ({ params, body, principal, transact }) => transact((tx) => casework.complete(tx, principal, params.id, params.taskId, body))),
    implement(contract.take, ({ params, body, principal }) => db.tx((tx) => casework.assign(tx, principal, params.id, params.taskId, body.agentId))),
    implement(contract.start, ({ params, body, principal, request, transact }) => transact((tx) => casework.startByHand(tx, principal, params.id, body.process, request.id))),
    implement(contract.mine, ({ query, principal }) => own.mine(principal, query)),
    implement(contract.own, ({ params, principal }) => own.one(principal, params.taskId)),
    implement(contract.ownProgress, ({ params, body, principal }) => db.tx((tx) => own.keep(tx, principal, params.taskId, body))),
    implement(contract.ownComplete, ({ params, body, principal, transact }) => transact((tx) => own.complete(tx, principal, params.taskId, body))),
    implement(contract.ownTake, ({ params, body, principal }) => db.tx((tx) => own.take(tx, principal, params.taskId, body.mine))),
    implement(contract.followUps, ({ query, principal }) => casework.followUps(principal, query)),
    implement(contract.handbook, () => casework.handbook.read()),
    implement(contract.handbookPdf, async ({ query, language }) => {
      const book = await casework.handbook.read();
      const { timeZone } = await org.company();
      const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(clock.now());
      const roles = new Map((await org.roles()).map((r) => [r.key, r.name]));
      const bytes = await papers.render(handbookPaper(book, query.language ?? language, roles, day));
      return new Download(bytes, { type: 'application/pdf', name: `handbook-${day}.pdf`, inline: true });
    }),
  ];
}
