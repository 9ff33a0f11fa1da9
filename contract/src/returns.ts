import { z } from 'zod';
import { Id, IdParam, Instant, Names, PageQuery, page } from './basics.ts';
import { FileInfo } from './files.ts';
import { Currency, Minor } from './money.ts';
import { Owed } from './repairs.ts';
import { route } from './route.ts';
import { Shipment } from './shipments.ts';

export const ReturnKind = z.enum(['return', 'exchange', 'refund']);
export type ReturnKind = z.infer<typeof ReturnKind>;
export const ReturnState = z.enum(['requested', 'approved', 'labelled', 'received', 'inspected', 'refunded', 'swapped', 'sent-back', 'refused', 'closed', 'cancelled']);
export type ReturnState = z.infer<typeof ReturnState>;
/** A as new · B used, works · C marks or parts missing · D broken or not ours. */
export const Grade = z.enum(['A', 'B', 'C', 'D']);
export type Grade = z.infer<typeof Grade>;
export const ReturnReason = z.enum(['faulty', 'wrong-item', 'not-as-described', 'changed-mind', 'damaged-in-transit', 'other']);
export type ReturnReason = z.infer<typeof ReturnReason>;
export const Disposition = z.enum(['restock', 'refurbish', 'recycle', 'send-back']);
export type Disposition = z.infer<typeof Disposition>;
export const InspectionCheck = z.object({ key: z.string().max(60), ok: z.boolean() });

export const ReturnOrder = z.object({
  id: z.int(), ticketId: z.int(), kind: ReturnKind, state: ReturnState, reason: ReturnReason, text: z.string(),
  unit: z.object({ id: z.int(), serial: z.string(), model: z.string() }).nullable(), owed: Owed.nullable(), eligible: z.boolean().nullable(), why: Names.nullable(),
  /** Gross, in minor units. */
  paidMinor: z.int(), currency: Currency, refundMinor: z.int().nullable(), refundReference: z.string().nullable(),
  receivedAt: Instant.nullable(),
  inspection: z.object({ grade: Grade, checks: z.array(InspectionCheck), note: z.string(), photos: z.array(FileInfo), at: Instant, by: z.string() }).nullable(),
  newUnit: z.object({ id: z.int(), serial: z.string() }).nullable(), disposition: Disposition.nullable(), disposedAt: Instant.nullable(),
  openedAt: Instant, dueAt: Instant, finishedAt: Instant.nullable(), overdue: z.boolean(), shipments: z.array(Shipment),
  can: z.array(z.enum(['approve', 'refuse', 'label', 'receive', 'inspect', 'refund', 'swap', 'dispose', 'cancel'])), version: z.int(),
});
export type ReturnOrder = z.infer<typeof ReturnOrder>;
export const ReturnRow = ReturnOrder.pick({ id: true, ticketId: true, kind: true, state: true, reason: true, refundMinor: true, currency: true, openedAt: true, dueAt: true, overdue: true }).extend({ subject: z.string(), customerName: z.string(), model: z.string(), serial: z.string(), grade: Grade.nullable() });
export type ReturnRow = z.infer<typeof ReturnRow>;

const ByToken = z.object({ token: z.string().min(10).max(400).optional() });
/** What the customer sees of it. */
export const PortalReturn = z.object({
  kind: ReturnKind, state: ReturnState, eligible: z.boolean().nullable(), why: Names.nullable(), refundMinor: z.int().nullable(), currency: Currency, dueAt: Instant,
  label: FileInfo.nullable(), trackingNumber: z.string().nullable(), trackingUrl: z.string().nullable(), /** The customer tells the number. */ manual: z.boolean(), sendTo: z.string().nullable(), scans: Shipment.shape.scans,
  back: z.object({ trackingNumber: z.string().nullable(), trackingUrl: z.string().nullable(), scans: Shipment.shape.scans }).nullable(),
});
export type PortalReturn = z.infer<typeof PortalReturn>;

const decide = 'returns.decide';
const work = 'repairs.work';
export const returns = {
  list: route({ method: 'GET', path: '/returns', summary: 'Returns and exchanges, those due first', right: 'repairs.read', query: PageQuery.extend({ state: ReturnState.optional(), kind: ReturnKind.optional(), open: z.enum(['true', 'false']).default('true') }), response: page(ReturnRow) }),
  ofTicket: route({ method: 'GET', path: '/tickets/:id/returns', summary: 'Returns of a ticket', right: 'repairs.read', params: IdParam, response: z.object({ items: z.array(ReturnOrder) }) }),
  open: route({ method: 'POST', path: '/tickets/:id/returns', summary: 'Open a return on a ticket', right: work, status: 201, idempotent: true, params: IdParam, body: z.object({ kind: ReturnKind, reason: ReturnReason.default('other'), text: z.string().max(4000).default(''), paidMinor: Minor.default(0), currency: Currency.default('CNY') }), response: ReturnOrder }),
  approve: route({ method: 'POST', path: '/returns/:id/approve', summary: 'Take it back, also where nothing is owed', right: decide, params: IdParam, body: z.object({ reason: z.string().max(500).default('') }), response: ReturnOrder }),
  refuse: route({ method: 'POST', path: '/returns/:id/refuse', summary: 'Do not take it back', right: decide, params: IdParam, body: z.object({ reason: z.string().trim().min(1).max(500) }), response: ReturnOrder }),
  label: route({ method: 'POST', path: '/returns/:id/label', summary: 'Order a parcel label', right: work, params: IdParam, body: z.object({ carrier: z.string().max(40).optional() }), response: ReturnOrder }),
  receive: route({ method: 'POST', path: '/returns/:id/receive', summary: 'It has arrived', right: work, params: IdParam, body: z.object({ siteId: Id.nullable().default(null) }), response: ReturnOrder }),
  inspect: route({ method: 'POST', path: '/returns/:id/inspection', summary: 'Record the inspection', right: work, params: IdParam, body: z.object({ grade: Grade, checks: z.array(InspectionCheck).max(30).default([]), note: z.string().max(4000).default(''), photos: z.array(z.int().positive()).max(20).default([]) }), response: ReturnOrder }),
  refund: route({ method: 'POST', path: '/returns/:id/refund', summary: 'Give the money back', right: decide, params: IdParam, body: z.object({ amountMinor: Minor, reference: z.string().max(100).default('') }), response: ReturnOrder }),
  swap: route({ method: 'POST', path: '/returns/:id/swap', summary: 'Send another unit', right: work, params: IdParam, body: z.object({ serial: z.string().trim().min(1).max(100) }), response: ReturnOrder }),
  dispose: route({ method: 'POST', path: '/returns/:id/disposition', summary: 'Back to stock, refurbish, recycle or back to the customer', right: work, params: IdParam, body: z.object({ disposition: Disposition }), response: ReturnOrder }),
  cancel: route({ method: 'POST', path: '/returns/:id/cancel', summary: 'The customer keeps it', right: work, params: IdParam, body: z.object({ reason: z.string().trim().min(1).max(500) }), response: ReturnOrder }),
  portalOf: route({ method: 'GET', path: '/portal/tickets/:id/return', summary: 'The return on the customer’s page', public: 'signed link or portal session checked inside', params: IdParam, query: ByToken, response: z.object({ return: PortalReturn.nullable() }) }),
  portalHandOver: route({ method: 'POST', path: '/portal/tickets/:id/return/parcel', summary: 'The customer tells the tracking number', public: 'signed link or portal session checked inside', params: IdParam, query: ByToken, body: z.object({ trackingNumber: z.string().trim().min(4).max(60) }), response: z.object({ return: PortalReturn.nullable() }) }),
};
