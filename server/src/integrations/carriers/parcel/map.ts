import type { ParcelEvent, ShipmentState } from '@aftercare/contract/shipments';
import { z } from 'zod';
import type { CarrierScan, LabelOrder, OrderedLabel } from '../../carrier.ts';

const states: Readonly<Record<ParcelEvent['scans'][number]['status'], ShipmentState>> = {
  accepted: 'handed-over', in_transit: 'in-transit', out_for_delivery: 'out-for-delivery', delivered: 'delivered', failed: 'failed', returned: 'returned',
};

/** Scans of a message or of an answer, in our words. */
export const scansOf = (parcel: Pick<ParcelEvent, 'trackingNumber' | 'scans'>): CarrierScan[] =>
  parcel.scans.map((s) => ({ id: s.id, trackingNumber: parcel.trackingNumber, at: new Date(s.at), state: states[s.status], place: s.place, words: s.text }));

/** An order as the carrier wants it. */
export const orderBody = (order: LabelOrder) => ({ reference: order.reference, from: order.from, to: order.to, contents: order.contents, weightGrams: order.weightGrams, label: 'pdf' });

const LabelAnswer = z.object({ trackingNumber: z.string().min(4).max(60), label: z.object({ pdf: z.base64() }).nullable().default(null), expectedAt: z.iso.datetime({ offset: true }).nullable().default(null) });
/** @throws ZodError for an answer that is not one */
export function labelOf(answer: unknown): OrderedLabel {
  const { trackingNumber, label, expectedAt } = LabelAnswer.parse(answer);
  return { trackingNumber, pdf: label ? Buffer.from(label.pdf, 'base64') : null, expectedAt: expectedAt ? new Date(expectedAt) : null };
}
