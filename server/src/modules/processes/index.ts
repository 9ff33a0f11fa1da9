export { DefinitionDeployed, ProcessEnded, ProcessMoved, ProcessStarted, ProcessStuck, StepEntered, StepLeft, TaskChanged, TaskDone, TaskOpened } from './events.ts';
export type { InstanceRow, InstanceState, MessageInput, Processes, SignalInput, StartInput, TaskFilter, TaskRow, Variables } from './types.ts';
export { processesModule } from './module.ts';
export { createProcesses } from './processes.ts';
export type { ProcessEngine } from './processes.ts';
export type { MayRead } from './routes.ts';
