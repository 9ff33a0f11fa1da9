export { AgentAnswered, CustomerWrote, DueChanged, NoteAdded, TicketChanged, TicketOpened } from './events.ts';
export type { TicketFacts } from './events.ts';
export { createTickets } from './tickets.ts';
export type { Tickets } from './tickets.ts';
export { ticketsModule } from './module.ts';
