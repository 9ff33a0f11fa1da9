import type { Names } from '@aftercare/contract/basics';
import type { PostalAddress } from '@aftercare/contract/shipments';

export interface LabelFacts {
  readonly reference: string; readonly shipmentId: number; readonly direction: 'to-us' | 'to-customer'; readonly carrier: Names; readonly trackingNumber: string | null;
  readonly from: PostalAddress; readonly to: PostalAddress; readonly contents: string;
}
/** Makes the PDF of a label where the carrier gives none. */
export type LabelPrinter = (label: LabelFacts) => Promise<Uint8Array>;
