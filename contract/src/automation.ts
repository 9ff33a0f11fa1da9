import { z } from 'zod';
import { Done, Id, IdParam, Instant, Names, PageQuery, page } from './basics.ts';
import { ActionEntry } from './processes.ts';
import { route } from './route.ts';
import { FieldValue, Priority, TicketStatus } from './tickets.ts';

const Texts = z.object({ zh: z.string().max(20_000).default(''), en: z.string().max(20_000).default('') });
const Tags = z.array(z.string().min(1).max(40)).max(30);
/** What a macro sets; `me` is whoever applies it. */
export const MacroChanges = z.object({
  status: TicketStatus.exclude(['new']).optional(), priority: Priority.optional(), type: z.string().max(40).optional(), owner: z.union([Id, z.enum(['me', 'nobody'])]).optional(), teamId: Id.nullable().optional(),
  addTags: Tags.optional(), removeTags: Tags.optional(), snoozeHours: z.number().positive().max(24 * 365).optional(), fields: z.record(z.string().max(60), FieldValue).optional(),
});
export type MacroChanges = z.infer<typeof MacroChanges>;
const MacroWrite = z.object({
  name: Names, /** Only for oneself. */ personal: z.boolean().default(false), teamId: Id.nullable().default(null), changes: MacroChanges.default({}),
  /** With variables such as {{customer.name}}; the ticket's language chooses. Null: no text. */
  text: Texts.nullable().default(null), /** Sent at once, or laid into the composer. */ send: z.boolean().default(false), after: z.enum(['keep', 'wait', 'solve']).default('keep'), note: z.string().max(20_000).default(''), active: z.boolean().default(true), position: z.int().default(0),
});
export const Macro = MacroWrite.extend({ id: z.int(), text: z.object({ zh: z.string(), en: z.string() }).nullable(), used: z.int(), version: z.int(), /** May be changed by the caller. */ mine: z.boolean() });
export type Macro = z.infer<typeof Macro>;
export const Applied = z.object({
  id: z.int(), /** Fields that changed. */ changed: z.array(z.string()), /** For the composer; null when it was sent or there is none. */ text: z.string().nullable(), messageId: z.int().nullable(), noteId: z.int().nullable(), undoSeconds: z.int(),
});
export type Applied = z.infer<typeof Applied>;

export const ruleEvents = ['opened', 'changed', 'customer-wrote', 'answered', 'note-added', 'sla-warned', 'sla-breached', 'sla-escalated', 'rated', 'merged'] as const;
export const RuleEvent = z.enum(ruleEvents);
export type RuleEvent = z.infer<typeof RuleEvent>;
export const RuleAction = z.object({ name: z.string().max(80), /** Texts beginning with `=` are FEEL; {{variables}} are filled in. */ input: z.record(z.string(), z.unknown()).default({}) });
export type RuleAction = z.infer<typeof RuleAction>;
export const Timing = z.union([
  z.object({ cron: z.string().min(1).max(100), timeZone: z.string().max(60).default('Asia/Shanghai') }),
  z.object({ /** Hours. */ after: z.number().positive().max(24 * 365), since: z.enum(['opened', 'updated', 'status', 'answered']) }),
]);
export type Timing = z.infer<typeof Timing>;
const RuleWrite = z.object({
  kind: z.enum(['trigger', 'schedule']), name: Names, active: z.boolean().default(true), events: z.array(RuleEvent).max(ruleEvents.length).default([]), timing: Timing.nullable().default(null),
  /** FEEL over the ticket; empty: always. */
  condition: z.string().max(2000).default(''), actions: z.array(RuleAction).min(1).max(10), mostPerHour: z.int().min(1).max(60).default(5), position: z.int().default(0),
});
export type RuleWrite = z.infer<typeof RuleWrite>;
export const Rule = RuleWrite.extend({ id: z.int(), version: z.int(), runs: z.object({ done: z.int(), failed: z.int(), held: z.int(), lastAt: Instant.nullable() }) });
export type Rule = z.infer<typeof Rule>;
const Step = z.object({ name: z.string(), ok: z.boolean(), detail: z.string().nullable() });
export const RuleRun = z.object({
  id: z.int(), ruleId: z.int(), ruleName: Names, ticket: z.object({ id: z.int(), subject: z.string() }), at: Instant, event: z.string(), depth: z.int(), outcome: z.enum(['done', 'failed', 'held']), /** Why it was held back. */ held: z.enum(['depth', 'rate', 'ticket-rate']).nullable(), steps: z.array(Step),
});
export type RuleRun = z.infer<typeof RuleRun>;
export const Trial = z.object({
  /** Happenings (or tickets) looked at; those that met the condition; different tickets among them. */
  looked: z.int(), matched: z.int(), tickets: z.int(), /** There were more than are looked at. */ truncated: z.boolean(), /** It would have been held back so often. */ held: z.int(),
  samples: z.array(z.object({ ticket: z.object({ id: z.int(), subject: z.string() }), at: Instant, event: z.string(), would: z.array(z.object({ name: z.string(), input: z.record(z.string(), z.unknown()) })) })),
  /** Next moments of a cron schedule. */
  next: z.array(Instant),
});
export type Trial = z.infer<typeof Trial>;

