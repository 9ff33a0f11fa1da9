import type { TicketPage } from '../../data/types.ts';
import type { Waiting } from './WaitDialog.tsx';

/** States of waiting a ticket is in or may go to. */
export const waitsOf = ({ ticket, nextStates, can }: Pick<TicketPage, 'ticket' | 'nextStates' | 'can'>): Waiting[] =>
  can.write ? (['pending', 'hold'] as const).filter((one) => ticket.status === one || nextStates.includes(one)) : [];
