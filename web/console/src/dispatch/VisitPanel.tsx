import { dispatch } from '@aftercare/contract/dispatch';
import { Button, Chip, Facts, Field, Input, Notice, Select, clockTime, faultSentence, listed, named, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Lock, LockOpen, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConflictWords } from './VisitBlock.tsx';
import { type Board, type Visit, useBoardCache } from './data.ts';
import type { PlacingHands } from './usePlacing.ts';
import { instantOf, windowWords } from './words-of-time.ts';

interface Props { readonly board: Board; readonly visit: Visit; readonly hands: PlacingHands; readonly mayPlan: boolean; readonly mayBook: boolean }

/** All of one visit, and its plan to be changed without a mouse. */
export function VisitPanel({ board, visit, hands, mayPlan, mayBook }: Props) {
  const { t, i18n } = useTranslation('dispatch');
  const words = useConflictWords();
  const [technician, setTechnician] = useState(String(visit.technicianId ?? ''));
  const [clock, setClock] = useState(visit.startsAt ? clockTime(visit.startsAt, 'en-GB', board.timeZone) : '');
  const conflicts = board.conflicts.filter((c) => c.visitId === visit.id);
  const ahead = visit.state === 'planned' || visit.state === 'waiting';
  const startsAt = clock ? instantOf(board.day, clock, board.timeZone) : null;
  const outside = startsAt !== null && technician !== '' && (visit.windowFrom === null || startsAt < visit.windowFrom || startsAt > visit.windowTo!);
  const skillName = (id: number) => { const skill = board.skills.find((s) => s.id === id); return skill ? named(skill.name, i18n.language) : `#${id}`; };
  return (
    <section className="dp-panel" aria-label={visit.title}>
      <header className="dp-panel__head"><h2 className="dp-panel__title">{visit.title}</h2><Chip tone={visit.state === 'done' ? 'done' : visit.state === 'failed' ? 'late' : visit.state === 'waiting' ? 'wait' : 'plain'}>{t(`states.${visit.state}`)}</Chip></header>
      {conflicts.map((c) => <Notice key={c.kind} tone={c.soft ? 'due' : 'late'} icon={<TriangleAlert size={16} />}>{words(c)}</Notice>)}
      <Facts items={[
        [t('visit.window'), visit.windowFrom && visit.windowTo ? windowWords(visit.windowFrom, visit.windowTo, i18n.language, board.timeZone) : null],
        [t('visit.technician'), visit.technicianName], [t('visit.start'), visit.startsAt ? clockTime(visit.startsAt, i18n.language, board.timeZone) : null], [t('visit.duration'), t('visit.minutes', { n: visit.minutes })],
        [t('visit.contact'), `${visit.contactName} ${visit.phone}`], [t('visit.address'), visit.address], [t('visit.skills'), listed(visit.skills.map((s) => `${skillName(s.skillId)} ${s.level}`), i18n.language)],
        [t('visit.ticket'), <Link key="ticket" to="/tickets/$ticketId" params={{ ticketId: String(visit.ticketId) }}>#{visit.ticketId}</Link>],
      ]} />
      {ahead && mayPlan ? (
        <form className="dp-panel__form" onSubmit={(event) => { event.preventDefault(); hands.move(visit, technician === '' || startsAt === null ? { technicianId: null, startsAt: null } : { technicianId: Number(technician), startsAt }); }}>
          <Field label={t('visit.technician')}>{(control) => <Select {...control} value={technician} onChange={setTechnician} choices={[{ value: '', label: t('visit.nobody') }, ...board.technicians.map((n) => ({ value: String(n.id), label: n.name }))]} />}</Field>
          <Field label={t('visit.start')}>{(control) => <Input {...control} type="time" step={300} value={clock} onChange={(event) => setClock(event.target.value)} />}</Field>
          {outside ? <Notice tone="due">{t('visit.newPromise')}</Notice> : null}
          <div className="ac-row">
            <Button kind="primary" type="submit" busy={hands.busy}>{t('visit.place')}</Button>
            {visit.technicianId !== null ? <Button icon={visit.locked ? <LockOpen size={16} /> : <Lock size={16} />} onClick={() => hands.lock(visit)}>{t(visit.locked ? 'visit.unlock' : 'visit.lock')}</Button> : null}
            {visit.technicianId !== null && !visit.locked ? <Button kind="quiet" onClick={() => hands.takeOff(visit)}>{t('visit.takeOff')}</Button> : null}
          </div>
        </form>
      ) : null}
      {ahead && mayBook ? <Slots board={board} visit={visit} /> : null}
    </section>
  );
}

/** Free times, for a customer on the telephone. */
function Slots({ board, visit }: { readonly board: Board; readonly visit: Visit }) {
  const { t, i18n } = useTranslation('dispatch');
  const { call } = useApi();
  const toasts = useToasts();
  const cache = useBoardCache(board.day);
  const [open, setOpen] = useState(false);
  const slots = useQuery({ queryKey: ['dispatch-slots', visit.id, visit.version], enabled: open, queryFn: ({ signal }) => call(dispatch.slots, { params: { id: visit.id } }, { signal }) });
  const book = useMutation({
    mutationFn: (slot: { from: string; until: string }) => call(dispatch.book, { params: { id: visit.id }, body: { from: slot.from, until: slot.until } }),
    onSuccess: (now) => { setOpen(false); cache.put(now); void cache.renew(); }, onError: (error) => { toasts.show({ kind: 'fault', text: faultSentence(error) }); void slots.refetch(); },
  });
  if (!open) return <Button kind="link" onClick={() => setOpen(true)}>{t('visit.slots')}</Button>;
  return (
    <div className="dp-slots">
      <h3 className="dp-panel__sub">{t('visit.slots')}</h3>
      {slots.data?.items.length === 0 ? <p>{t('visit.noSlots')}</p> : null}
      {slots.data?.items.slice(0, 12).map((slot) => <Button key={slot.from} size="small" busy={book.isPending && book.variables.from === slot.from} onClick={() => book.mutate(slot)}>{windowWords(slot.from, slot.until, i18n.language, board.timeZone)}</Button>)}
    </div>
  );
}
