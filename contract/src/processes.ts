import { z } from 'zod';
import { Done, Id, IdParam, Instant, Names, PageQuery, page } from './basics.ts';
import { route } from './route.ts';

/** Names the diagram may leave out in one language. */
const Words = z.object({ zh: z.string(), en: z.string() });
export type Words = z.infer<typeof Words>;
const Variables = z.record(z.string(), z.unknown());

export const DefinitionKey = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
const KeyParam = z.object({ key: DefinitionKey });
export const DefinitionKind = z.enum(['bpmn', 'dmn']);
export type DefinitionKind = z.infer<typeof DefinitionKind>;

export const DefinitionVersion = z.object({
  version: z.int(), state: z.enum(['live', 'retired']), note: z.string(), by: z.string(), at: Instant,
  /** Instances that still run on it. */
  running: z.int(),
});
export type DefinitionVersion = z.infer<typeof DefinitionVersion>;
export const Definition = z.object({
  key: DefinitionKey, kind: DefinitionKind, title: Words,
  /** Version that new instances start on; null before the first went live. */
  live: z.int().nullable(), hasDraft: z.boolean(), running: z.int(), stuck: z.int(), changedAt: Instant,
});
export type Definition = z.infer<typeof Definition>;

/** A fault or a hint found in a diagram. `error` keeps it from going live. */
export const Problem = z.object({ severity: z.enum(['error', 'warning']), elementId: z.string().nullable(), rule: z.string(), message: Words });
export type Problem = z.infer<typeof Problem>;

export const FieldType = z.enum(['text', 'number', 'boolean', 'date', 'choice', 'photo', 'signature']);
export const FormField = z.object({ key: z.string(), type: FieldType, required: z.boolean(), title: Words, options: z.array(z.object({ key: z.string(), title: Words })) });
export type FormField = z.infer<typeof FormField>;
export const ChecklistItem = z.object({ key: z.string(), title: Words });

export const ProcessTask = z.object({
  id: z.int(), instanceId: z.int(), process: DefinitionKey, version: z.int(),
  /** The subject, `ticket:12`. */
  stream: z.string(), ticketId: z.int().nullable(), elementId: z.string(), title: Words, kind: z.enum(['user', 'manual']),
  role: z.string().nullable(), teamId: z.int().nullable(), assigneeId: z.int().nullable(),
  state: z.enum(['open', 'done', 'cancelled']), openedAt: Instant, dueAt: Instant.nullable(), doneAt: Instant.nullable(), doneBy: z.string().nullable(),
  standard: Words.nullable(), script: Words.nullable(), checklist: z.array(ChecklistItem), form: z.array(FormField),
  /** What the customer is told at this step. */
  customer: Words.nullable(),
  output: Variables.nullable(),
});
export type ProcessTask = z.infer<typeof ProcessTask>;

/** One visit of a step. */
export const TraceStep = z.object({
  elementId: z.string(), type: z.string(), title: Words, enteredAt: Instant, leftAt: Instant.nullable(),
  outcome: z.enum(['active', 'completed', 'cancelled', 'error', 'stuck']),
  /** Real seconds from entry to leaving, or to now. */
  seconds: z.int(), by: z.string().nullable(), dueAt: Instant.nullable(), overdue: z.boolean(),
});
export type TraceStep = z.infer<typeof TraceStep>;
/** What an instance waits for at this moment. */
export const Waiting = z.object({
  elementId: z.string(), kind: z.enum(['task', 'timer', 'message', 'signal', 'call', 'condition']), title: Words, since: Instant, dueAt: Instant.nullable(),
  role: z.string().nullable(), assigneeId: z.int().nullable(), taskId: z.int().nullable(), name: z.string().nullable(),
});
export type Waiting = z.infer<typeof Waiting>;
export const Instance = z.object({
  id: z.int(), process: DefinitionKey, version: z.int(), title: Words, stream: z.string(), state: z.enum(['running', 'stuck', 'completed', 'failed', 'cancelled']),
  startedAt: Instant, endedAt: Instant.nullable(),
  /** Why it is stuck, where, and when it is tried again. */
  stuck: z.object({ elementId: z.string().nullable(), reason: z.string(), attempts: z.int(), nextTryAt: Instant.nullable() }).nullable(),
  waiting: z.array(Waiting), trace: z.array(TraceStep),
  /** Ids of sequence flows with how often they were taken. */
  flows: z.record(z.string(), z.int()),
  variables: Variables, parentId: z.int().nullable(),
});
export type Instance = z.infer<typeof Instance>;
export const InstanceSummary = Instance.pick({ id: true, process: true, version: true, title: true, stream: true, state: true, startedAt: true, endedAt: true, stuck: true });

