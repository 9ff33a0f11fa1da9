import type { Actor } from '../../platform/bus/index.ts';
import { systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { JobAccepted, JobCancelled, JobChecked, JobDeclined, JobOffered, JobProgressed, JobProved, NobodyAccepted, OfferWithdrawn } from './events.ts';
import { type Wanted, serialFits } from './matching.ts';
import type { About, VendorPorts } from './ports.ts';
import type { ContractRow } from './store.ts';
import * as store from './store-jobs.ts';

export const expireJob = 'vendors.expire-offer';
export interface OfferInput {
  readonly ticketId: number;
  /** The same key again is the same job. */
  readonly key: string;
  readonly kind: string; readonly summary: string; readonly region?: string | undefined; readonly product?: string | undefined; readonly serial?: string | undefined; readonly customer?: About['customer'] | undefined;
  readonly vendorIds?: readonly number[] | undefined; readonly way: 'in-turn' | 'first-wins'; readonly files: readonly number[];
}
type Candidates = (handle: Handle, wanted: Omit<Wanted, 'today'>) => Promise<(ContractRow & { vendorName: string })[]>;

/** Giving work out and getting it back: every step locks the job's row, so that whoever races, one wins. */
export function createWork(platform: Platform, ports: VendorPorts, candidates: Candidates) {
  const { bus, clock, jobs } = platform;
  const load = async (handle: Handle, id: number) => {
    const job = await store.findJob(handle, id);
    if (!job) throw new Refusal('not-found');
    return job;
  };
  const locked = async (tx: Tx, id: number) => {
    if (!(await store.lockJob(tx, id))) throw new Refusal('not-found');
    return load(tx, id);
  };
  /** The job where it is this vendor's; `not-found` otherwise. */
  const mine = async (tx: Tx, vendorId: number, id: number) => {
    const job = await locked(tx, id);
    if (job.vendorId !== vendorId) throw new Refusal('not-found');
    return job;
  };
  const must = (job: store.JobRow, ...states: store.JobState[]) => {
    if (!states.includes(job.state)) throw new Refusal('conflict', { key: 'vendors.not-now', params: { state: job.state } });
  };
  const base = (job: store.JobRow) => ({ jobId: job.id, ticketId: job.ticketId, at: clock.now().toISOString() });
  const stream = (job: Pick<store.JobRow, 'ticketId'>) => `ticket:${job.ticketId}`;
  const tell = (tx: Tx, job: store.JobRow, name: string, payload: Record<string, unknown>) => ports.tell(tx, { stream: stream(job), name: `vendor.${name}`, payload: { jobId: job.id, ...payload } });
  const note = (tx: Tx, jobId: number, kind: string, body: string, actor: Actor, files: readonly number[] = []) => store.insertProgress(tx, { jobId, kind, body, files, at: clock.now(), actor });

  async function ask(tx: Tx, job: store.JobRow, contract: ContractRow, actor: Actor): Promise<void> {
    const at = clock.now();
    const answerBy = new Date(at.getTime() + contract.acceptMinutes * 60_000);
    const amountMinor = contract.rates[job.kind]?.amountMinor ?? 0;
    const offer = await store.insertOffer(tx, { jobId: job.id, vendorId: contract.vendorId, contractId: contract.id, amountMinor, at, answerBy });
    if (!offer) throw new Error('the offer was not written');
    await jobs.enqueue(tx, expireJob, { offerId: offer.id }, { runAt: answerBy, key: `${expireJob}:${offer.id}` });
    await bus.publish(tx, JobOffered, { stream: stream(job), actor, payload: { ...base(job), vendorId: contract.vendorId, offerId: offer.id, answerBy: answerBy.toISOString() } });
  }
  /** Asks whoever is next in turn; nobody left ends it. */
  async function askNext(tx: Tx, job: store.JobRow, actor: Actor): Promise<void> {
    const offers = await store.offersOf(tx, job.id);
    if (offers.some((o) => o.state === 'open' || o.state === 'accepted')) return;
    const asked = new Set(offers.map((o) => o.vendorId));
    const free = await candidates(tx, job);
    const next = job.queue.map((id) => free.find((c) => c.vendorId === id)).find((c) => c && !asked.has(c.vendorId));
    if (next) return ask(tx, job, next, actor);
    await store.setState(tx, job.id, 'nobody');
    await bus.publish(tx, NobodyAccepted, { stream: stream(job), actor, payload: base(job) });
    // A diagram goes on by «declined» when nobody is left to ask; each single no is a fact, not a message.
    await tell(tx, job, 'declined', { asked: offers.length });
  }
  async function refuse(tx: Tx, job: store.JobRow, offer: store.OfferRow, state: 'declined' | 'expired', reason: string, actor: Actor): Promise<void> {
    await store.answerOffer(tx, offer.id, state, reason, clock.now());
    await bus.publish(tx, JobDeclined, { stream: stream(job), actor, payload: { ...base(job), vendorId: offer.vendorId, expired: state === 'expired', reason } });
    await askNext(tx, job, actor);
  }

  return {
    load, locked, must, base, stream, tell, note,
    mine,
    /** A page of jobs, newest first; `visible` in the filter is what the asker may see of tickets. */
    list: (handle: Handle, filter: store.JobFilter) => store.listJobs(handle, filter),
    ofTicket: (handle: Handle, ticketId: number) => store.jobsOfTicket(handle, ticketId),
    /** Questions of one asker about a ticket that nobody answered, but for the one with this key. */
    openOffers: async (tx: Tx, ticketId: number, keyPrefix: string, exceptKey: string) => store.unansweredOf(tx, ticketId, keyPrefix, exceptKey),
    /**
     * Gives a job out: to the first of those asked, or to all of them at once.
     * @throws Refusal `conflict` (`vendors.no-vendor`) when no contract covers it
     */
    async offer(tx: Tx, input: OfferInput, actor: Actor): Promise<store.JobRow> {
      const known = await store.jobByKey(tx, input.key);
      if (known) return load(tx, known.id);
      const about = await ports.about(tx, input.ticketId);
      if (!about) throw new Refusal('not-found');
      const wanted = { kind: input.kind, region: input.region ?? about.region, product: input.product ?? about.product };
      const covering = await candidates(tx, wanted);
      const asked = input.vendorIds ? input.vendorIds.flatMap((id) => covering.find((c) => c.vendorId === id) ?? []) : covering;
      const [first] = asked;
      if (!first) throw new Refusal('conflict', { key: 'vendors.no-vendor' });
      const row = await store.insertJob(tx, {
        ...wanted, ticketId: input.ticketId, key: input.key, serial: input.serial ?? about.serial, summary: input.summary, customer: input.customer ?? about.customer, files: input.files, way: input.way,
        queue: asked.map((c) => c.vendorId), currency: first.currency, at: clock.now(), actor,
      });
      if (!row) {
        const other = await store.jobByKey(tx, input.key);
        return load(tx, other?.id ?? 0);
      }
      const job = await load(tx, row.id);
      for (const contract of input.way === 'first-wins' ? asked : [first]) await ask(tx, job, contract, actor);
      return load(tx, row.id);
    },
    /** @throws Refusal `conflict`: somebody else took it, it was taken back, or the time to answer is over */
    async accept(tx: Tx, vendorId: number, jobId: number, actor: Actor): Promise<void> {
      const job = await locked(tx, jobId);
      const offer = await store.offerTo(tx, jobId, vendorId);
      if (!offer) throw new Refusal('not-found');
      if (offer.state === 'accepted') return;
      const at = clock.now();
      if (offer.state !== 'open' || job.state !== 'offered') throw new Refusal('conflict', { key: 'vendors.offer-over' });
      if (at > offer.answerBy) throw new Refusal('conflict', { key: 'vendors.offer-late' });
      const dueAt = new Date(at.getTime() + offer.doneMinutes * 60_000);
      await store.answerOffer(tx, offer.id, 'accepted', '', at);
      await store.acceptJob(tx, jobId, { vendorId, contractId: offer.contractId, amountMinor: offer.amountMinor, at, dueAt });
      for (const lost of await store.withdrawOffers(tx, jobId, at)) await bus.publish(tx, OfferWithdrawn, { stream: stream(job), actor: systemActor, payload: { ...base(job), vendorId: lost.vendorId } });
      await note(tx, jobId, 'accepted', '', actor);
      await bus.publish(tx, JobAccepted, { stream: stream(job), actor, payload: { ...base(job), vendorId, amountMinor: offer.amountMinor, dueAt: dueAt.toISOString() } });
      await tell(tx, job, 'accepted', { vendorId, vendor: offer.vendorName, dueAt: dueAt.toISOString() });
    },
    async decline(tx: Tx, vendorId: number, jobId: number, reason: string, actor: Actor): Promise<void> {
      const job = await locked(tx, jobId);
      const offer = await store.offerTo(tx, jobId, vendorId);
      if (!offer) throw new Refusal('not-found');
      if (offer.state !== 'open') throw new Refusal('conflict', { key: 'vendors.offer-over' });
      await refuse(tx, job, offer, 'declined', reason, actor);
    },
    /** The time to answer is over; nothing happens when somebody answered or the moment has not come. */
    async expire(tx: Tx, offerId: number): Promise<void> {
      const known = await store.findOffer(tx, offerId);
      if (!known) return;
      const job = await locked(tx, known.jobId);
      const offer = await store.findOffer(tx, offerId);
      if (offer?.state === 'open' && clock.now() >= offer.answerBy) await refuse(tx, job, offer, 'expired', '', systemActor);
    },
    async progress(tx: Tx, vendorId: number, jobId: number, report: { kind: string; text: string; files: readonly number[] }, actor: Actor): Promise<void> {
      const job = await mine(tx, vendorId, jobId);
      must(job, 'accepted', 'working', 'disputed');
      if (job.state === 'accepted' && report.kind !== 'note') await store.setState(tx, jobId, 'working');
      await note(tx, jobId, report.kind, report.text, actor, report.files);
      await bus.publish(tx, JobProgressed, { stream: stream(job), actor, payload: { ...base(job), vendorId, kind: report.kind, text: report.text } });
      await tell(tx, job, 'progressed', { vendorId, kind: report.kind, text: report.text });
    },
    /** @throws Refusal `invalid-input` without a photo, or without the serial number where one is expected */
    async prove(tx: Tx, vendorId: number, jobId: number, proof: { photos: readonly number[]; serial: string; signature: number | null; signedBy: string; note: string }, actor: Actor): Promise<void> {
      const job = await mine(tx, vendorId, jobId);
      must(job, 'accepted', 'working');
      if (proof.photos.length === 0) throw new Refusal('invalid-input', { key: 'vendors.photo-needed', fields: [{ path: 'files', key: 'field.required' }] });
      if (job.serial !== '' && proof.serial === '') throw new Refusal('invalid-input', { fields: [{ path: 'serial', key: 'field.required' }] });
      const at = clock.now();
      const fits = serialFits(job.serial, proof.serial);
      await store.setDone(tx, jobId, { photos: [...proof.photos], serial: proof.serial, serialFits: fits, signature: proof.signature, signedBy: proof.signedBy, note: proof.note, at: at.toISOString() }, at);
      await note(tx, jobId, 'done', proof.note, actor, proof.photos);
      await bus.publish(tx, JobProved, { stream: stream(job), actor, payload: { ...base(job), vendorId, serialFits: fits } });
      await tell(tx, job, 'done', { vendorId, serialFits: fits });
    },
    /** We looked at the work: good ends it, otherwise it goes back. */
    async check(tx: Tx, jobId: number, verdict: { good: boolean; note: string }, actor: Actor): Promise<void> {
      const job = await locked(tx, jobId);
      must(job, 'done');
      if (verdict.good && job.claimOpen) throw new Refusal('conflict', { key: 'vendors.claim-open' });
      if (verdict.good) await store.setChecked(tx, jobId, job.amountMinor ?? 0, clock.now());
      else await store.sendBack(tx, jobId);
      await note(tx, jobId, verdict.good ? 'checked' : 'sent-back', verdict.note, actor);
      await bus.publish(tx, JobChecked, { stream: stream(job), actor, payload: { ...base(job), vendorId: job.vendorId ?? 0, good: verdict.good, amountMinor: job.amountMinor ?? 0, note: verdict.note } });
      await tell(tx, job, 'checked', { good: verdict.good });
    },
    async cancel(tx: Tx, jobId: number, reason: string, actor: Actor): Promise<void> {
      const job = await locked(tx, jobId);
      if (job.state === 'cancelled') return;
      must(job, 'offered', 'accepted', 'working', 'nobody');
      for (const lost of await store.withdrawOffers(tx, jobId, clock.now())) await bus.publish(tx, OfferWithdrawn, { stream: stream(job), actor, payload: { ...base(job), vendorId: lost.vendorId } });
      await store.setState(tx, jobId, 'cancelled');
      await note(tx, jobId, 'cancelled', reason, actor);
      await bus.publish(tx, JobCancelled, { stream: stream(job), actor, payload: { ...base(job), vendorId: job.vendorId, reason } });
    },
  };
}
export type Work = ReturnType<typeof createWork>;
