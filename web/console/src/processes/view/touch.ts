import type Canvas from 'diagram-js/lib/core/Canvas';

/**
 * Lets fingers move and pinch a drawing; the library itself knows the mouse alone.
 * @returns how to stop
 */
export function followFingers(host: HTMLElement, canvas: Canvas): () => void {
  const fingers = new Map<number, { x: number; y: number }>();
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return a && b ? { size: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : null;
  };
  const down = (event: PointerEvent) => { if (event.pointerType === 'touch') fingers.set(event.pointerId, { x: event.clientX, y: event.clientY }); };
  const up = (event: PointerEvent) => { fingers.delete(event.pointerId); };
  const move = (event: PointerEvent) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    event.preventDefault();
    const before = spread();
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const after = spread();
    if (before && after && before.size > 0) {
      const box = host.getBoundingClientRect();
      canvas.zoom(Math.min(4, Math.max(0.2, (canvas.zoom() * after.size) / before.size)), { x: after.x - box.left, y: after.y - box.top });
    } else canvas.scroll({ dx: event.clientX - last.x, dy: event.clientY - last.y });
  };
  host.addEventListener('pointerdown', down);
  host.addEventListener('pointermove', move);
  for (const end of ['pointerup', 'pointercancel'] as const) window.addEventListener(end, up);
  return () => {
    host.removeEventListener('pointerdown', down);
    host.removeEventListener('pointermove', move);
    for (const end of ['pointerup', 'pointercancel'] as const) window.removeEventListener(end, up);
  };
}
