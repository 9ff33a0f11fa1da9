import type { ChargeCommands } from '../charges/index.ts';
import type { Bills } from './ports.ts';

/** Charges as repairs ask for them. */
export function createBills(charges: Pick<ChargeCommands, 'quote' | 'send' | 'ofTicket'>): Bills {
  return {
    async quote(tx, input) {
      const { id, grossMinor } = await charges.quote(tx, input);
      return { id, grossMinor };
    },
    send: (tx, quoteId, actor) => charges.send(tx, quoteId, actor),
    state: async (handle, ticketId, quoteId) => (await charges.ofTicket(ticketId, handle)).quotes.find((q) => q.id === quoteId)?.state as string | undefined,
  };
}
