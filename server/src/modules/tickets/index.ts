export { AgentAnswered, CustomerWrote, DueChanged, NoteAdded, TicketChanged, TicketOpened } from './events.ts';
export type { TicketFacts } from './events.ts';
export { doorsFor } from './doors.ts';
export type { Door } from './doors.ts';
export { isFinished, nextStates } from './states.ts';
export type { Place } from './place.ts';
export { createTickets } from './tickets.ts';
export type { Tickets } from './tickets.ts';
export { closeAfterDays, ticketsModule } from './module.ts';
