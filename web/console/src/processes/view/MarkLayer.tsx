import { Check, CircleDot, Lightbulb, Minus, MoveDiagonal, Pencil, Plus, TriangleAlert, Zap } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type Mark, type MarkState, type Marks, markClasses } from './marks.ts';
import type { Viewer } from './viewer.ts';

const icons: Record<MarkState, LucideIcon> = { now: CircleDot, done: Check, stuck: TriangleAlert, added: Plus, changed: Pencil, moved: MoveDiagonal, removed: Minus, fault: TriangleAlert, hint: Lightbulb, hit: Check, next: Zap };
/** Lower shapes (events, gateways) have their name beneath: words stand above them. */
const labelled = 60;
interface Spot { readonly id: string; readonly host: HTMLElement; readonly name: string; readonly mark: Mark }

/** Colours, badges and words on the steps of an open drawing; for screen readers the same as a list. */
export function MarkLayer({ viewer, marks }: { readonly viewer: Pick<Viewer, 'canvas' | 'elements' | 'overlays'>; readonly marks: Marks }) {
  const { t } = useTranslation('processes');
  const [spots, setSpots] = useState<readonly Spot[]>([]);
  useEffect(() => {
    const undo: (() => void)[] = [];
    const found: Spot[] = [];
    for (const [id, mark] of Object.entries(marks)) {
      const element = viewer.elements.get(id) as { width?: number; waypoints?: unknown; businessObject?: { name?: string } } | undefined;
      if (!element) continue;
      for (const name of markClasses(mark)) {
        viewer.canvas.addMarker(id, name);
        undo.push(() => { if (viewer.elements.get(id)) viewer.canvas.removeMarker(id, name); });
      }
      const host = document.createElement('div');
      host.className = 'pr-spot';
      if (element.width !== undefined && !element.waypoints) {
        host.style.inlineSize = `${element.width}px`;
        const overlay = viewer.overlays.add(id, 'mark', { position: { left: 0, top: 0 }, html: host, show: { minZoom: 0.3 } });
        undo.push(() => viewer.overlays.remove(overlay));
      }
      found.push({ id, host, mark, name: element.businessObject?.name ?? id });
    }
    setSpots(found);
    return () => { for (const one of undo) one(); };
  }, [viewer, marks]);
  return (
    <>
      {spots.map(({ id, host, mark }) => createPortal(<Words mark={mark} height={heightOf(viewer, id)} />, host, id))}
      <ul className="ac-unseen">{spots.map(({ id, name, mark }) => <li key={id}>{[name, mark.state ? t(`view.state.${mark.state}`) : '', mark.words].filter(Boolean).join(': ')}</li>)}</ul>
    </>
  );
}

function Words({ mark, height }: { readonly mark: Mark; readonly height: number }) {
  const Icon = mark.state ? icons[mark.state] : null;
  return (
    <span aria-hidden="true">
      {Icon ? <span className="pr-badge" data-state={mark.state}><Icon size={12} strokeWidth={2.5} /></span> : null}
      {mark.words ? <span className="pr-words" style={height < labelled ? { insetBlockEnd: 0 } : { insetBlockStart: `${height}px` }} data-state={mark.state}>{mark.words}</span> : null}
    </span>
  );
}

function heightOf(viewer: Pick<Viewer, 'elements'>, id: string): number {
  return (viewer.elements.get(id) as { height?: number } | undefined)?.height ?? 0;
}
