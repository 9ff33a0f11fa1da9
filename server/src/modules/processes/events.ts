import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

const Words = z.object({ zh: z.string(), en: z.string() });
/** Every fact goes to the instance's stream (`ticket:12`). `ticketId` is set where the subject is a ticket. */
const About = z.object({ instanceId: z.int(), process: z.string(), version: z.int(), ticketId: z.int().nullable(), at: z.string() });
const Step = About.extend({ elementId: z.string(), type: z.string(), title: Words, /** Unique per visit of the step. */ visit: z.string() });
const Task = Step.extend({ taskId: z.int(), role: z.string().nullable(), teamId: z.int().nullable(), assigneeId: z.int().nullable(), dueAt: z.string().nullable() });

export const ProcessStarted = defineEvent('processes.started', 1, About);
/** `customer`: the words the customer sees at this step, placeholders filled in. */
export const StepEntered = defineEvent('processes.step-entered', 1, Step.extend({ customer: Words.nullable() }));
export const StepLeft = defineEvent('processes.step-left', 1, Step.extend({ outcome: z.enum(['completed', 'cancelled', 'error']) }));
export const TaskOpened = defineEvent('processes.task-opened', 1, Task);
export const TaskDone = defineEvent('processes.task-done', 1, Task.extend({ output: z.record(z.string(), z.unknown()) }));
export const TaskChanged = defineEvent('processes.task-changed', 1, Task);
export const ProcessEnded = defineEvent('processes.ended', 1, About.extend({ outcome: z.enum(['completed', 'failed', 'cancelled']), /** End events that were reached. */ ends: z.array(z.string()), reason: z.string().nullable() }));
export const ProcessStuck = defineEvent('processes.stuck', 1, About.extend({ elementId: z.string().nullable(), reason: z.string(), attempts: z.int() }));
export const ProcessMoved = defineEvent('processes.migrated', 1, About.extend({ from: z.int() }));
export const DefinitionDeployed = defineEvent('processes.deployed', 1, z.object({ key: z.string(), kind: z.enum(['bpmn', 'dmn']), version: z.int() }));

export const processEvents = [ProcessStarted, StepEntered, StepLeft, TaskOpened, TaskDone, TaskChanged, ProcessEnded, ProcessStuck, ProcessMoved, DefinitionDeployed] as const;
