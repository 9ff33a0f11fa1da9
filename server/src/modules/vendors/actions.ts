import { ticketIn } from '@aftercare/contract/live';
import { VendorJobKind } from '@aftercare/contract/vendors';
import { z } from 'zod';
import { Refusal } from '../../platform/http/index.ts';
import { ProcessError, type ActionContext, defineAction } from '../../platform/module/index.ts';
import type { Vendors } from './vendors.ts';

const ticketOf = (stream: string): number => {
  const id = ticketIn(stream);
  if (!id) throw new Error(`${stream} is no ticket`);
  return id;
};
const Job = z.object({ jobId: z.coerce.number().int().positive() });
const Out = z.object({ jobId: z.int(), state: z.string() });

/** What a drawn process may do with vendors. Every one may be called again for the same step. */
export function vendorActions({ work, claims }: Vendors) {
  /** The job, where it hangs on the ticket this diagram follows. */
  const own = async (jobId: number, { tx, stream }: ActionContext) => {
    const job = await work.load(tx, jobId);
    if (job.ticketId !== ticketOf(stream)) throw new Refusal('not-found');
    return job;
  };
  const told = async (jobId: number, { tx }: ActionContext) => { const job = await work.load(tx, jobId); return { jobId, state: job.state }; };
  const checkAs = async (jobId: number, good: boolean, note: string, context: ActionContext) => {
    const job = await own(jobId, context);
    // Somebody did it on the page meanwhile.
    if (job.state === 'done') await work.check(context.tx, jobId, { good, note }, context.actor);
    return told(jobId, context);
  };

  return [
    defineAction({
      name: 'vendors.offer', title: { zh: '派单给服务商', en: 'Offer a job to vendors' }, output: Out,
      input: z.object({
        description: z.string().min(1).max(2000), kind: VendorJobKind.optional(), vendorId: z.coerce.number().int().positive().optional(), vendorIds: z.array(z.coerce.number().int().positive()).optional(), region: z.string().optional(), way: z.enum(['in-turn', 'first-wins']).optional(),
      }),
      async run(input, context) {
        const ticketId = ticketOf(context.stream);
        const mine = `process:${context.instanceId}:`;
        const key = `${mine}${context.taskKey}`;
        // Whoever did not answer the last time is no longer asked.
        for (const old of await work.openOffers(context.tx, ticketId, mine, key)) await work.cancel(context.tx, old.id, 'asked-anew', context.actor);
        const vendorIds = input.vendorIds ?? (input.vendorId ? [input.vendorId] : undefined);
        for (const kind of input.kind ? [input.kind] : VendorJobKind.options) {
          try {
            const job = await work.offer(context.tx, { ticketId, key, kind, summary: input.description, region: input.region, vendorIds, way: input.way ?? 'in-turn', files: [] }, context.actor);
            return { jobId: job.id, state: job.state };
          } catch (error) {
            if (!(error instanceof Refusal) || error.detail.key !== 'vendors.no-vendor') throw error;
          }
        }
        throw new ProcessError('no-vendor', { vendorIds: vendorIds ?? [] });
      },
    }),
    defineAction({
      name: 'vendors.cancel', title: { zh: '撤回派单', en: 'Take a job back' }, input: Job.extend({ reason: z.string().max(1000).default('process') }), output: Out,
      async run({ jobId, reason }, context) { await own(jobId, context); await work.cancel(context.tx, jobId, reason, context.actor); return told(jobId, context); },
    }),
    defineAction({
      name: 'vendors.check', title: { zh: '验收', en: 'Check the work' }, input: Job.extend({ good: z.boolean(), note: z.string().max(2000).default('') }), output: Out,
      run: ({ jobId, good, note }, context) => checkAs(jobId, good, note, context),
    }),
    defineAction({ name: 'vendors.accept-work', title: { zh: '确认完工', en: 'Accept the work' }, input: Job, output: Out, run: ({ jobId }, context) => checkAs(jobId, true, '', context) }),
    defineAction({ name: 'vendors.reject', title: { zh: '退回重做', en: 'Send the work back' }, input: Job.extend({ reason: z.string().max(2000).default('') }), output: Out, run: ({ jobId, reason }, context) => checkAs(jobId, false, reason, context) }),
    defineAction({
      name: 'vendors.answer-price', title: { zh: '答复改价', en: 'Answer a price wish' }, input: Job.extend({ accept: z.boolean(), amountMinor: z.int().min(0).optional() }), output: Out,
      async run({ jobId, accept, amountMinor }, context) {
        await own(jobId, context);
        const claim = await claims.openPrice(context.tx, jobId);
        if (claim) await claims.decide(context.tx, claim.id, { granted: accept, amountMinor: amountMinor ?? null, answer: '' }, context.actor);
        return told(jobId, context);
      },
    }),
  ];
}
