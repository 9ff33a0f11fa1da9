import { dispatch } from '@aftercare/contract/dispatch';
import { Button, Dialog, ErrorState, IconButton, Input, Loading, Moment, Skeleton, clockTime, faultSentence, useApi, useNow, useToasts } from '@aftercare/ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, Route, Send, Settings2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../command/command.ts';
import { useCommands } from '../command/CommandProvider.tsx';
import { useMay, useMe } from '../data/useQueries.ts';
import { useTitle } from '../shell/useTitle.ts';
import { MapView } from './MapView.tsx';
import { RunBar } from './RunBar.tsx';
import { TechnicianDialog } from './TechnicianDialog.tsx';
import { Timeline } from './Timeline.tsx';
import { Unplanned } from './Unplanned.tsx';
import { useConflictWords } from './VisitBlock.tsx';
import { VisitPanel } from './VisitPanel.tsx';
import { type Board, useBoard, useBoardCache, working } from './data.ts';
import { usePlacing } from './usePlacing.ts';
import { dayAfter, todayIn } from './words-of-time.ts';
import { loadDispatchWords } from './words.ts';
import './dispatch.css';

await loadDispatchWords();

/** The dispatcher's day: who goes where and when, what is wrong, and what would be better. */
export function DispatchPage() {
  const { t } = useTranslation('dispatch');
  const me = useMe();
  const now = useNow();
  const navigate = useNavigate();
  const given = useSearch({ from: '/shell/dispatch' }).day;
  const day = given ?? todayIn(me.timeZone, now);
  const go = (to: string | undefined) => void navigate({ to: '/dispatch', search: to ? { day: to } : {}, replace: true });
  const board = useBoard(day);
  const may = useMay();
  useTitle(t('title'));
  return (
    <div className="dp">
      <header className="dp-head">
        <h1 className="dp-head__title">{t('title')}</h1>
        <div className="dp-head__day">
          <IconButton label={t('previous')} icon={<ChevronLeft size={18} />} onClick={() => go(dayAfter(day, -1))} />
          <Input type="date" aria-label={t('day')} value={day} onChange={(event) => { if (event.target.value) go(event.target.value); }} />
          <IconButton label={t('next')} icon={<ChevronRight size={18} />} onClick={() => go(dayAfter(day, 1))} />
          <Button kind="quiet" onClick={() => go(undefined)}>{t('today')}</Button>
        </div>
        {board.data ? <Acts board={board.data} /> : null}
        {may('dispatch.plan') || may('dispatch.manage') ? <IconButton label={t('manage.open')} icon={<Settings2 size={18} />} onClick={() => void navigate({ to: '/dispatch/manage' })} /> : null}
      </header>
      {board.data ? <Day key={day} board={board.data} now={now} /> : board.isError ? <ErrorState error={board.error} safe={t('safe')} retry={() => void board.refetch()} /> : <Loading className="dp-body"><Skeleton height="100%" /><Skeleton height="100%" /><Skeleton height="100%" /></Loading>}
    </div>
  );
}