export const ActionEntry = z.object({
  name: z.string(), title: Names, module: z.string(),
  /** JSON Schemas of what goes in and comes out. */
  input: z.record(z.string(), z.unknown()), output: z.record(z.string(), z.unknown()).nullable(),
});
export type ActionEntry = z.infer<typeof ActionEntry>;

/** Step of a script for a try: what happens from outside. `task`, `message`, `signal` name element ids or names in the diagram. */
export const ScriptStep = z.union([
  z.object({ complete: z.string(), output: Variables.optional() }),
  z.object({ message: z.string(), payload: Variables.optional() }),
  z.object({ signal: z.string(), payload: Variables.optional() }),
  /** ISO duration, working durations too: the clock moves on and timers fire. */
  z.object({ advance: z.string() }),
]);
export type ScriptStep = z.infer<typeof ScriptStep>;
export const TryResult = z.object({
  state: z.enum(['running', 'stuck', 'completed', 'failed', 'cancelled']),
  trace: z.array(z.object({ elementId: z.string(), type: z.string(), title: Words, at: Instant, what: z.enum(['enter', 'leave', 'cancel', 'error', 'take']) })),
  waiting: z.array(z.object({ elementId: z.string(), kind: z.string(), name: z.string().nullable(), dueAt: Instant.nullable() })),
  /** Actions that would have been called, with what they would have got. */
  calls: z.array(z.object({ elementId: z.string(), action: z.string(), input: z.unknown() })),
  variables: Variables, error: z.string().nullable(),
});
export type TryResult = z.infer<typeof TryResult>;

export const HeatElement = z.object({
  id: z.string(), entered: z.int(), waiting: z.int(), completed: z.int(), cancelled: z.int(),
  /** Seconds from entry to leaving. */
  medianSeconds: z.number().nullable(), p90Seconds: z.number().nullable(), overdue: z.int(),
  /** All visits together, those still running up to now: what the whole of the period was spent on. */
  totalSeconds: z.number(),
});
export type HeatElement = z.infer<typeof HeatElement>;
export const Heat = z.object({ key: DefinitionKey, version: z.int(), from: Instant, to: Instant, instances: z.int(), elements: z.array(HeatElement), flows: z.record(z.string(), z.int()) });
export type Heat = z.infer<typeof Heat>;

export const SimulationSide = z.object({
  cases: z.int(), completed: z.int(), medianHours: z.number(), p90Hours: z.number(), meanHours: z.number(),
  /** Steps that were finished after their deadline. */
  breaches: z.int(), steps: z.int(),
  elements: z.array(z.object({ id: z.string(), entered: z.int(), medianHours: z.number(), p90Hours: z.number(), breaches: z.int(), maxQueue: z.int(), meanQueue: z.number() })),
  roles: z.array(z.object({ role: z.string(), people: z.int(), busyShare: z.number(), maxQueue: z.int(), meanQueue: z.number() })),
});
export type SimulationSide = z.infer<typeof SimulationSide>;
export const Simulation = z.object({ from: Instant, to: Instant, cases: z.int(), before: SimulationSide, after: SimulationSide, notes: z.array(Words) });
export type Simulation = z.infer<typeof Simulation>;
/** A simulation as work in the background. */
export const SimulationRun = z.object({
  id: z.int(), key: DefinitionKey, state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** 0 to 1. */
  progress: z.number(), by: z.string(), startedAt: Instant, endedAt: Instant.nullable(), reason: z.string().nullable(), result: Simulation.nullable(),
});
export type SimulationRun = z.infer<typeof SimulationRun>;
/** What a simulation would stand on: how many cases the past has, and who works on them. */
export const SimulationBasis = z.object({
  from: Instant, to: Instant, cases: z.int(), visits: z.int(),
  /** `people`: how many worked at the same time in the past; at least 1. */
  roles: z.array(z.object({ role: z.string(), people: z.int(), visits: z.int() })),
});
export type SimulationBasis = z.infer<typeof SimulationBasis>;

/** How the tables of a DMN file answered an example. */
export const TableTry = z.object({
  value: z.unknown(), error: z.string().nullable(),
  tables: z.array(z.object({
    decision: z.string(), value: z.unknown(), inputs: z.array(z.object({ expression: z.string(), value: z.unknown() })),
    /** Ids of rules that fit, and of those the answer came from. */
    hits: z.array(z.string()), decisive: z.array(z.string()),
    /** For each rule in order the first column (from 0) that did not fit; null where it hit. */
    missedAt: z.array(z.int().nullable()),
  })),
});
export type TableTry = z.infer<typeof TableTry>;

