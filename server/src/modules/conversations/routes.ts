import { channels as channelContract } from '@aftercare/contract/channels';
import { conversations as contract } from '@aftercare/contract/conversations';
import { actorOf } from '../../platform/auth/index.ts';
import { implement, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Conversations } from './conversations.ts';

/** Operations that need no ticket; those on a ticket's messages stand in tickets, which knows who may see it. */
export function conversationRoutes({ db }: Pick<Platform, 'db'>, conversations: Conversations, org: Org) {
  const { accounts } = conversations;
  return [
    implement(contract.templates, async () => ({ items: await conversations.templates() })),
    implement(contract.createTemplate, async ({ body }) => {
      const row = await conversations.addTemplate(body);
      if (!row) throw new Error('the template was not written');
      return row;
    }),
    implement(contract.updateTemplate, async ({ params, body }) => {
      const row = await conversations.saveTemplate(params.id, body);
      if (!row) throw new Refusal('not-found');
      return row;
    }),
    implement(contract.deleteTemplate, async ({ params }) => { await conversations.deleteTemplate(params.id); return { done: true as const }; }),

    implement(channelContract.list, async () => ({ items: await accounts.list(), kinds: await conversations.doorKinds() })),
    implement(channelContract.create, ({ body, principal }) => db.tx((tx) => accounts.create(tx, body, actorOf(principal)))),
    implement(channelContract.update, ({ params, body, principal }) => db.tx((tx) => accounts.update(tx, params.id, body, actorOf(principal)))),
    implement(channelContract.setMode, ({ params, body, principal }) => db.tx((tx) => accounts.setMode(tx, params.id, body, actorOf(principal)))),
    implement(channelContract.remove, async ({ params, principal }) => { await db.tx((tx) => accounts.update(tx, params.id, { enabled: false }, actorOf(principal))); return { done: true as const }; }),
    implement(channelContract.test, async ({ params, principal, language }) => {
      const row = await accounts.byId(params.id);
      if (!row) throw new Refusal('not-found');
      const steps = await conversations.probe(row, { email: (await org.agent(principal.id))?.email ?? '', language });
      return { ok: steps.every((s) => s.ok), steps };
    }),
  ];
}
