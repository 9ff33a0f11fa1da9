export { DefinitionDeployed, ProcessEnded, ProcessMoved, ProcessStarted, ProcessStuck, StepEntered, StepLeft, TaskChanged, TaskDone, TaskOpened } from './events.ts';
export type { InstanceRow, InstanceState, MessageInput, Processes, SignalInput, StartInput, TaskFilter, TaskRow, Variables } from './types.ts';
export { processesModule } from './module.ts';
export { createProcesses } from './processes.ts';
export type { ProcessEngine } from './processes.ts';
export type { MayRead } from './routes.ts';
// For conformance, which walks anybody's diagrams without a database.
export { ScriptStep as scriptStep } from '@aftercare/contract/processes';
export { imagine } from './imagined.ts';
export { compileDiagram } from './model/compile.ts';
export type { Model } from './model/model.ts';
export { readDiagram, writeDiagram } from './model/read.ts';
export { play } from './trying.ts';
