import { ticketIn } from '@aftercare/contract/live';
import { VisitWrite } from '@aftercare/contract/dispatch';
import { z } from 'zod';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { type ActionContext, ProcessError, defineAction } from '../../platform/module/index.ts';
import type { Messages } from './messages.ts';
import { visitsOfTicket } from './store-visits.ts';
import type { Visits } from './visits.ts';

const ticketOf = (stream: string) => {
  const id = ticketIn(stream);
  if (!id) throw new Refusal('invalid-input', { fields: [{ path: 'stream', key: 'field.choice' }] });
  return id;
};
const OfVisit = z.object({ /** The ticket's newest open visit unless told. */ visitId: z.int().positive().optional() });

/** What a drawn process may do with visits. */
export function dispatchActions(visits: Visits, messages: Messages) {
  async function visitOf(context: ActionContext, visitId: number | undefined): Promise<number> {
    const ticketId = ticketOf(context.stream);
    const own = await visitsOfTicket(context.tx, ticketId);
    const row = visitId === undefined ? own.find((v) => v.state === 'waiting' || v.state === 'planned') : own.find((v) => v.id === visitId);
    if (!row) throw new ProcessError('no-visit', { ticketId });
    return row.id;
  }
  return [
    defineAction({
      name: 'dispatch.offer-slots', title: { zh: '请客户预约上门时间', en: 'Let the customer choose a visit' },
      input: VisitWrite.omit({ ticketId: true }).partial().extend({ /** Leave the telling to the diagram. */ silent: z.boolean().default(false) }),
      output: z.object({ visitId: z.int(), url: z.string() }),
      async run({ silent, ...input }, context) {
        const row = await visits.create(context.tx as Tx, VisitWrite.parse({ ...input, ticketId: ticketOf(context.stream) }), { origin: context.taskKey, offer: !silent, actor: context.actor });
        return { visitId: row.id, url: messages.urlOf(row.id) };
      },
    }),
    defineAction({
      name: 'dispatch.book', title: { zh: '预约上门', en: 'Book a visit' },
      input: OfVisit.extend({ /** The first free window unless told. */ from: z.iso.datetime({ offset: true }).optional(), until: z.iso.datetime({ offset: true }).optional() }),
      output: z.object({ visitId: z.int(), from: z.string(), until: z.string() }),
      async run({ visitId, from, until }, context) {
        const id = await visitOf(context, visitId);
        const slot = from !== undefined && until !== undefined ? { from: new Date(from), until: new Date(until) } : (await visits.slots(context.tx, id)).at(0);
        if (!slot) throw new ProcessError('no-slot', { visitId: id });
        const choice = { from: new Date(slot.from).toISOString(), until: new Date(slot.until).toISOString() };
        try {
          await visits.book(context.tx as Tx, id, choice, context.actor);
        } catch (error) {
          if (error instanceof Refusal && error.detail.key === 'visits.slot-taken') throw new ProcessError('no-slot', { visitId: id });
          throw error;
        }
        return { visitId: id, ...choice };
      },
    }),
    defineAction({
      name: 'dispatch.cancel', title: { zh: '取消上门', en: 'Cancel the visit' }, input: OfVisit.extend({ reason: z.string().max(500).default('') }), output: z.object({ visitId: z.int() }),
      async run({ visitId, reason }, context) {
        const id = await visitOf(context, visitId);
        await visits.cancel(context.tx as Tx, id, reason, context.actor);
        return { visitId: id };
      },
    }),
  ];
}
