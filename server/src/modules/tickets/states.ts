import type { TicketStatus } from '@aftercare/contract/tickets';

/** Where a ticket may go from where it stands. */
const transitions: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  new: ['open', 'pending', 'hold', 'solved', 'closed'],
  open: ['pending', 'hold', 'solved', 'closed'],
  pending: ['open', 'hold', 'solved', 'closed'],
  hold: ['open', 'pending', 'solved', 'closed'],
  solved: ['open', 'pending', 'hold', 'closed'],
  closed: ['open'],
};
export const nextStates = (from: TicketStatus): readonly TicketStatus[] => transitions[from];
export const mayGo = (from: TicketStatus, to: TicketStatus): boolean => from === to || transitions[from].includes(to);
/** Solved or closed: nobody works on it. */
export const isFinished = (status: TicketStatus): boolean => status === 'solved' || status === 'closed';
