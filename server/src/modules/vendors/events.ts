import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

const Fact = z.object({ jobId: z.int(), ticketId: z.int(), vendorId: z.int(), at: z.string() });
/** A vendor was asked whether they take a job. */
export const JobOffered = defineEvent('vendors.offered', 1, Fact.extend({ offerId: z.int(), answerBy: z.string() }));
export const JobAccepted = defineEvent('vendors.accepted', 1, Fact.extend({ amountMinor: z.int(), dueAt: z.string() }));
/** They said no, or nothing in time. */
export const JobDeclined = defineEvent('vendors.declined', 1, Fact.extend({ expired: z.boolean(), reason: z.string() }));
/** Somebody else was faster, or we took the question back. */
export const OfferWithdrawn = defineEvent('vendors.withdrawn', 1, Fact);
/** Nobody of all who were asked takes it. */
export const NobodyAccepted = defineEvent('vendors.nobody-accepted', 1, Fact.omit({ vendorId: true }));
export const JobProgressed = defineEvent('vendors.progressed', 1, Fact.extend({ kind: z.string(), text: z.string() }));
/** They say it is done, with proof. */
export const JobProved = defineEvent('vendors.proved', 1, Fact.extend({ serialFits: z.boolean().nullable() }));
/** We looked at the work: good, or sent back. */
export const JobChecked = defineEvent('vendors.checked', 1, Fact.extend({ good: z.boolean(), amountMinor: z.int(), note: z.string() }));
export const JobCancelled = defineEvent('vendors.cancelled', 1, Fact.extend({ vendorId: z.int().nullable(), reason: z.string() }));
/** A price was asked for, or the work is disputed. */
export const ClaimRaised = defineEvent('vendors.disputed', 1, Fact.extend({ claimId: z.int(), kind: z.enum(['price', 'dispute']), raisedBy: z.enum(['vendor', 'house']), amountMinor: z.int().nullable() }));
export const ClaimDecided = defineEvent('vendors.claim-decided', 1, Fact.extend({ claimId: z.int(), kind: z.enum(['price', 'dispute']), granted: z.boolean(), amountMinor: z.int() }));
export const SettlementMoved = defineEvent('vendors.settlement-moved', 1, z.object({ settlementId: z.int(), vendorId: z.int(), period: z.string(), state: z.enum(['draft', 'approved', 'paid']), at: z.string() }));

export const vendorEvents = [JobOffered, JobAccepted, JobDeclined, OfferWithdrawn, NobodyAccepted, JobProgressed, JobProved, JobChecked, JobCancelled, ClaimRaised, ClaimDecided, SettlementMoved];
