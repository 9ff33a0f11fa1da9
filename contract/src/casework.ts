import { z } from 'zod';
import { Id, IdParam, Instant, Language, PageQuery, page } from './basics.ts';
import { ChecklistItem, DefinitionKey, FormField } from './processes.ts';
import { route } from './route.ts';
import { TicketStatus } from './tickets.ts';

const Words = z.object({ zh: z.string(), en: z.string() });

/** A type of tickets follows a process: `opened` from its opening on, `solved` after its solution. */
export const Binding = z.object({ ticketType: z.string().max(40), moment: z.enum(['opened', 'solved']), process: DefinitionKey, enabled: z.boolean() });
export type Binding = z.infer<typeof Binding>;

const Progress = z.object({ checked: z.array(z.string().max(60)).max(100), answers: z.record(z.string().max(60), z.unknown()) });
/** A step that waits for a person, with what helps to do it well. Placeholders in script and customer's words are filled in. */
export const CaseTask = z.object({
  id: z.int(), instanceId: z.int(), process: DefinitionKey, processTitle: Words, elementId: z.string(), title: Words, role: z.string().nullable(),
  assignee: z.object({ id: z.int(), name: z.string() }).nullable(), openedAt: Instant, dueAt: Instant.nullable(),
  standard: Words.nullable(), script: Words.nullable(), checklist: z.array(ChecklistItem), form: z.array(FormField), customer: Words.nullable(),
  progress: Progress.extend({ at: Instant, by: z.string() }).nullable(),
});
export type CaseTask = z.infer<typeof CaseTask>;
/** Something the case waits for that no task stands for: a message, a time. */
export const CaseWait = z.object({ instanceId: z.int(), elementId: z.string(), kind: z.string(), title: Words, since: Instant, dueAt: Instant.nullable() });
export const PastStep = z.object({ instanceId: z.int(), elementId: z.string(), kind: z.enum(['task', 'wait', 'action', 'note']), title: Words, at: Instant, until: Instant.nullable(), outcome: z.string().nullable(), by: z.string().nullable(), late: z.boolean() });
export type PastStep = z.infer<typeof PastStep>;
export const CaseProcess = z.object({ instanceId: z.int(), process: DefinitionKey, version: z.int(), title: Words, state: z.enum(['running', 'stuck', 'completed', 'failed', 'cancelled']), startedAt: Instant, endedAt: Instant.nullable() });
export const CaseSteps = z.object({
  tasks: z.array(CaseTask), waits: z.array(CaseWait), past: z.array(PastStep), processes: z.array(CaseProcess),
});
export type CaseSteps = z.infer<typeof CaseSteps>;

/** A step in a person's list of things to do. */
export const MyStep = z.object({
  taskId: z.int(), ticketId: z.int(), subject: z.string(), customerName: z.string(), status: TicketStatus, process: DefinitionKey, title: Words, role: z.string().nullable(),
  assignee: z.object({ id: z.int(), name: z.string() }).nullable(), openedAt: Instant, dueAt: Instant.nullable(), late: z.boolean(),
});
export type MyStep = z.infer<typeof MyStep>;

export const FollowUp = z.object({
  id: z.int(), ticketId: z.int(), subject: z.string(), customerName: z.string(), plannedAt: Instant, dueAt: Instant, calledAt: Instant.nullable(), calledBy: z.string().nullable(),
  attempts: z.int(), reached: z.string().nullable(), satisfaction: z.int().nullable(), words: z.string(),
});
export type FollowUp = z.infer<typeof FollowUp>;

const HandbookStep = z.object({ elementId: z.string(), title: Words, role: z.string().nullable(), deadline: z.string().nullable(), standard: Words.nullable(), script: Words.nullable(), checklist: z.array(Words), customer: Words.nullable(), form: z.array(Words) });
/** What is deployed, as a book: each process with its steps in the order one walks them. */
export const Handbook = z.object({
  company: z.string(), madeAt: Instant,
  chapters: z.array(z.object({ key: DefinitionKey, version: z.int(), deployedAt: Instant, title: Words, about: Words.nullable(), types: z.array(Words), steps: z.array(HandbookStep) })),
});
export type Handbook = z.infer<typeof Handbook>;

