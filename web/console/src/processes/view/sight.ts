import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';

/** Below this words of steps cannot be read. */
const readable = 0.55;

/** Brings the whole drawing into view; where it would be too small to read, the part around one element. */
export function bringIntoView(canvas: Canvas, elements: ElementRegistry, focus: string | null): void {
  const outer = canvas.viewbox().outer;
  if (outer.width < 1 || outer.height < 1) return;
  canvas.zoom('fit-viewport', 'auto' as never);
  const { inner, scale } = canvas.viewbox();
  // Fitting never enlarges, and touches the edges: a little air around.
  if (scale >= readable) {
    const fit = Math.min(1, scale * 0.95);
    canvas.zoom(fit);
    canvas.viewbox({ x: inner.x - (outer.width / fit - inner.width) / 2, y: inner.y - (outer.height / fit - inner.height) / 2, width: outer.width / fit, height: outer.height / fit });
    return;
  }
  const size = { width: outer.width / readable, height: outer.height / readable };
  const element = (focus ? elements.get(focus) : undefined) as { x: number; y: number; width?: number; height?: number } | undefined;
  const at = element ? { x: element.x + (element.width ?? 0) / 2 - size.width / 2, y: element.y + (element.height ?? 0) / 2 - size.height / 2 } : { x: inner.x - 24, y: inner.y + inner.height / 2 - size.height / 2 };
  canvas.viewbox({ ...at, ...size });
}
