import { Loading, Skeleton } from '@aftercare/ui';
import { Suspense, lazy } from 'react';
import type { Marks } from './marks.ts';

const Canvas = lazy(() => import('./BpmnCanvas.tsx').then((module) => ({ default: module.BpmnCanvas })));

export type { Mark, MarkState, Marks } from './marks.ts';

export interface BpmnViewProps {
  /** BPMN 2.0 with its diagram part. */
  readonly xml: string;
  readonly marks?: Marks;
  /** What is drawn, for screen readers: "Repair, version 4". */
  readonly label: string;
  readonly selected?: string | null;
  readonly onSelect?: (elementId: string | null) => void;
  /** `page` fills its container; `card` is as high as a card in a side pane. */
  readonly size?: 'page' | 'card';
  /** The whole diagram at first, however small; else, where it would be too small to read, the part that matters. */
  readonly whole?: boolean;
}

/** A process as a diagram to look at, with marks on its steps. The drawing library comes when the first diagram is shown. */
export function BpmnView(props: BpmnViewProps) {
  const size = props.size ?? 'card';
  return <Suspense fallback={<Loading><Skeleton height={size === 'card' ? '14rem' : '24rem'} /></Loading>}><Canvas {...props} size={size} /></Suspense>;
}