export const MigrationRequest = z.object({ from: z.int(), to: z.int(), /** Element id in the old version → id in the new one; equal ids need no entry. */ mapping: z.record(z.string(), z.string()).default({}) });
export const MigrationCheck = z.object({ ok: z.boolean(), running: z.int(), problems: z.array(Problem), /** Old elements where instances wait, with how many. */ waiting: z.array(z.object({ elementId: z.string(), title: Words, count: z.int(), to: z.string().nullable() })) });

const Xml = z.string().min(1).max(2_000_000);
const read = 'processes.read';
const manage = 'processes.manage';
const limit = { bodyLimit: 4 * 1024 * 1024 };

export const processes = {
  list: route({ method: 'GET', path: '/processes', summary: 'Diagrams and decision tables', right: read, query: z.object({ kind: DefinitionKind.optional() }), response: z.object({ items: z.array(Definition) }) }),
  get: route({ method: 'GET', path: '/processes/:key', summary: 'A diagram with its versions', right: read, params: KeyParam, response: Definition.extend({ versions: z.array(DefinitionVersion) }) }),
  version: route({ method: 'GET', path: '/processes/:key/versions/:version', summary: 'XML of a version', right: read, params: KeyParam.extend({ version: Id }), response: DefinitionVersion.extend({ key: DefinitionKey, kind: DefinitionKind, xml: z.string() }) }),
  draft: route({ method: 'GET', path: '/processes/:key/draft', summary: 'The draft being drawn', right: manage, params: KeyParam, response: z.object({ key: DefinitionKey, kind: DefinitionKind, xml: z.string(), note: z.string(), by: z.string(), at: Instant, problems: z.array(Problem) }) }),
  saveDraft: route({ method: 'PUT', path: '/processes/:key/draft', summary: 'Keep a draft; its faults come back', right: manage, params: KeyParam, body: z.object({ xml: Xml, kind: DefinitionKind.default('bpmn'), note: z.string().max(500).default('') }), response: z.object({ problems: z.array(Problem) }), ...limit }),
  discardDraft: route({ method: 'DELETE', path: '/processes/:key/draft', summary: 'Throw the draft away', right: manage, params: KeyParam, response: Done }),
  lint: route({ method: 'POST', path: '/processes/lint', summary: 'Faults and hints of a diagram', right: read, body: z.object({ xml: Xml, kind: DefinitionKind.default('bpmn') }), response: z.object({ problems: z.array(Problem) }), ...limit }),
  deploy: route({ method: 'POST', path: '/processes/:key/versions', summary: 'Make a diagram live; refused while it has errors', right: manage, status: 201, params: KeyParam, body: z.object({ xml: Xml, kind: DefinitionKind.default('bpmn'), note: z.string().max(500).default('') }), response: DefinitionVersion, ...limit }),
  rollBack: route({ method: 'POST', path: '/processes/:key/roll-back', summary: 'Make an earlier version live again', right: manage, params: KeyParam, body: z.object({ version: Id }), response: DefinitionVersion }),
  actions: route({ method: 'GET', path: '/process-actions', summary: 'What a diagram may do', right: read, response: z.object({ items: z.array(ActionEntry) }) }),
  try: route({ method: 'POST', path: '/processes/try', summary: 'Walk a diagram with example data; nothing is kept, no action is called', right: manage, body: z.object({ xml: Xml, variables: Variables.default({}), script: z.array(ScriptStep).max(200).default([]), /** Answers of actions by element id. */ results: Variables.default({}) }), response: TryResult, ...limit }),
  heat: route({ method: 'GET', path: '/processes/:key/heat', summary: 'How often and how long each step was visited', right: read, params: KeyParam, query: z.object({ version: Id.optional(), from: Instant.optional(), to: Instant.optional() }), response: Heat }),
  simulationBasis: route({ method: 'GET', path: '/processes/:key/simulations/basis', summary: 'What a simulation would stand on', right: manage, params: KeyParam, query: z.object({ from: Instant.optional(), to: Instant.optional() }), response: SimulationBasis }),
  simulate: route({
    method: 'POST', path: '/processes/:key/simulations', summary: 'Play last quarter’s cases on the live diagram and on another, in the background', right: manage, status: 202, params: KeyParam,
    body: z.object({
      /** The other diagram; the live one where left out, to try other staffing alone. */
      xml: Xml.optional(), from: Instant.optional(), to: Instant.optional(),
      /** People per role afterwards; measured from the past where left out. */
      people: z.record(z.string(), z.int().min(1).max(500)).default({}),
      /** How many cases come afterwards, as a factor of the past. */
      demand: z.number().min(0.1).max(5).default(1),
      /** Hours a step takes that has no past, by element id. */
      hours: z.record(z.string(), z.number().min(0).max(10_000)).default({}),
      seed: z.int().default(1), limit: z.int().min(1).max(20_000).default(10_000),
    }),
    response: SimulationRun, ...limit,
  }),
  simulations: route({ method: 'GET', path: '/processes/:key/simulations', summary: 'Simulations of a diagram, newest first', right: manage, params: KeyParam, response: z.object({ items: z.array(SimulationRun) }) }),
  simulation: route({ method: 'GET', path: '/process-simulations/:id', summary: 'How far a simulation has come, and its result', right: manage, params: IdParam, response: SimulationRun }),
  cancelSimulation: route({ method: 'POST', path: '/process-simulations/:id/cancel', summary: 'Stop a simulation', right: manage, params: IdParam, response: SimulationRun }),
  tryTable: route({ method: 'POST', path: '/process-tables/try', summary: 'Ask the tables of a DMN file with example data', right: manage, body: z.object({ xml: Xml, decision: z.string().max(200).optional(), variables: Variables.default({}) }), response: TableTry, ...limit }),
  checkMigration: route({ method: 'POST', path: '/processes/:key/migrations/check', summary: 'Could running instances move to another version?', right: manage, params: KeyParam, body: MigrationRequest, response: MigrationCheck }),
  migrate: route({ method: 'POST', path: '/processes/:key/migrations', summary: 'Move running instances to another version', right: manage, params: KeyParam, body: MigrationRequest.extend({ instanceIds: z.array(Id).max(10_000).optional() }), response: z.object({ moved: z.int(), refused: z.array(z.object({ instanceId: z.int(), reason: z.string() })) }) }),
  ofTicket: route({ method: 'GET', path: '/tickets/:id/processes', summary: 'Processes of a ticket: where they stand and how long each step took', right: 'tickets.read', params: IdParam, response: z.object({ items: z.array(Instance) }) }),
  instances: route({ method: 'GET', path: '/process-instances', summary: 'Instances, newest first', right: read, query: PageQuery.extend({ key: DefinitionKey.optional(), state: z.enum(['running', 'stuck', 'completed', 'failed', 'cancelled']).optional(), element: z.string().optional() }), response: page(InstanceSummary) }),
  instance: route({ method: 'GET', path: '/process-instances/:id', summary: 'An instance with trace and variables', right: read, params: IdParam, response: Instance }),
  retry: route({ method: 'POST', path: '/process-instances/:id/retry', summary: 'Try a stuck step again now', right: manage, params: IdParam, response: InstanceSummary }),
  cancel: route({ method: 'POST', path: '/process-instances/:id/cancel', summary: 'End an instance', right: manage, params: IdParam, body: z.object({ reason: z.string().min(1).max(500) }), response: InstanceSummary }),
  message: route({ method: 'POST', path: '/tickets/:id/process-messages', summary: 'Tell a ticket’s processes that something happened', right: 'tickets.write', params: IdParam, body: z.object({ name: z.string().min(1).max(120), payload: Variables.default({}) }), response: z.object({ delivered: z.int() }) }),
  tasks: route({ method: 'GET', path: '/process-tasks', summary: 'Steps waiting for people, most urgent first', right: 'tickets.read', query: PageQuery.extend({ mine: z.coerce.boolean().optional(), role: z.string().max(60).optional(), teamId: Id.optional(), ticketId: Id.optional(), state: z.enum(['open', 'done', 'cancelled']).default('open') }), response: page(ProcessTask) }),
  task: route({ method: 'GET', path: '/process-tasks/:id', summary: 'One step with standard, script, checklist and form', right: 'tickets.read', params: IdParam, response: ProcessTask }),
  claim: route({ method: 'POST', path: '/process-tasks/:id/claim', summary: 'Take a step; null gives it back', right: 'tickets.write', params: IdParam, body: z.object({ agentId: Id.nullable().optional() }), response: ProcessTask }),
  complete: route({ method: 'POST', path: '/process-tasks/:id/complete', summary: 'A step is done', right: 'tickets.write', idempotent: true, params: IdParam, body: z.object({ output: Variables.default({}) }), response: ProcessTask }),
};