function Acts({ board }: { readonly board: Board }) {
  const { t } = useTranslation('dispatch');
  const { call } = useApi();
  const toasts = useToasts();
  const may = useMay();
  const cache = useBoardCache(board.day);
  const onError = (error: Error) => void toasts.show({ kind: 'fault', text: faultSentence(error) });
  const optimise = useMutation({ mutationFn: () => call(dispatch.optimise, { params: { day: board.day }, body: {} }), onSettled: () => void cache.renew(), onError });
  const publish = useMutation({ mutationFn: () => call(dispatch.publish, { params: { day: board.day } }), onSuccess: ({ visits }) => void toasts.show({ text: t('publishedToast', { count: visits }) }), onSettled: () => void cache.renew(), onError });
  const { figures } = board;
  const allowed = may('dispatch.plan');
  useCommands(useMemo((): Command[] => [{ id: 'optimise', group: 'list', label: t('optimise'), keys: 'o', allowed, perform: () => optimise.mutate() }], [t, allowed, optimise]));
  const shown = [[t('figures.visits'), figures.visits], [t('figures.unplanned'), figures.unplanned, figures.unplanned > 0], [t('figures.driving'), t('figures.hours', { h: Math.floor(figures.drivingMinutes / 60), m: figures.drivingMinutes % 60 })], [t('figures.kilometres'), Math.round(figures.kilometres)], [t('figures.conflicts'), figures.conflicts, figures.conflicts > 0]] as const;
  return (
    <>
      <dl className="dp-figures">{shown.map(([name, value, bad]) => <div key={name} data-bad={bad || undefined}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <div className="dp-head__acts">
        {board.publishedAt ? <span className="dp-head__published">{t('published', { time: '' })}<Moment at={board.publishedAt} /></span> : null}
        {allowed ? <Button icon={<Route size={16} />} kind="primary" busy={optimise.isPending || working(board.run)} onClick={() => optimise.mutate()}>{t('optimise')}</Button> : null}
        {allowed ? <Button icon={<Send size={16} />} busy={publish.isPending} onClick={() => publish.mutate()}>{t('publish')}</Button> : null}
      </div>
    </>
  );
}

function Day({ board, now }: { readonly board: Board; readonly now: number }) {
  const { t, i18n } = useTranslation('dispatch');
  const may = useMay();
  const words = useConflictWords();
  const hands = usePlacing(board);
  const [chosen, setChosen] = useState<number | null>(null);
  const [technician, setTechnician] = useState<number | null>(null);
  const mayPlan = may('dispatch.plan');
  useCommands(useMemo((): Command[] => [{ id: 'undo-move', group: 'list', label: t('undoKey'), keys: 'mod+z', allowed: mayPlan, perform: hands.undo }], [t, mayPlan, hands.undo]));
  const visit = [...board.visits, ...board.waiting].find((v) => v.id === chosen);
  const hard = board.conflicts.filter((c) => !c.soft);
  const named = (c: Board['conflicts'][number]) => board.visits.find((v) => v.id === c.visitId)?.title ?? board.technicians.find((n) => n.id === c.technicianId)?.name ?? '';
  return (
    <>
      {board.run ? <RunBar run={board.run} mayPlan={mayPlan} /> : null}
      <div className="dp-body">
        <Unplanned board={board} chosen={chosen} onChoose={setChosen} hands={hands} mayPlan={mayPlan} />
        <Timeline board={board} now={now} chosen={chosen} onChoose={setChosen} onTechnician={setTechnician} hands={hands} mayPlan={mayPlan} />
        <aside className="dp-side" aria-label={t('map')}>
          <MapView board={board} chosen={chosen} technician={null} onChoose={setChosen} />
          <div className="dp-side__below">
            {hard.length > 0 ? <section><h2 className="dp-panel__sub">{t('conflicts.title')}</h2><ul className="dp-faults">{hard.map((c, k) => <li key={k}><button type="button" className="dp-faults__one" onClick={() => c.visitId !== null && setChosen(c.visitId)}><strong>{words(c)}</strong> {named(c)}</button></li>)}</ul></section> : null}
            {visit ? <VisitPanel key={`${visit.id}:${visit.version}`} board={board} visit={visit} hands={hands} mayPlan={mayPlan} mayBook={may('dispatch.book')} /> : <p className="dp-side__none">{t('visit.none')}</p>}
          </div>
        </aside>
      </div>
      {hands.asked ? (
        <Dialog open onClose={() => hands.answer(false)} title={t('promise.title')} size="small" onSubmit={() => hands.answer(true)} foot={<><Button onClick={() => hands.answer(false)}>{t('promise.no')}</Button><Button kind="primary" type="submit">{t('promise.yes')}</Button></>}>
          <p>{t('promise.text', { customer: hands.asked.visit.customerName, time: hands.asked.to.startsAt ? clockTime(hands.asked.to.startsAt, i18n.language, board.timeZone) : '' })}</p>
        </Dialog>
      ) : null}
      {technician !== null ? <TechnicianDialog board={board} id={technician} mayPlan={mayPlan} onClose={() => setTechnician(null)} /> : null}
    </>
  );
}
