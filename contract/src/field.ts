import { z } from 'zod';
import { Id, Instant, Names } from './basics.ts';
import { ChecklistItem, Day, VisitPart, VisitState } from './dispatch.ts';
import { route } from './route.ts';

/** A job with all that is needed where there is no line. */
export const FieldJob = z.object({
  id: z.int(), ticketId: z.int(), day: Day, title: z.string(), fault: z.string(), customerName: z.string(), contactName: z.string(), phone: z.string(), address: z.string(), lat: z.number().nullable(), lon: z.number().nullable(),
  minutes: z.int(), priority: z.enum(['low', 'normal', 'high', 'urgent']), state: VisitState, windowFrom: Instant.nullable(), windowTo: Instant.nullable(), startsAt: Instant.nullable(), locked: z.boolean(), published: z.boolean(),
  /** Minutes of driving from the stop before, or from home. */
  drive: z.int().nullable(),
  onTheWayAt: Instant.nullable(), etaAt: Instant.nullable(), arrivedAt: Instant.nullable(), finishedAt: Instant.nullable(), version: z.int(),
  unit: z.object({ product: z.string(), serial: z.string() }),
  parts: z.array(VisitPart.extend({ inVan: z.int() })), used: z.array(z.object({ partId: z.int(), name: z.string(), quantity: z.int() })),
  checklist: z.array(ChecklistItem), checked: z.array(z.string()), photos: z.int(), signedBy: z.string(), note: z.string(), reason: z.string(),
  /** Earlier requests and visits of the same unit or customer, newest first. */
  history: z.array(z.object({ at: Instant, title: z.string(), note: z.string() })),
});
export type FieldJob = z.infer<typeof FieldJob>;
export const VanPart = z.object({ partId: z.int(), number: z.string(), name: Names, available: z.int() });
export type VanPart = z.infer<typeof VanPart>;
export const FieldDay = z.object({
  technician: z.object({ id: z.int(), name: z.string(), homeName: z.string(), homeLat: z.number(), homeLon: z.number() }), timeZone: z.string(), today: Day, at: Instant, company: z.string(),
  jobs: z.array(FieldJob), van: z.array(VanPart),
});
export type FieldDay = z.infer<typeof FieldDay>;

const base = { /** Made by the device; sent again, it is taken once. */ id: z.uuid(), visitId: Id, /** When it was done. */ at: Instant };
export const FieldOperation = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('on-the-way'), eta: Instant.nullable().default(null) }),
  z.object({ ...base, kind: z.literal('arrived') }),
  z.object({ ...base, kind: z.literal('done') }),
  z.object({ ...base, kind: z.literal('failed'), reason: z.string().trim().min(1).max(500) }),
  z.object({ ...base, kind: z.literal('check'), key: z.string().max(60), checked: z.boolean() }),
  z.object({ ...base, kind: z.literal('note'), text: z.string().max(4000) }),
  z.object({ ...base, kind: z.literal('part'), partId: Id, quantity: z.int().min(1).max(1000), serials: z.array(z.string().trim().min(1).max(100)).max(100).default([]) }),
  z.object({ ...base, kind: z.literal('photo'), fileId: Id, caption: z.string().max(300).default('') }),
  z.object({ ...base, kind: z.literal('signature'), fileId: Id, name: z.string().trim().max(200).default('') }),
]);
export type FieldOperation = z.infer<typeof FieldOperation>;
export const FieldOutcome = z.object({
  id: z.uuid(), outcome: z.enum(['applied', 'conflict']),
  /** Why it was not taken: the visit is somebody else's now, is cancelled, was finished; the part is not in the van; the step does not follow. */
  conflict: z.enum(['moved', 'cancelled', 'finished', 'gone', 'no-stock', 'order', 'file', 'refused']).nullable(), detail: z.string(),
});
export type FieldOutcome = z.infer<typeof FieldOutcome>;

export const field = {
  day: route({ method: 'GET', path: '/field/day', summary: 'My jobs of today and tomorrow, with all that is needed offline', right: 'field.work', response: FieldDay }),
  sync: route({ method: 'POST', path: '/field/operations', summary: 'What was done while away, in order; each is taken once or answered with a conflict', right: 'field.work', bodyLimit: 2_000_000, body: z.object({ operations: z.array(FieldOperation).max(500) }), response: z.object({ outcomes: z.array(FieldOutcome) }) }),
};
