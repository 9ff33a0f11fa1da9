import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import type Selection from 'diagram-js/lib/features/selection/Selection';
import { aftercareDescriptor } from '@aftercare/contract/bpmn-extension';
import { drawingStyle } from './drawing.ts';
import { nameIn } from './names.ts';
import { bringIntoView } from './sight.ts';
import { followFingers } from './touch.ts';

/** A drawing that is open on the page. */
export interface Viewer {
  readonly canvas: Canvas;
  readonly elements: ElementRegistry;
  readonly overlays: Overlays;
  select(id: string | null): void;
  zoom(factor: number): void;
  whole(): void;
  close(): void;
}
interface Options {
  readonly language: string;
  readonly whole: boolean;
  readonly focus: () => string | null;
  readonly onSelect: (id: string | null) => void;
}

/** Draws BPMN XML into a part of the page. Refuses with the parser's error if it cannot be read or has no diagram part. */
export async function openViewer(host: HTMLElement, xml: string, { language, whole: all, focus, onSelect }: Options): Promise<Viewer> {
  const inner = document.createElement('div');
  inner.className = 'pr-diagram__inner';
  host.append(inner);
  const drawn = new NavigatedViewer({ container: inner, moddleExtensions: { aftercare: aftercareDescriptor }, ...drawingStyle() });
  drawn.on('import.parse.complete', (event: { definitions?: unknown }) => nameIn(event.definitions, language));
  const shut = () => { drawn.destroy(); inner.remove(); };
  try { await drawn.importXML(xml); } catch (error) { shut(); throw error; }
  const canvas = drawn.get<Canvas>('canvas');
  const elements = drawn.get<ElementRegistry>('elementRegistry');
  const selection = drawn.get<Selection>('selection');
  const show = (entire: boolean) => { canvas.resized(); bringIntoView(canvas, elements, { focus: focus(), entire }); };
  show(all);
  // A pane that was folded has no size yet: fit again when it gets one.
  let size = '';
  const watch = new ResizeObserver(() => {
    const now = `${host.clientWidth}x${host.clientHeight}`;
    if (now !== size && host.clientWidth > 0) { size = now; show(all); }
  });
  watch.observe(host);
  const letGo = followFingers(inner, canvas);
  drawn.on('selection.changed', (event: { newSelection: readonly { id: string }[] }) => onSelect(event.newSelection[0]?.id ?? null));
  return {
    canvas, elements, overlays: drawn.get<Overlays>('overlays'),
    select: (id) => {
      const element = id ? elements.get(id) : undefined;
      if (element ? selection.isSelected(element) : selection.get().length === 0) return;
      selection.select(element ?? null as never);
    },
    zoom: (factor) => { canvas.zoom(Math.min(4, Math.max(0.2, canvas.zoom() * factor))); },
    whole: () => show(true),
    close: () => { watch.disconnect(); letGo(); shut(); },
  };
}
