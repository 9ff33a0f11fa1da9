import type { MyJob, VendorJob } from '@aftercare/contract/vendors';
import type { Handle } from '../../platform/db/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { JobFiles } from './files.ts';
import * as desk from './store-desk.ts';
import * as store from './store-jobs.ts';

type Show = Awaited<ReturnType<JobFiles['shower']>>;
const proofView = (proof: store.StoredProof | null, show: Show) => (proof ? { ...proof, photos: show(proof.photos), signature: proof.signature ? (show([proof.signature])[0] ?? null) : null } : null);
const progressView = (rows: readonly store.ProgressRow[], show: Show) => rows.map((p) => ({ id: p.id, kind: p.kind, text: p.body, files: show(p.files), at: p.at, by: p.actor.name }));
const claimView = (rows: readonly store.ClaimRow[], show: Show) => rows.map(({ actor, jobId: _, ...c }) => ({ ...c, files: show(c.files), by: actor.name }));
const filesOf = (job: Pick<store.JobRow, 'files' | 'proof'>, progress: readonly store.ProgressRow[], claims: readonly store.ClaimRow[]) => [job.files, job.proof?.photos ?? [], job.proof?.signature ? [job.proof.signature] : [], ...progress.map((p) => p.files), ...claims.map((c) => c.files)];

export const rowView = ({ vendorId, vendorName, ...job }: store.JobRow) => ({ ...job, vendor: vendorId ? { id: vendorId, name: vendorName ?? '' } : null });

/** A job as we see it: everything. */
export async function jobView(handle: Handle, files: JobFiles, job: store.JobRow): Promise<Loose<VendorJob>> {
  const [offers, progress, claims] = [await store.offersOf(handle, job.id), await store.progressOf(handle, job.id), await store.claimsOf(handle, job.id)];
  const show = await files.shower(filesOf(job, progress, claims), false);
  return {
    ...rowView(job), files: show(job.files), proof: proofView(job.proof, show), progress: progressView(progress, show), claims: claimView(claims, show),
    offers: offers.map((o) => ({ id: o.id, vendor: { id: o.vendorId, name: o.vendorName }, state: o.state, amountMinor: o.amountMinor, offeredAt: o.offeredAt, answerBy: o.answerBy, answeredAt: o.answeredAt, reason: o.reason })),
  };
}

/** A job as its vendor sees it; before they accepted, only what they need to answer. @throws Refusal `not-found` for everybody else's */
export async function myJobView(handle: Handle, files: JobFiles, vendorId: number, jobId: number, program: boolean): Promise<Loose<MyJob>> {
  const row = await desk.findMine(handle, vendorId, jobId);
  const job = row ? await store.findJob(handle, jobId) : undefined;
  if (!row || !job) throw new Refusal('not-found');
  if (!row.mine) {
    const show = await files.shower([job.files], program);
    return { ...row, customer: null, files: show(job.files), proof: null, progress: [], claims: [] };
  }
  const [progress, claims] = [await store.progressOf(handle, jobId), await store.claimsOf(handle, jobId)];
  const show = await files.shower(filesOf(job, progress, claims), program);
  return { ...row, customer: job.customer, files: show(job.files), proof: proofView(job.proof, show), progress: progressView(progress, show), claims: claimView(claims, show) };
}
