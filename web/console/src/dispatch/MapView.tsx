import { named } from '@aftercare/ui';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board } from './data.ts';
import { type Spot, project, tilesOf, viewOf } from './projection.ts';
import { useFrameSize } from './useFrameSize.ts';

interface Props {
  readonly board: Board;
  readonly chosen: number | null;
  readonly technician: number | null;
  readonly onChoose: (id: number) => void;
}

/** The day as a map of our own: territories, homes, routes and stops. Pictures lie under it only where the settings name a source. */
export function MapView({ board, chosen, technician, onChoose }: Props) {
  const { t, i18n } = useTranslation('dispatch');
  const frame = useRef<HTMLDivElement>(null);
  const size = useFrameSize(frame, { width: 360, height: 420 });
  const placed = useMemo(() => [...board.visits, ...board.waiting].filter((v) => v.lat !== null && v.lon !== null && v.state !== 'cancelled'), [board.visits, board.waiting]);
  const view = useMemo(() => viewOf([...placed.map((v) => ({ lat: v.lat!, lon: v.lon! })), ...board.technicians.map((n) => ({ lat: n.homeLat, lon: n.homeLon }))], size.width, size.height), [placed, board.technicians, size]);
  const at = (spot: Spot) => project(view, spot);
  const shown = technician ?? board.visits.find((v) => v.id === chosen)?.technicianId ?? null;
  const line = (technicianId: number) => {
    const home = board.technicians.find((n) => n.id === technicianId);
    const route = board.routes.find((r) => r.technicianId === technicianId);
    if (!home || !route) return '';
    const spots = route.stops.flatMap((s) => { const v = board.visits.find((one) => one.id === s.visitId); return v && v.lat !== null && v.lon !== null ? [{ lat: v.lat, lon: v.lon }] : []; });
    const base = { lat: home.homeLat, lon: home.homeLon };
    return [base, ...spots, base].map((s) => at(s)).map(({ x, y }) => `${x},${y}`).join(' ');
  };
  const order = new Map(board.routes.find((r) => r.technicianId === shown)?.stops.map((s, k) => [s.visitId, k + 1]));
  return (
    <div ref={frame} className="dp-map">
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={t('mapOf', { day: board.day })}>
        {tilesOf(view, board.tiles).map((tile) => <image key={tile.url} href={tile.url} x={tile.x} y={tile.y} width={tile.size} height={tile.size} opacity="0.6" />)}
        {board.territories.filter((area) => area.polygon).map((area) => {
          const corners = area.polygon!.map(([lat, lon]) => at({ lat, lon }));
          return (
            <g key={area.id}>
              <polygon className="dp-map__area" points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} />
              <text className="dp-map__name" x={Math.max(28, Math.min(size.width - 28, corners.reduce((s, c) => s + c.x, 0) / corners.length))} y={Math.max(14, Math.min(...corners.map((c) => c.y)) + 16)}>{named(area.name, i18n.language)}</text>
            </g>
          );
        })}
        {board.routes.filter((r) => r.technicianId !== shown).map((r) => <polyline key={r.technicianId} className="dp-map__way" points={line(r.technicianId)} />)}
        {shown !== null ? <polyline className="dp-map__way" data-shown points={line(shown)} /> : null}
        {board.technicians.map((n) => { const { x, y } = at({ lat: n.homeLat, lon: n.homeLon }); return <rect key={n.id} className="dp-map__home" data-shown={n.id === shown || undefined} x={x - 4} y={y - 4} width="8" height="8"><title>{`${t('home')} · ${n.name}`}</title></rect>; })}
        {placed.map((v) => {
          const { x, y } = at({ lat: v.lat!, lon: v.lon! });
          const mine = shown !== null && v.technicianId === shown;
          return (
            <g key={v.id} className="dp-map__stop" data-state={v.state} data-shown={mine || undefined} data-chosen={v.id === chosen || undefined} data-free={v.technicianId === null || undefined} onClick={() => onChoose(v.id)}>
              <title>{`${v.title} · ${v.customerName} · ${v.technicianName ?? ''}`}</title>
              <circle cx={x} cy={y} r={v.id === chosen ? 9 : mine ? 8 : 4} />
              {mine && order.has(v.id) ? <text x={x} y={y + 4}>{order.get(v.id)}</text> : null}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
