import type { Names } from '@aftercare/contract/basics';
import type { PostalAddress } from '@aftercare/contract/shipments';
import type { Block, Papers } from '../../platform/papers/index.ts';

export interface LabelFacts {
  readonly reference: string; readonly shipmentId: number; readonly direction: 'to-us' | 'to-customer'; readonly carrier: Names; readonly trackingNumber: string | null;
  readonly from: PostalAddress; readonly to: PostalAddress; readonly contents: string;
}
/** Makes the PDF of a label where the carrier gives none. */
export type LabelPrinter = (label: LabelFacts) => Promise<Uint8Array>;

/** A label for parcels, both languages on it: who sorts it may read either. */
export function createLabelPrinter(papers: Pick<Papers, 'render'>): LabelPrinter {
  return (label) => papers.render({
    size: 'label-100x70mm', language: 'zh-CN', title: `${label.reference} · ${label.trackingNumber ?? label.shipmentId}`,
    blocks: [
      { kind: 'columns', widths: ['rest', 'fit'], columns: [
        [...party('收 TO', label.to, true), { kind: 'gap', points: 3 }, ...party('寄 FROM', label.from, false)],
        [{ kind: 'qr', text: label.trackingNumber ?? `RMA-${label.reference}-${label.shipmentId}`, side: 62, align: 'right' }],
      ] },
      { kind: 'line' },
      { kind: 'columns', widths: ['rest', 'fit'], columns: [
        [{ kind: 'text', text: `${label.carrier.zh} ${label.carrier.en}`, size: 7, muted: true }, { kind: 'text', text: label.trackingNumber ?? '运单号由网点填写 Number: at the counter', strong: true, size: 10 }],
        [{ kind: 'text', text: '服务单 Ticket', size: 7, muted: true, align: 'right' }, { kind: 'text', text: label.reference, strong: true, size: 10, align: 'right' }],
      ] },
      { kind: 'text', text: label.contents, size: 7, muted: true },
    ],
  });
}

const party = (title: string, who: PostalAddress, large: boolean): Block[] => [
  { kind: 'text', text: title, size: 6, muted: true },
  { kind: 'text', text: [who.name, who.phone].filter(Boolean).join('  '), strong: true, size: large ? 10 : 8 },
  { kind: 'text', text: [who.address, who.postcode].filter(Boolean).join(' '), size: large ? 9 : 7 },
];
