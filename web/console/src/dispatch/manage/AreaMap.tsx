import type { Territory } from '@aftercare/contract/dispatch';
import { named } from '@aftercare/ui';
import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type Spot, project, tilesOf, unproject, viewOf } from '../projection.ts';
import { useFrameSize } from '../useFrameSize.ts';
import { type Corner, withCorner } from './area.ts';

interface Props {
  readonly corners: readonly Corner[];
  readonly others: readonly Territory[];
  readonly homes: readonly (Spot & { readonly name: string })[];
  readonly tiles: string;
  readonly onChange: (corners: Corner[]) => void;
}

/** An area drawn by its corners: press to add one, drag to move, arrow keys and Delete on the one in focus. */
export function AreaMap({ corners, others, homes, tiles, onChange }: Props) {
  const { t, i18n } = useTranslation('dispatch');
  const frame = useRef<SVGSVGElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const size = useFrameSize(box, { width: 560, height: 420 });
  const [held, setHeld] = useState<number | null>(null);
  // What is seen stays while corners move: the view follows the house, not the hand.
  const start = useRef(corners);
  const view = useMemo(() => {
    const own = start.current.length > 0 ? start.current.map(([lat, lon]) => ({ lat, lon })) : [...others.flatMap((one) => (one.polygon ?? []).map(([lat, lon]) => ({ lat, lon }))), ...homes];
    const fit = viewOf(own, size.width, size.height);
    // A rim around it, to draw outwards.
    return own.length > 1 ? { ...fit, zoom: fit.zoom - 0.5, left: (fit.left + size.width / 2) / Math.SQRT2 - size.width / 2, top: (fit.top + size.height / 2) / Math.SQRT2 - size.height / 2 } : { ...fit, zoom: Math.min(fit.zoom, 11), ...(fit.zoom > 11 ? shrunk(fit, 11) : {}) };
  }, [size, others, homes]);
  const at = ([lat, lon]: Corner) => project(view, { lat, lon });
  const spotOf = (event: PointerEvent): Corner => {
    const corner0 = frame.current?.getBoundingClientRect();
    const { lat, lon } = unproject(view, { x: event.clientX - (corner0?.left ?? 0), y: event.clientY - (corner0?.top ?? 0) });
    return [lat, lon];
  };
  const keys = (event: KeyboardEvent, n: number) => {
    const step = event.shiftKey ? 20 : 4;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    const corner = corners[n];
    if (!corner) return;
    if (by) { event.preventDefault(); const { x, y } = at(corner); const { lat, lon } = unproject(view, { x: x + (by[0] ?? 0), y: y + (by[1] ?? 0) }); onChange(corners.with(n, [lat, lon])); }
    if ((event.key === 'Delete' || event.key === 'Backspace') && corners.length > 3) { event.preventDefault(); onChange(corners.toSpliced(n, 1)); }
  };
  const points = corners.map(at);
  return (
    <div ref={box} className="dp-area">
      <svg
        ref={frame} viewBox={`0 0 ${size.width} ${size.height}`} role="group" aria-label={t('manage.drawn', { count: corners.length })}
        onPointerDown={(event) => { if (event.button === 0 && held === null) onChange(withCorner(corners, spotOf(event))); }}
        onPointerMove={(event) => { if (held !== null) onChange(corners.with(held, spotOf(event))); }} onPointerUp={() => setHeld(null)} onPointerCancel={() => setHeld(null)}
      >
        {tilesOf(view, tiles).map((tile) => <image key={tile.url} href={tile.url} x={tile.x} y={tile.y} width={tile.size} height={tile.size} opacity="0.6" />)}
        {/* All areas first: a name is not hidden by the area beside it. */}
        {others.map((one) => (one.polygon ? <polygon key={one.id} className="dp-map__area" points={one.polygon.map(at).map(({ x, y }) => `${x},${y}`).join(' ')} /> : null))}
        {others.filter((one) => one.polygon).map((one) => {
          const [first] = one.polygon ?? [];
          const place = first ? at(first) : { x: 0, y: 0 };
          return <text key={one.id} className="dp-map__name" x={Math.max(28, Math.min(size.width - 28, place.x))} y={Math.max(14, Math.min(size.height - 6, place.y))}>{named(one.name, i18n.language)}</text>;
        })}
        {homes.map((home) => { const { x, y } = project(view, home); return <rect key={home.name} className="dp-map__home" x={x - 4} y={y - 4} width="8" height="8"><title>{home.name}</title></rect>; })}
        {corners.length > 1 ? <polygon className="dp-area__own" points={points.map(({ x, y }) => `${x},${y}`).join(' ')} /> : null}
        {points.map(({ x, y }, n) => (
          <circle
            key={n} className="dp-area__corner" cx={x} cy={y} r={held === n ? 10 : 7} tabIndex={0} role="button" aria-label={t('manage.corner', { n: n + 1, lat: corners[n]?.[0], lon: corners[n]?.[1] })}
            onPointerDown={(event) => { event.stopPropagation(); event.currentTarget.ownerSVGElement?.setPointerCapture(event.pointerId); setHeld(n); event.currentTarget.focus(); }} onKeyDown={(event) => keys(event, n)}
          />
        ))}
      </svg>
    </div>
  );
}
/** The same middle, seen from farther away. */
function shrunk(view: ReturnType<typeof viewOf>, zoom: number) {
  const k = 2 ** (zoom - view.zoom);
  return { left: (view.left + view.width / 2) * k - view.width / 2, top: (view.top + view.height / 2) * k - view.height / 2 };
}
