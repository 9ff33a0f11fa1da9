import { Avatar, EmptyState, clockTime } from '@aftercare/ui';
import type { CSSProperties, DragEvent, KeyboardEvent } from 'react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { VisitBlock } from './VisitBlock.tsx';
import type { Board, Conflict, Visit } from './data.ts';
import { hours, instantAt, percent, scaleOf, shifted } from './scale.ts';
import type { PlacingHands } from './usePlacing.ts';

interface Props {
  readonly board: Board;
  readonly now: number;
  readonly chosen: number | null;
  readonly onChoose: (id: number) => void;
  readonly onTechnician: (id: number) => void;
  readonly hands: PlacingHands;
  readonly mayPlan: boolean;
}
const at = (left: number, width?: number): CSSProperties => ({ insetInlineStart: `${left}%`, ...(width === undefined ? {} : { inlineSize: `${Math.max(0, width)}%` }) });

/** One row for each technician: shift, ways, lunch, visits. Visits are dragged, or moved by keys. */
export function Timeline({ board, now, chosen, onChoose, onTechnician, hands, mayPlan }: Props) {
  const { t, i18n } = useTranslation('dispatch');
  const scale = useMemo(() => scaleOf(board), [board]);
  const conflicts = useMemo(() => Map.groupBy(board.conflicts.filter((c) => c.visitId !== null), (c: Conflict) => c.visitId), [board.conflicts]);
  const [over, setOver] = useState<number | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const clock = (instant: string | number) => clockTime(new Date(instant), i18n.language, board.timeZone);
  const nowAt = percent(scale, now);

  const drop = (event: DragEvent<HTMLDivElement>, technicianId: number) => {
    event.preventDefault();
    setOver(null);
    const [id, grabbed] = event.dataTransfer.getData('text/visit').split(':').map(Number);
    const visit = [...board.visits, ...board.waiting].find((v) => v.id === id);
    const box = event.currentTarget.getBoundingClientRect();
    if (visit) hands.move(visit, { technicianId, startsAt: instantAt(scale, (event.clientX - box.left - (grabbed ?? 0)) / box.width) });
  };
  const key = (event: KeyboardEvent, visit: Visit, row: number) => {
    if (!mayPlan || event.metaKey || event.ctrlKey || event.altKey) return;
    const step = event.shiftKey ? 30 : 5;
    const other = (by: number) => board.technicians[row + by];
    const act: Record<string, (() => void) | undefined> = {
      ArrowLeft: () => visit.startsAt && hands.move(visit, { technicianId: visit.technicianId, startsAt: shifted(visit.startsAt, -step) }),
      ArrowRight: () => visit.startsAt && hands.move(visit, { technicianId: visit.technicianId, startsAt: shifted(visit.startsAt, step) }),
      ArrowUp: () => { const to = other(-1); if (to) hands.move(visit, { technicianId: to.id, startsAt: visit.startsAt }); },
      ArrowDown: () => { const to = other(1); if (to) hands.move(visit, { technicianId: to.id, startsAt: visit.startsAt }); },
      l: () => hands.lock(visit), Delete: () => hands.takeOff(visit), Backspace: () => hands.takeOff(visit),
    };
    const perform = act[event.key];
    if (!perform || (visit.state !== 'planned' && visit.state !== 'waiting')) return;
    event.preventDefault();
    event.stopPropagation();
    perform();
  };

  if (board.technicians.length === 0) return <EmptyState title={t('noTechnicians')}>{t('noTechniciansHint')}</EmptyState>;
  return (
    <div ref={area} className="dp-line" role="group" aria-label={t('timeline')} aria-describedby="dp-keys">
      <span id="dp-keys" className="ac-unseen">{t('keys')}</span>
      <div className="dp-line__head">
        <span className="dp-line__who">{t('technicians')}</span>
        <div className="dp-line__hours" aria-hidden="true">{hours(scale).slice(0, -1).map((hour) => <span key={hour} className="dp-line__hour" style={at(percent(scale, hour))}>{clock(hour)}</span>)}</div>
      </div>
      {board.technicians.map((technician, row) => {
        const route = board.routes.find((r) => r.technicianId === technician.id);
        const visits = board.visits.filter((v) => v.technicianId === technician.id && v.startsAt);
        const stop = (id: number) => route?.stops.find((s) => s.visitId === id);
        return (
          <div key={technician.id} className="dp-row" data-over={over === technician.id || undefined} data-off={technician.shift === null || undefined}>
            <button type="button" className="dp-row__who" onClick={() => onTechnician(technician.id)}>
              <Avatar name={technician.name} />
              <span className="dp-row__names"><span className="dp-row__name">{technician.name}</span><span className="dp-row__sum">{technician.absent ? t('absent', { reason: technician.absent }) : technician.shift === null ? t('off') : t('utilisation', { visits: visits.length, minutes: route?.drivingMinutes ?? 0 })}</span></span>
            </button>
            <div
              className="dp-row__time"
              onDragOver={(event) => { if (mayPlan && event.dataTransfer.types.includes('text/visit')) { event.preventDefault(); if (over !== technician.id) setOver(technician.id); } }}
              onDragLeave={() => setOver(null)} onDrop={(event) => drop(event, technician.id)}
            >
              {technician.shift ? <span className="dp-shift" style={at(percent(scale, technician.shift.from), percent(scale, technician.shift.until) - percent(scale, technician.shift.from))} /> : null}
              {hours(scale).slice(1, -1).map((hour) => <span key={hour} className="dp-grid" style={at(percent(scale, hour))} />)}
              {route?.lunchAt ? <span className="dp-lunch" title={`${t('lunch')} ${clock(route.lunchAt)}`} style={at(percent(scale, route.lunchAt), percent(scale, shifted(route.lunchAt, route.lunchMinutes)) - percent(scale, route.lunchAt))} /> : null}
              {route?.stops.map((s) => <span key={s.visitId} className="dp-way" style={at(percent(scale, s.leaves), percent(scale, s.arrives) - percent(scale, s.leaves))} />)}
              {route?.returns && route.stops.length > 0 ? <span className="dp-way" style={at(percent(scale, route.stops.at(-1)!.ends), percent(scale, route.returns) - percent(scale, route.stops.at(-1)!.ends))} /> : null}
              {visits.map((visit) => {
                const begins = stop(visit.id)?.begins ?? visit.startsAt!;
                const ends = stop(visit.id)?.ends ?? shifted(visit.startsAt!, visit.minutes);
                return <VisitBlock key={visit.id} visit={visit} style={at(percent(scale, begins), percent(scale, ends) - percent(scale, begins))} time={`${clock(begins)}–${clock(ends)}`} conflicts={conflicts.get(visit.id) ?? []} chosen={chosen === visit.id} draggable={mayPlan && visit.state === 'planned' && !visit.locked} onChoose={() => onChoose(visit.id)} onKeyDown={(event) => key(event, visit, row)} />;
              })}
              {nowAt > 0 && nowAt < 100 ? <span className="dp-now" style={at(nowAt)} /> : null}
            </div>
          </div>
        );
      })}
    </div>
  );
}