export const BulkWork = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('change'), changes: z.object({ status: TicketStatus.exclude(['new']).optional(), priority: Priority.optional(), ownerId: Id.nullable().optional(), teamId: Id.nullable().optional(), type: z.string().max(40).optional(), snoozedUntil: Instant.nullable().optional(), waitsFor: z.string().max(200).optional(), addTags: Tags.optional(), removeTags: Tags.optional() }) }),
  z.object({ kind: z.literal('macro'), macroId: Id }),
  z.object({ kind: z.literal('reply'), text: Texts, after: z.enum(['keep', 'wait', 'solve']).default('keep') }),
  z.object({ kind: z.literal('undo'), runId: Id }),
]);
export type BulkWork = z.infer<typeof BulkWork>;
export const BulkRun = z.object({
  id: z.int(), at: Instant, by: z.string(), work: BulkWork, state: z.enum(['waiting', 'gathering', 'running', 'done', 'stopped']), total: z.int(), done: z.int(), failed: z.int(), finishedAt: Instant.nullable(), undoOf: z.int().nullable(), undoneBy: z.int().nullable(),
});
export type BulkRun = z.infer<typeof BulkRun>;
export const bulkMost = 10_000;

export const automation = {
  macros: route({ method: 'GET', path: '/macros', summary: 'Macros the caller may apply', right: 'tickets.read', response: z.object({ items: z.array(Macro) }) }),
  createMacro: route({ method: 'POST', path: '/macros', summary: 'Add a macro', right: 'tickets.write', status: 201, body: MacroWrite, response: Macro }),
  updateMacro: route({ method: 'PUT', path: '/macros/:id', summary: 'Change a macro', right: 'tickets.write', params: IdParam, body: MacroWrite, response: Macro }),
  deleteMacro: route({ method: 'DELETE', path: '/macros/:id', summary: 'Remove a macro', right: 'tickets.write', params: IdParam, response: Done }),
  apply: route({ method: 'POST', path: '/tickets/:id/macros/:macroId', summary: 'Apply a macro to a ticket', right: 'tickets.write', idempotent: true, params: IdParam.extend({ macroId: Id }), response: Applied }),
  undoMacro: route({ method: 'POST', path: '/macro-runs/:id/undo', summary: 'Take back everything a macro did', right: 'tickets.write', params: IdParam, response: z.object({ done: z.literal(true), /** What could not be taken back. */ stays: z.array(z.enum(['message', 'fields'])) }) }),

  actions: route({ method: 'GET', path: '/rule-actions', summary: 'What rules may do', right: 'automation.manage', response: z.object({ items: z.array(ActionEntry) }) }),
  rules: route({ method: 'GET', path: '/rules', summary: 'Triggers and schedules', right: 'automation.manage', response: z.object({ items: z.array(Rule) }) }),
  createRule: route({ method: 'POST', path: '/rules', summary: 'Add a trigger or schedule', right: 'automation.manage', status: 201, body: RuleWrite, response: Rule }),
  updateRule: route({ method: 'PUT', path: '/rules/:id', summary: 'Change a trigger or schedule', right: 'automation.manage', params: IdParam, body: RuleWrite, response: Rule }),
  deleteRule: route({ method: 'DELETE', path: '/rules/:id', summary: 'Remove a trigger or schedule', right: 'automation.manage', params: IdParam, response: Done }),
  tryRule: route({ method: 'POST', path: '/rules/try', summary: 'What a rule would have done; nothing is changed', right: 'automation.manage', body: RuleWrite.extend({ days: z.int().min(1).max(31).default(7) }), response: Trial }),
  runs: route({ method: 'GET', path: '/rule-runs', summary: 'What rules did and why', right: 'automation.manage', query: PageQuery.extend({ ruleId: Id.optional(), ticketId: Id.optional() }), response: page(RuleRun) }),

  startBulk: route({
    method: 'POST', path: '/bulk', summary: 'Do one thing with many tickets, in the background', right: 'tickets.write', status: 202, idempotent: true,
    body: z.object({ work: BulkWork, ids: z.array(Id).max(bulkMost).optional(), /** All of a view instead. */ view: z.string().max(40).optional(), /** The unfinished parts of a ticket instead. */ childrenOf: Id.optional() }), bodyLimit: 2 * 1024 * 1024, response: BulkRun,
  }),
  bulkRuns: route({ method: 'GET', path: '/bulk', summary: "The caller's latest runs", right: 'tickets.write', response: z.object({ items: z.array(BulkRun) }) }),
  bulkRun: route({ method: 'GET', path: '/bulk/:id', summary: 'How far a run is', right: 'tickets.write', params: IdParam, response: BulkRun }),
  bulkFailures: route({ method: 'GET', path: '/bulk/:id/failures', summary: 'What failed and why', right: 'tickets.write', params: IdParam, query: PageQuery, response: page(z.object({ ticketId: z.int(), subject: z.string(), code: z.string(), detail: z.string() })) }),
  stopBulk: route({ method: 'POST', path: '/bulk/:id/stop', summary: 'Stop a run; what is done stays done', right: 'tickets.write', params: IdParam, response: BulkRun }),
};
