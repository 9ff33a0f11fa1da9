import { ticketIn } from '@aftercare/contract/live';
import { z } from 'zod';
import { systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { ProcessError, defineAction } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';

/** What rules may do that no diagram needed so far. */
export function automationActions(org: Org, tickets: Tickets) {
  const ticketId = (stream: string) => { const id = ticketIn(stream); if (id === null) throw new ProcessError('no-ticket', { stream }); return id; };
  return [
    defineAction({
      name: 'automation.assign', alone: true, title: { zh: '指派负责人或团队', en: 'Assign to a person or team' },
      input: z.object({ /** Name, mail address or number; empty: nobody. */ person: z.union([z.string().max(320), z.int()]).nullish(), team: z.union([z.string().max(200), z.int()]).nullish() }),
      run: async ({ person, team }, { tx, stream }) => {
        const agents = person === undefined || person === null || person === '' ? [] : await org.agents(tx);
        const found = agents.find((a) => a.id === person || a.name === person || a.email === person);
        if (person && !found) throw new ProcessError('no-person', { person });
        const where = team === undefined || team === null ? undefined : (await org.teams(tx)).find((t) => t.id === team || t.name === team);
        if (team !== undefined && team !== null && !where) throw new ProcessError('no-team', { team });
        await tickets.change(tx as Tx, ticketId(stream), { ...(person !== undefined ? { ownerId: found?.id ?? null } : {}), ...(where ? { teamId: where.id } : {}) }, { actor: systemActor, reason: null });
        return {};
      },
    }),
    defineAction({
      name: 'automation.set-fields', alone: true, title: { zh: '填写字段', en: 'Fill in fields' },
      input: z.object({ fields: z.record(z.string().max(60), z.union([z.string().max(2000), z.number(), z.boolean(), z.null()])) }),
      run: async ({ fields }, { tx, stream }) => { await tickets.change(tx as Tx, ticketId(stream), { fields }, { actor: systemActor, reason: null }); return {}; },
    }),
    defineAction({
      name: 'automation.snooze', alone: true, title: { zh: '稍后处理', en: 'Snooze' }, input: z.object({ hours: z.number().positive().max(8760) }),
      run: async ({ hours }, { tx, stream, now }) => { await tickets.change(tx as Tx, ticketId(stream), { snoozedUntil: new Date(now.getTime() + hours * 3_600_000).toISOString() }, { actor: systemActor, reason: null }); return {}; },
    }),
  ];
}
