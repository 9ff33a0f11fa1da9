import { z } from 'zod';
import { Done, Id, IdParam, Instant } from './basics.ts';
import { Message } from './conversations.ts';
import { route } from './route.ts';

/** A side conversation by mail with somebody who has no account here. The customer never sees it. */
export const Aside = z.object({
  id: z.int(), ticketId: z.int(), kind: z.enum(['department', 'vendor', 'other']), name: z.string(), address: z.string(), subject: z.string(), openedBy: z.string().nullable(), openedAt: Instant, closedAt: Instant.nullable(), /** Minutes of working time they were given to answer. */ answerMinutes: z.int().nullable(),
  /** They wrote and nobody of ours has looked. */
  unread: z.boolean(), messages: z.array(Message),
});
export type Aside = z.infer<typeof Aside>;
export const Task = z.object({ id: z.int(), ticketId: z.int(), title: z.string(), assignee: z.object({ id: z.int(), name: z.string() }).nullable(), dueAt: Instant.nullable(), createdAt: Instant, createdBy: z.string(), doneAt: Instant.nullable(), doneBy: z.string().nullable() });
export type Task = z.infer<typeof Task>;
const Words = z.object({ text: z.string().min(1).max(100_000), files: z.array(Id).max(20).default([]) });
const TaskWrite = z.object({ title: z.string().min(1).max(300), assigneeId: Id.nullable().default(null), dueAt: Instant.nullable().default(null) });
const read = 'tickets.read';
const write = 'tickets.write';

export const asides = {
  list: route({ method: 'GET', path: '/tickets/:id/asides', summary: 'Side conversations of a ticket', right: read, params: IdParam, response: z.object({ items: z.array(Aside) }) }),
  open: route({ method: 'POST', path: '/tickets/:id/asides', summary: 'Ask another department or a partner by mail', right: write, status: 201, idempotent: true, params: IdParam, body: Words.extend({ kind: Aside.shape.kind.default('department'), name: z.string().min(1).max(200), address: z.email().max(320), subject: z.string().min(1).max(300), answerMinutes: z.int().min(1).max(100_000).nullable().default(null) }), response: Aside }),
  say: route({ method: 'POST', path: '/asides/:id/messages', summary: 'Go on with a side conversation', right: write, status: 201, idempotent: true, params: IdParam, body: Words, response: Message }),
  set: route({ method: 'PATCH', path: '/asides/:id', summary: 'Close, open again or mark as seen', right: write, params: IdParam, body: z.object({ closed: z.boolean().optional(), seen: z.literal(true).optional() }), response: Done }),
  tasks: route({ method: 'GET', path: '/tickets/:id/tasks', summary: 'Tasks of a ticket', right: read, params: IdParam, response: z.object({ items: z.array(Task) }) }),
  addTask: route({ method: 'POST', path: '/tickets/:id/tasks', summary: 'Add a task', right: write, status: 201, idempotent: true, params: IdParam, body: TaskWrite, response: Task }),
  setTask: route({ method: 'PATCH', path: '/ticket-tasks/:id', summary: 'Change a task or mark it as done', right: write, params: IdParam, body: z.object({ title: z.string().min(1).max(300).optional(), assigneeId: Id.nullable().optional(), dueAt: Instant.nullable().optional(), done: z.boolean().optional() }), response: Task }),
  watchers: route({ method: 'GET', path: '/tickets/:id/watchers', summary: 'Who watches a ticket', right: read, params: IdParam, response: z.object({ items: z.array(z.object({ id: z.int(), name: z.string() })) }) }),
  watch: route({ method: 'PUT', path: '/tickets/:id/watchers/:agentId', summary: 'Watch a ticket, or let a colleague watch it', right: read, params: IdParam.extend({ agentId: Id }), response: Done }),
  unwatch: route({ method: 'DELETE', path: '/tickets/:id/watchers/:agentId', summary: 'Stop watching', right: read, params: IdParam.extend({ agentId: Id }), response: Done }),
};
