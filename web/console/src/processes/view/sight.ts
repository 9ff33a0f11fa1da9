import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';

/** Below this words of steps cannot be read. */
const readable = 0.55;
/** Air around a drawing, in pixels of the screen. */
const air = 16;

export interface Sight {
  /** Where to look when the whole would be too small to read. */
  readonly focus?: string | null;
  /** Show all of it, however small. */
  readonly entire?: boolean;
  /** Pixels at the left that something else stands on. */
  readonly inset?: number;
}

/** Brings the whole drawing into view, never enlarged; where it would be too small to read, the part around one element or the beginning. */
export function bringIntoView(canvas: Canvas, elements: ElementRegistry, { focus = null, entire = false, inset = 0 }: Sight): void {
  const { outer, inner } = canvas.viewbox();
  const room = { width: outer.width - inset - 2 * air, height: outer.height - 2 * air };
  if (room.width < 1 || room.height < 1 || inner.width < 1) return;
  const fit = Math.min(1, room.width / inner.width, room.height / inner.height);
  const scale = entire ? fit : Math.max(fit, readable);
  const element = (focus ? elements.get(focus) : undefined) as { x: number; y: number; width?: number; height?: number } | undefined;
  const middle = scale === fit ? { x: inner.x + inner.width / 2, y: inner.y + inner.height / 2 }
    : element ? { x: element.x + (element.width ?? 0) / 2, y: element.y + (element.height ?? 0) / 2 }
      : { x: inner.x + Math.min(inner.width, room.width / scale) / 2, y: inner.y + Math.min(inner.height, room.height / scale) / 2 };
  const size = { width: outer.width / scale, height: outer.height / scale };
  canvas.viewbox({ x: middle.x - size.width / 2 - inset / scale / 2, y: middle.y - size.height / 2, ...size });
}
