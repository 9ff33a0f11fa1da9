import { IconButton, Loading, Menu, Section, Skeleton, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Play, Waypoints } from 'lucide-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../data/types.ts';
import { isTalk } from '../data/renewal.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { type CaseTask, useStepActions, useStepQueries } from './data.ts';
import { PastSteps } from './PastSteps.tsx';
import { TaskCard } from './TaskCard.tsx';
import { WaitLine } from './WaitLine.tsx';
import { loadStepWords } from './words.ts';
import './steps.css';

await loadStepWords();
const DiagramDialog = lazy(async () => ({ default: (await import('./DiagramDialog.tsx')).DiagramDialog }));

/** Beside a ticket: the step in hand with what helps to do it, what the case waits for, and the way so far. */
export function StepsCard({ page }: { readonly page: TicketPage }) {
  const { t, i18n } = useTranslation('steps');
  const { id } = page.ticket;
  const steps = useQuery(useStepQueries().ofTicket(id));
  useRenewal(`ticket:${id}`, [['steps', id]], 400, isTalk);
  const [drawn, setDrawn] = useState(false);
  if (steps.isPending) return <Section title={t('title')}><Loading className="ac-stack-tight">{[70, 95, 60].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading></Section>;
  if (steps.isError) return <Section title={t('title')}><p className="ac-faint">{t('fault')}</p></Section>;
  const { tasks, waits, past, processes } = steps.data;
  const going = processes.filter((one) => one.state === 'running' || one.state === 'stuck');
  const stuck = processes.some((one) => one.state === 'stuck');
  const shown = going.length > 0 ? going : processes.slice(-1);
  return (
    <Section
      title={t('title')}
      action={<span className="ac-row">{page.can.write ? <StartMenu ticketId={id} going={going.map((one) => one.process)} /> : null}{processes.length > 0 ? <IconButton size="small" label={t('diagram')} icon={<Waypoints size={16} />} onClick={() => setDrawn(true)} /> : null}</span>}
    >
      {processes.length === 0 ? <p className="ac-faint">{t('none')}</p> : <p className="ac-faint ac-small">{shown.map((one) => named(one.title, i18n.language)).join(' · ')}{going.length === 0 ? ` · ${t(`state.${shown[0]?.state ?? 'completed'}`)}` : ''}</p>}
      {stuck ? <p className="cw-stuck" role="alert">{t('stuck')}</p> : null}
      {tasks.length > 0 ? <Tasks page={page} tasks={tasks} /> : null}
      {waits.map((wait) => <WaitLine key={`${wait.instanceId} ${wait.elementId}`} wait={wait} />)}
      {past.length > 0 ? <PastSteps past={past} /> : null}
      {drawn ? <Suspense fallback={null}><DiagramDialog ticketId={id} onClose={() => setDrawn(false)} /></Suspense> : null}
    </Section>
  );
}

function Tasks({ page, tasks }: { readonly page: TicketPage; readonly tasks: readonly CaseTask[] }) {
  const acts = useStepActions(page.ticket.id);
  return tasks.map((task) => <TaskCard key={task.id} task={task} ticket={page.ticket} can={page.can.write} acts={acts} reply />);
}

/** Starts another process on the ticket by hand. */
function StartMenu({ ticketId, going }: { readonly ticketId: number; readonly going: readonly string[] }) {
  const { t, i18n } = useTranslation('steps');
  const bindings = useQuery(useStepQueries().bindings());
  const { start } = useStepActions(ticketId);
  const items = (bindings.data?.processes ?? []).filter((one) => !going.includes(one.key)).map((one) => ({ key: one.key, label: named(one.title, i18n.language), perform: () => start.mutate(one.key) }));
  if (items.length === 0) return null;
  return <Menu label={t('start')} items={items} side="below-end" trigger={(props) => <IconButton {...props} size="small" label={t('start')} icon={<Play size={14} />} />} />;
}
