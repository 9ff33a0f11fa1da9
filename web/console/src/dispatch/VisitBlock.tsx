import { Check, Lock, Navigation, TriangleAlert, Wrench, X } from 'lucide-react';
import type { CSSProperties, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict, Visit } from './data.ts';

interface Props {
  readonly visit: Visit;
  readonly time: string;
  readonly style: CSSProperties;
  readonly conflicts: readonly Conflict[];
  readonly chosen: boolean;
  readonly draggable: boolean;
  readonly onChoose: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}
const marks = { done: Check, failed: X, 'on-the-way': Navigation, arrived: Wrench } as const;

/** What a conflict says, in words. */
export function useConflictWords(): (conflict: Conflict) => string {
  const { t } = useTranslation('dispatch');
  return (conflict) => t(`conflicts.${conflict.kind}`, { minutes: conflict.minutes ?? 0 });
}

/** A visit on the timeline. */
export function VisitBlock({ visit, time, style, conflicts, chosen, draggable, onChoose, onKeyDown }: Props) {
  const { t } = useTranslation('dispatch');
  const words = useConflictWords();
  const hard = conflicts.some((c) => !c.soft);
  const Mark = hard ? TriangleAlert : visit.locked ? Lock : marks[visit.state as keyof typeof marks];
  const said = [visit.title, visit.customerName, time, t(`states.${visit.state}`), visit.locked ? t('visit.locked') : '', ...conflicts.map(words)].filter(Boolean).join(' · ');
  return (
    <button
      type="button" className="dp-visit" data-state={visit.state} data-fault={hard ? 'hard' : conflicts.length > 0 ? 'soft' : undefined} data-priority={visit.priority} data-locked={visit.locked || undefined} aria-pressed={chosen} aria-label={said} title={said} style={style}
      draggable={draggable} onClick={onChoose} onKeyDown={onKeyDown}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/visit', `${visit.id}:${event.clientX - event.currentTarget.getBoundingClientRect().left}`);
        event.dataTransfer.effectAllowed = 'move';
      }}
    >
      {Mark ? <Mark size={12} aria-hidden="true" /> : null}
      <span className="dp-visit__text"><span className="dp-visit__title">{visit.title}</span><span className="dp-visit__who">{visit.customerName} · {visit.region}</span></span>
    </button>
  );
}
