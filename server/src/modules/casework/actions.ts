import { ticketIn } from '@aftercare/contract/live';
import { z } from 'zod';
import { systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { type Action, type ActionContext, ProcessError, defineAction } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import { type Tickets, isFinished } from '../tickets/index.ts';
import { createNotify } from './notify.ts';
import type { Starting } from './starting.ts';
import * as store from './store.ts';
import * as calls from './store-follow.ts';

const Words = z.object({ zh: z.string().max(4000).default(''), en: z.string().max(4000).default('') }).refine((w) => w.zh !== '' || w.en !== '');
const Tags = z.array(z.string().min(1).max(40)).max(30);
const hours = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;

/** What any process may do with its ticket and its customer. */
export function caseworkActions(org: Org, tickets: Tickets, starting: Starting): Action<never, unknown>[] {
  const notify = createNotify(org, tickets);
  const own = async (context: ActionContext) => {
    const id = ticketIn(context.stream);
    const ticket = id === null ? undefined : await tickets.get(id, context.tx);
    if (!ticket) throw new ProcessError('no-ticket', { stream: context.stream });
    return ticket;
  };
  const change = async (context: ActionContext, id: number, changes: Parameters<Tickets['change']>[2], reason: string | undefined) => void (await tickets.change(context.tx as Tx, id, changes, { actor: systemActor, reason: reason ?? null }));
  const note = (context: ActionContext, ticketId: number, words: { zh: string; en: string }) => store.insertSteps(context.tx as Tx, [{ ticketId, instanceId: context.instanceId, process: '', visit: `note:${context.taskKey}`, elementId: '', kind: 'note', title: words, customer: null, enteredAt: context.now.toISOString(), leftAt: context.now.toISOString(), outcome: 'completed' }]);
  const tell = async (context: ActionContext, words: { zh: string; en: string }) => {
    const ticket = await own(context);
    const told = await notify(context, ticket.id, words);
    if (!told.sent) await note(context, ticket.id, { zh: '没有能联系到客户的渠道，这条消息没有发出', en: 'No channel leads to this customer; the message was not sent' });
    return told;
  };

  return [
    defineAction({
      name: 'tickets.change', alone: true, title: { zh: '修改工单', en: 'Change the ticket' },
      input: z.object({ status: z.enum(['open', 'pending', 'hold', 'solved', 'closed']).optional(), priority: z.enum(['low', 'normal', 'high', 'urgent']).optional(), addTags: Tags.optional(), removeTags: Tags.optional(), team: z.union([z.int(), z.string()]).optional(), type: z.string().max(40).optional(), reason: z.string().max(500).optional() }),
      run: async ({ addTags, removeTags, team, reason, ...changes }, context) => {
        const ticket = await own(context);
        const teamId = typeof team === 'string' ? (await org.teams(context.tx)).find((t) => t.name === team)?.id : team;
        if (team !== undefined && teamId === undefined) throw new ProcessError('no-team', { team });
        const tags = addTags || removeTags ? [...new Set([...ticket.tags, ...(addTags ?? [])])].filter((tag) => !removeTags?.includes(tag)) : undefined;
        await change(context, ticket.id, { ...changes, ...(tags ? { tags } : {}), ...(teamId !== undefined ? { teamId } : {}) }, reason);
        return {};
      },
    }),
    defineAction({
      name: 'tickets.note', alone: true, title: { zh: '在时间线留言', en: 'Write into the timeline' },
      input: z.object({ zh: z.string().max(4000).default(''), en: z.string().max(4000).default(''), priority: z.enum(['low', 'normal', 'high', 'urgent']).optional() }),
      run: async ({ priority, ...words }, context) => {
        const ticket = await own(context);
        await note(context, ticket.id, words);
        if (priority) await change(context, ticket.id, { priority }, undefined);
        return {};
      },
    }),
    defineAction({
      name: 'tickets.solve', alone: true, title: { zh: '标为已解决', en: 'Mark as solved' }, input: z.object({ reason: z.string().max(500).optional() }),
      run: async ({ reason }, context) => {
        const ticket = await own(context);
        if (!isFinished(ticket.status)) await change(context, ticket.id, { status: 'solved' }, reason);
        return {};
      },
    }),
    defineAction({
      name: 'tickets.wait', alone: true, title: { zh: '等待', en: 'Wait' }, input: z.object({ for: z.enum(['customer', 'us']).default('customer') }),
      run: async (input, context) => {
        const ticket = await own(context);
        if (!isFinished(ticket.status)) await change(context, ticket.id, { status: input.for === 'us' ? 'hold' : 'pending' }, undefined);
        return {};
      },
    }),
    defineAction({
      name: 'customers.notify', alone: true, title: { zh: '告知客户', en: 'Tell the customer' }, input: Words,
      output: z.object({ sent: z.boolean(), channel: z.string().nullable(), messageId: z.int().nullable() }),
      run: (words, context) => tell(context, words),
    }),
    defineAction({
      name: 'customers.ask', alone: true, title: { zh: '询问客户并等待', en: 'Ask the customer and wait' }, input: Words,
      output: z.object({ sent: z.boolean(), channel: z.string().nullable(), messageId: z.int().nullable() }),
      run: async (words, context) => {
        const told = await tell(context, words);
        const ticket = await own(context);
        if (told.sent && !isFinished(ticket.status)) await change(context, ticket.id, { status: 'pending' }, undefined);
        return told;
      },
    }),
    defineAction({
      name: 'casework.start', alone: true, title: { zh: '启动另一个流程', en: 'Start another process' }, input: z.object({ process: z.string().max(60) }), output: z.object({ instanceId: z.int().nullable() }),
      run: async ({ process }, context) => {
        const ticket = await own(context);
        const [instanceId] = await starting.start(context.tx as Tx, [{ ticketId: ticket.id, process, moment: 'opened', once: `started:${context.taskKey}`, actor: context.actor, again: false }]);
        if (!instanceId) throw new ProcessError('not-deployed', { process });
        return { instanceId };
      },
    }),
    defineAction({
      name: 'followups.plan', title: { zh: '安排回访', en: 'Plan a follow-up call' }, input: z.object({ within: z.string().regex(hours).default('PT48H') }),
      run: async ({ within }, context) => {
        const ticket = await own(context);
        const [, days, hour, minutes] = hours.exec(within) ?? [];
        const ms = ((Number(days ?? 0) * 24 + Number(hour ?? 0)) * 60 + Number(minutes ?? 0)) * 60_000;
        await calls.planCall(context.tx as Tx, { ticketId: ticket.id, instanceId: context.instanceId, at: context.now, dueAt: new Date(context.now.getTime() + ms) });
        return {};
      },
    }),
    defineAction({
      name: 'followups.record', title: { zh: '记录回访', en: 'Record a follow-up call' },
      input: z.object({ reached: z.enum(['yes', 'no', 'refused']), satisfaction: z.number().int().min(1).max(5).nullish(), words: z.string().max(4000).nullish() }), output: z.object({ attempts: z.int() }),
      run: async ({ reached, satisfaction, words }, context) => {
        const row = await calls.recordCall(context.tx as Tx, context.instanceId, { reached, satisfaction: satisfaction ?? null, words: words ?? '', at: context.now, by: context.actor.name, agentId: context.actor.kind === 'agent' ? context.actor.id : null });
        if (!row) throw new ProcessError('no-call', {});
        return row;
      },
    }),
  ];
}