/** A step as those see it who do it without seeing tickets. */
export const OwnStep = CaseTask.extend({ ticket: z.object({ id: z.int(), subject: z.string(), product: z.string(), serial: z.string(), customerName: z.string(), language: Language }) });
export type OwnStep = z.infer<typeof OwnStep>;

const OwnParam = z.object({ taskId: Id });
const TaskParam = z.object({ id: Id, taskId: Id });
export const casework = {
  bindings: route({ method: 'GET', path: '/casework/bindings', summary: 'Which process a ticket type follows, and the processes there are', right: 'tickets.read', response: z.object({ items: z.array(Binding), processes: z.array(z.object({ key: DefinitionKey, title: Words })) }) }),
  saveBindings: route({ method: 'PUT', path: '/casework/bindings', summary: 'Say which process a ticket type follows; tickets that run already go on as they are', right: 'casework.manage', body: z.object({ items: z.array(Binding).max(200) }), response: z.object({ items: z.array(Binding) }) }),
  steps: route({ method: 'GET', path: '/tickets/:id/steps', summary: 'Where a ticket stands in its process, and what is to be done', right: 'tickets.read', params: IdParam, response: CaseSteps }),
  progress: route({ method: 'PUT', path: '/tickets/:id/steps/:taskId/progress', summary: 'Keep ticks and half-filled answers of a step', right: 'tickets.write', params: TaskParam, body: Progress, response: CaseSteps }),
  complete: route({ method: 'POST', path: '/tickets/:id/steps/:taskId/completion', summary: 'A step is done; the process goes on', right: 'tickets.write', idempotent: true, params: TaskParam, body: z.object({ answers: z.record(z.string().max(60), z.unknown()).default({}), checked: z.array(z.string().max(60)).max(100).default([]) }), response: CaseSteps }),
  take: route({ method: 'POST', path: '/tickets/:id/steps/:taskId/assignee', summary: 'Take a step, hand it to somebody, or give it back', right: 'tickets.write', params: TaskParam, body: z.object({ agentId: Id.nullable() }), response: CaseSteps }),
  start: route({ method: 'POST', path: '/tickets/:id/case-processes', summary: 'Start a process on a ticket', right: 'tickets.write', status: 201, idempotent: true, params: IdParam, body: z.object({ process: DefinitionKey }), response: CaseSteps }),
  mine: route({ method: 'GET', path: '/steps', summary: 'Steps to be done, most urgent first: one’s own, those of one’s role, or all one may see', right: 'steps.work', query: PageQuery.extend({ whose: z.enum(['mine', 'roles', 'all']).default('mine'), process: DefinitionKey.optional(), /** Of one ticket only. */ ticketId: Id.optional() }), response: page(MyStep).extend({ mine: z.int(), roles: z.int(), late: z.int() }) }),
  own: route({ method: 'GET', path: '/steps/:taskId', summary: 'A step of one’s own or of one’s role', right: 'steps.work', params: OwnParam, response: OwnStep }),
  ownProgress: route({ method: 'PUT', path: '/steps/:taskId/progress', summary: 'Keep ticks and half-filled answers of a step of one’s own', right: 'steps.work', params: OwnParam, body: Progress, response: OwnStep }),
  ownComplete: route({ method: 'POST', path: '/steps/:taskId/completion', summary: 'A step of one’s own is done; the process goes on', right: 'steps.work', idempotent: true, params: OwnParam, body: z.object({ answers: z.record(z.string().max(60), z.unknown()).default({}), checked: z.array(z.string().max(60)).max(100).default([]) }), response: z.object({ done: z.literal(true) }) }),
  ownTake: route({ method: 'POST', path: '/steps/:taskId/assignee', summary: 'Take a step of one’s role, or give it back', right: 'steps.work', params: OwnParam, body: z.object({ mine: z.boolean() }), response: OwnStep }),
  followUps: route({ method: 'GET', path: '/follow-ups', summary: 'Follow-up calls, planned and done', right: 'tickets.read', query: PageQuery.extend({ state: z.enum(['planned', 'done']).default('planned') }), response: page(FollowUp) }),
  handbook: route({ method: 'GET', path: '/handbook', summary: 'The service handbook, made from what is deployed', right: 'tickets.read', response: Handbook }),
  handbookPdf: route({ method: 'GET', path: '/handbook.pdf', summary: 'The service handbook on paper', right: 'tickets.read', query: z.object({ language: z.enum(['zh-CN', 'en']).optional() }), response: z.unknown() }),
};
