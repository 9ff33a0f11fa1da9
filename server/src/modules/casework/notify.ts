import type { ActionContext } from '../../platform/module/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { systemActor } from '../../platform/bus/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import * as store from './store.ts';
import { type Words, inLanguage } from './words.ts';

export interface Notified { readonly sent: boolean; readonly channel: string | null; readonly messageId: number | null }

/** Words of a process to the customer, by the best door there is: what they prefer, where they wrote last, what we know. */
export function createNotify(org: Pick<Org, 'company'>, tickets: Tickets) {
  /** Tells once per execution of a step. Nothing is sent where no door leads to the customer; the ticket's timeline says so. */
  return async (context: ActionContext, ticketId: number, words: Words): Promise<Notified> => {
    const tx = context.tx as Tx;
    if (!(await store.claimTold(tx, context.taskKey, ticketId, context.now))) return { sent: false, channel: null, messageId: null };
    const ticket = await tickets.get(ticketId, tx);
    if (!ticket) throw new Refusal('not-found');
    const { name: company } = await org.company(tx);
    for (const door of await tickets.doors(ticket, tx)) {
      try {
        const messageId = await tickets.writeTo(tx, ticket, { text: inLanguage(words, ticket.language), files: [], sendAt: null, channel: door.kind, author: { kind: 'system', id: null, name: company }, meta: { process: context.instanceId, taskKey: context.taskKey } }, systemActor);
        await store.saveTold(tx, context.taskKey, messageId);
        return { sent: true, channel: door.kind, messageId };
      } catch (error) {
        // A door that does not open is no fault of the process: the next one is tried. It refuses before it writes.
        if (!(error instanceof Refusal) || error.code !== 'conflict') throw error;
      }
    }
    return { sent: false, channel: null, messageId: null };
  };
}
