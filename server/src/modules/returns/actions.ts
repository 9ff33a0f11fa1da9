import { ticketIn } from '@aftercare/contract/live';
import { Currency } from '@aftercare/contract/money';
import { Disposition, Grade, InspectionCheck, ReturnKind, ReturnReason } from '@aftercare/contract/returns';
import { z } from 'zod';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { type Action, type ActionContext, ProcessError, defineAction } from '../../platform/module/index.ts';
import type { Parcels } from './parcels.ts';
import type { Returns } from './returns.ts';
import { usualDisposition } from './states.ts';

const State = z.object({ state: z.string() });
const ticketOf = (stream: string) => ticketIn(stream) ?? 0;
const optionalId = z.int().positive().nullish().transform((v) => v ?? null);
const minor = z.number().int().min(0);

/** What a diagram may do with the return of its ticket. Each gives back what the next gateway asks for. */
export function returnActions(returns: Returns, parcels: Parcels): Action<never, unknown>[] {
  const running = async (c: ActionContext) => {
    const row = await returns.runningOf(c.tx, ticketOf(c.stream));
    if (!row) throw new ProcessError('no-return', { stream: c.stream });
    return row;
  };
  const tx = (c: ActionContext) => c.tx as Tx;
  /** The return, and whether what the step wants was recorded already: by people on the return's own screen. */
  const newest = async (c: ActionContext, done: readonly string[]) => {
    const row = await returns.newestOf(c.tx, ticketOf(c.stream));
    if (!row) throw new ProcessError('no-return', { stream: c.stream });
    return { row, done: done.includes(row.state) };
  };
  /** A refusal the diagram can answer: back to whoever entered it. */
  const answered = async <T>(work: () => Promise<T>): Promise<T> => {
    try { return await work(); } catch (error) {
      if (error instanceof Refusal) throw new ProcessError('refused', { refusal: error.detail.key ?? error.code });
      throw error;
    }
  };
  const parcel = (name: string, title: { zh: string; en: string }, direction: 'to-us' | 'to-customer') => defineAction({
    name, title, input: z.object({ purpose: z.enum(['repair', 'return', 'exchange']).default('return'), siteId: optionalId, carrier: z.string().max(40).nullish() }), output: z.object({ shipmentId: z.int(), shipped: z.boolean(), why: z.string() }),
    run: async ({ purpose, siteId, carrier }, c) => {
      try {
        const { id } = await parcels.order(tx(c), { ticketId: ticketOf(c.stream), direction, purpose, siteId, carrierKey: carrier ?? undefined, key: c.taskKey });
        return { shipmentId: id, shipped: true, why: '' };
      } catch (error) {
        // No address, no depot, no carrier: a person finds the way, the diagram says who.
        if (error instanceof Refusal && error.code === 'not-ready') return { shipmentId: 0, shipped: false, why: error.detail.key ?? error.code };
        throw error;
      }
    },
  });
  return [
    defineAction({
      name: 'returns.check', title: { zh: '核对能否退换', en: 'Check whether it can come back' },
      input: z.object({ kind: ReturnKind, reason: ReturnReason.nullish(), text: z.string().max(4000).nullish(), paidMinor: minor.nullish(), currency: Currency.nullish() }),
      output: z.object({ returnId: z.int(), eligible: z.boolean(), why: z.string(), whyEn: z.string(), until: z.string().nullable(), dueAt: z.string(), hasUnit: z.boolean() }),
      run: async ({ kind, reason, text, paidMinor, currency }, c) => {
        const row = await returns.open(tx(c), { ticketId: ticketOf(c.stream), kind, reason: reason ?? undefined, text: text ?? undefined, paidMinor: paidMinor ?? undefined, currency: currency ?? undefined }, c.actor);
        return { returnId: row.id, eligible: row.eligible ?? false, why: row.why?.zh ?? '', whyEn: row.why?.en ?? '', until: row.owed?.remedies[kind]?.until ?? null, dueAt: row.dueAt.toISOString(), hasUnit: row.unitId !== null };
      },
    }),
    defineAction({
      name: 'returns.approve', title: { zh: '同意退换', en: 'Agree to take it back' }, input: z.object({ reason: z.string().max(500).nullish(), paidMinor: minor.nullish() }), output: State,
      run: async ({ reason, paidMinor }, c) => {
        const row = await running(c);
        if (paidMinor) await returns.setPaid(tx(c), row.id, paidMinor);
        return { state: row.state === 'requested' ? (await returns.approve(tx(c), row.id, reason ?? '', c.actor)).state : row.state };
      },
    }),
    defineAction({
      name: 'returns.refuse', title: { zh: '不同意退换', en: 'Do not take it back' }, input: z.object({ reason: z.string().trim().min(1).max(500) }), output: State,
      run: async ({ reason }, c) => {
        const { row, done } = await newest(c, ['refused']);
        return { state: done ? row.state : (await returns.refuse(tx(c), row.id, reason, c.actor)).state };
      },
    }),
    parcel('shipments.to-us', { zh: '生成寄回面单', en: 'Order a label to us' }, 'to-us'),
    parcel('shipments.to-customer', { zh: '寄给客户', en: 'Send to the customer' }, 'to-customer'),
    defineAction({
      name: 'returns.label', title: { zh: '生成退货面单', en: 'Order the return label' }, input: z.object({ carrier: z.string().max(40).nullish() }), output: z.object({ shipmentId: z.int(), shipped: z.boolean(), why: z.string() }),
      run: async ({ carrier }, c) => {
        const row = await running(c);
        const purpose = row.kind === 'exchange' ? 'exchange' : 'return';
        try {
          const { id } = await parcels.order(tx(c), { ticketId: row.ticketId, direction: 'to-us', purpose, carrierKey: carrier ?? undefined, key: c.taskKey });
          if (row.state === 'approved') await returns.labelled(tx(c), row.id, c.actor);
          return { shipmentId: id, shipped: true, why: '' };
        } catch (error) {
          if (error instanceof Refusal && error.code === 'not-ready') return { shipmentId: 0, shipped: false, why: error.detail.key ?? error.code };
          throw error;
        }
      },
    }),
    defineAction({
      name: 'returns.receive', title: { zh: '登记收到退货', en: 'Receive the return' }, input: z.object({ siteId: optionalId }), output: State,
      run: async ({ siteId }, c) => {
        const row = await running(c);
        return { state: row.state === 'approved' || row.state === 'labelled' ? (await returns.receive(tx(c), row.id, siteId, c.actor)).state : row.state };
      },
    }),
    defineAction({
      name: 'returns.inspect', title: { zh: '记录验货结果', en: 'Record the inspection' }, input: z.object({ grade: Grade, checks: z.array(InspectionCheck).nullish(), note: z.string().max(4000).nullish(), photos: z.array(z.int()).nullish() }),
      output: z.object({ state: z.string(), grade: Grade, paidMinor: z.int(), disposition: Disposition }),
      run: async ({ grade, checks, note, photos }, c) => {
        const before = await running(c);
        const row = before.state === 'inspected' ? before : await returns.inspect(tx(c), before.id, { grade, checks: checks ?? [], note: note ?? '', photos: photos ?? [] }, c.actor);
        return { state: row.state, grade: row.grade ?? grade, paidMinor: row.paidMinor, disposition: usualDisposition(row.grade ?? grade) };
      },
    }),
    defineAction({
      name: 'returns.refund', title: { zh: '退款', en: 'Refund' }, input: z.object({ amountMinor: minor.nullish(), reference: z.string().max(100).nullish(), paidMinor: minor.nullish() }), output: z.object({ state: z.string(), refundMinor: z.int() }),
      run: async ({ amountMinor, reference, paidMinor }, c) => {
        const { row: before, done } = await newest(c, ['refunded', 'closed']);
        if (done) return { state: before.state, refundMinor: before.refundMinor ?? 0 };
        return answered(async () => {
          const row = paidMinor ? await returns.setPaid(tx(c), before.id, paidMinor) : before;
          const amount = amountMinor ?? row.paidMinor;
          return { state: (await returns.refund(tx(c), row.id, amount, reference ?? '', c.actor)).state, refundMinor: amount };
        });
      },
    }),
    defineAction({
      name: 'returns.swap', title: { zh: '换新机', en: 'Swap the unit' }, input: z.object({ serial: z.string().trim().min(1).max(100) }), output: z.object({ state: z.string(), newSerial: z.string() }),
      run: async ({ serial }, c) => {
        const { row, done } = await newest(c, ['swapped', 'closed']);
        return { state: done ? row.state : await answered(async () => (await returns.swap(tx(c), row.id, serial, c.actor)).state), newSerial: serial };
      },
    }),
    defineAction({
      name: 'returns.dispose', title: { zh: '处置退回的机器', en: 'Dispose of the old unit' }, input: z.object({ disposition: Disposition.nullish() }), output: z.object({ state: z.string(), disposition: Disposition.nullable() }),
      run: async ({ disposition }, c) => {
        const { row: before } = await newest(c, []);
        const row = before.disposedAt ? before : await returns.dispose(tx(c), before.id, disposition ?? undefined, c.actor);
        return { state: row.state, disposition: row.disposition };
      },
    }),
    defineAction({
      name: 'returns.cancel', title: { zh: '取消退换', en: 'Cancel the return' }, input: z.object({ reason: z.string().max(500).default('') }), output: State,
      run: async ({ reason }, c) => ({ state: (await returns.cancel(tx(c), (await running(c)).id, reason || '—', c.actor)).state }),
    }),
  ];
}
