import { Chip, EmptyState } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board, Visit } from './data.ts';
import type { PlacingHands } from './usePlacing.ts';
import { windowWords } from './words-of-time.ts';

/** Visits nobody comes to yet: those that lost their technician first, then those whose customer has not chosen. */
export function Unplanned({ board, chosen, onChoose, hands, mayPlan }: { readonly board: Board; readonly chosen: number | null; readonly onChoose: (id: number) => void; readonly hands: PlacingHands; readonly mayPlan: boolean }) {
  const { t } = useTranslation('dispatch');
  const [over, setOver] = useState(false);
  const freed = board.visits.filter((v) => v.state === 'planned' && (v.technicianId === null || v.startsAt === null));
  const drop = (id: number) => { const visit = board.visits.find((v) => v.id === id); if (visit && !visit.locked) hands.takeOff(visit); };
  return (
    <section
      className="dp-free" data-over={over || undefined} aria-label={t('unplanned.title')}
      onDragOver={(event) => { if (mayPlan && event.dataTransfer.types.includes('text/visit')) { event.preventDefault(); setOver(true); } }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); drop(Number(event.dataTransfer.getData('text/visit').split(':')[0])); }}
    >
      <h2 className="dp-free__title">{t('unplanned.title')}<span className="dp-free__count">{freed.length + board.waiting.length}</span></h2>
      {over ? <p className="dp-free__drop">{t('unplanned.drop')}</p> : null}
      {freed.length + board.waiting.length === 0 ? <EmptyState title={t('unplanned.empty')}>{t('unplanned.emptyHint')}</EmptyState> : (
        <ul className="dp-free__list">{[...freed, ...board.waiting].map((visit) => <Card key={visit.id} board={board} visit={visit} chosen={chosen === visit.id} draggable={mayPlan} onChoose={() => onChoose(visit.id)} />)}</ul>
      )}
    </section>
  );
}

function Card({ board, visit, chosen, draggable, onChoose }: { readonly board: Board; readonly visit: Visit; readonly chosen: boolean; readonly draggable: boolean; readonly onChoose: () => void }) {
  const { t, i18n } = useTranslation('dispatch');
  return (
    <li>
      <button type="button" className="dp-card" aria-pressed={chosen} draggable={draggable} onClick={onChoose} onDragStart={(event) => { event.dataTransfer.setData('text/visit', `${visit.id}:0`); event.dataTransfer.effectAllowed = 'move'; }}>
        <span className="dp-card__title">{visit.title}</span>
        <span className="dp-card__who">{visit.customerName} · {visit.region || visit.address} · {t('visit.minutes', { n: visit.minutes })}</span>
        <span className="dp-card__foot">{visit.windowFrom && visit.windowTo ? <Chip tone="late">{windowWords(visit.windowFrom, visit.windowTo, i18n.language, board.timeZone)}</Chip> : <Chip tone="wait">{t('unplanned.waiting')}</Chip>}</span>
      </button>
    </li>
  );
}
