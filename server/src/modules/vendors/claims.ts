import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { ClaimDecided, ClaimRaised } from './events.ts';
import * as store from './store-jobs.ts';
import { isSettled } from './store-money.ts';
import type { Work } from './work.ts';

export interface ClaimInput { readonly kind: 'price' | 'dispute'; readonly amountMinor: number | null; readonly reason: string; readonly files: readonly number[] }

/** Wishes about a price and quarrels about the work: raised with evidence by either side, decided once by us. */
export function createClaims(platform: Platform, work: Work) {
  const { bus, clock } = platform;

  async function raise(tx: Tx, job: store.JobRow, by: 'vendor' | 'house', input: ClaimInput, actor: Actor): Promise<void> {
    if (input.kind === 'price') {
      work.must(job, 'accepted', 'working', 'done');
      if (input.amountMinor === null) throw new Refusal('invalid-input', { fields: [{ path: 'amountMinor', key: 'field.required' }] });
    } else work.must(job, 'working', 'done', 'checked');
    // What stands on a settlement is corrected there, by the next one.
    if (await isSettled(tx, job.id)) throw new Refusal('conflict', { key: 'vendors.settled' });
    const row = await store.insertClaim(tx, { jobId: job.id, kind: input.kind, raisedBy: by, amountMinor: input.amountMinor, reason: input.reason, files: input.files, at: clock.now(), actor });
    if (!row) throw new Refusal('conflict', { key: 'vendors.claim-open' });
    if (input.kind === 'dispute') await store.setState(tx, job.id, 'disputed');
    await work.note(tx, job.id, input.kind === 'price' ? 'price-asked' : 'disputed', input.reason, actor, input.files);
    const payload = { ...work.base(job), vendorId: job.vendorId ?? 0, claimId: row.id, kind: input.kind, raisedBy: by, amountMinor: input.amountMinor };
    await bus.publish(tx, ClaimRaised, { stream: work.stream(job), actor, payload });
    await work.tell(tx, job, input.kind === 'price' ? 'price-changed' : 'disputed', { claimId: row.id, kind: input.kind, raisedBy: by, amountMinor: input.amountMinor });
  }

  return {
    /** The price wish that waits for an answer on this job. */
    /** The job a claim is about. */
    async jobOf(handle: Handle, claimId: number): Promise<number> {
      const known = await store.findClaim(handle, claimId);
      if (!known) throw new Refusal('not-found');
      return known.jobId;
    },
    openPrice: async (tx: Tx, jobId: number) => (await store.claimsOf(tx, jobId)).find((c) => c.kind === 'price' && c.state === 'open'),
    raiseByVendor: async (tx: Tx, vendorId: number, jobId: number, input: ClaimInput, actor: Actor) => raise(tx, await work.mine(tx, vendorId, jobId), 'vendor', input, actor),
    raiseByHouse: async (tx: Tx, jobId: number, input: ClaimInput, actor: Actor) => raise(tx, await work.locked(tx, jobId), 'house', input, actor),
    /**
     * Decides a claim. Granting pays what was asked unless `amountMinor` says otherwise; a decided dispute ends the job with that amount.
     * @returns the job's id
     */
    async decide(tx: Tx, claimId: number, verdict: { granted: boolean; amountMinor: number | null; answer: string }, actor: Actor): Promise<number> {
      const known = await store.findClaim(tx, claimId);
      if (!known) throw new Refusal('not-found');
      const job = await work.locked(tx, known.jobId);
      const at = clock.now();
      if ((await store.decideClaim(tx, claimId, { state: verdict.granted ? 'granted' : 'refused', answer: verdict.answer, at, actor })) === 0) throw new Refusal('already-answered');
      const asked = verdict.granted ? (verdict.amountMinor ?? known.amountMinor) : verdict.amountMinor;
      const amountMinor = asked ?? job.amountMinor ?? 0;
      if (known.kind === 'dispute') await store.setChecked(tx, job.id, amountMinor, at);
      else await store.setAmount(tx, job.id, amountMinor);
      await work.note(tx, job.id, 'decided', verdict.answer, actor);
      await bus.publish(tx, ClaimDecided, { stream: work.stream(job), actor, payload: { ...work.base(job), vendorId: job.vendorId ?? 0, claimId, kind: known.kind, granted: verdict.granted, amountMinor } });
      if (known.kind === 'dispute') await work.tell(tx, job, 'checked', { good: true, disputed: true });
      return job.id;
    },
  };
}
