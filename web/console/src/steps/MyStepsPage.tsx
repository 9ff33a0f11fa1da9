import { Avatar, Badge, Button, ClockChip, DetailPage, EmptyState, ErrorState, Loading, Moment, Skeleton, Stars, Tabs, named } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ListChecks, PhoneCall } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { useTitle } from '../shell/useTitle.ts';
import { type FollowUp, type MyStep, type Whose, useStepQueries } from './data.ts';
import { loadStepWords } from './words.ts';
import './steps.css';

await loadStepWords();

/** What processes leave to me, and calls to make. */
export function MyStepsPage() {
  const { t } = useTranslation('steps');
  const seesTickets = useMay()('tickets.read');
  const [open, setOpen] = useState('mine');
  const mine = useInfiniteQuery(useStepQueries().mine('mine'));
  useRenewal('steps', [['my-steps']]);
  useRenewal('inbox', [['follow-ups']], 2000);
  useTitle(t('mine.title'));
  const counts = mine.data?.pages[0];
  const label = (key: 'mine' | 'roles', count: number | undefined) => <span className="cw-tab">{t(`mine.${key}`)}{count ? <Badge count={count} /> : null}</span>;
  return (
    <DetailPage title={t('mine.title')} intro={counts && counts.late > 0 ? t('mine.lateCount', { count: counts.late }) : t('mine.intro')} width="wide">
      <Tabs
        label={t('mine.title')} open={open} onOpen={setOpen}
        tabs={[
          { key: 'mine', label: label('mine', counts?.mine), content: () => <Steps key="mine" whose="mine" /> },
          { key: 'roles', label: label('roles', counts?.roles), content: () => <Steps key="roles" whose="roles" /> },
          ...(seesTickets ? [{ key: 'all', label: t('mine.all'), content: () => <Steps key="all" whose="all" /> },
          { key: 'calls', label: t('mine.calls'), content: () => <Calls key="calls" state="planned" /> },
          { key: 'called', label: t('mine.called'), content: () => <Calls key="called" state="done" /> }] : []),
        ]}
      />
    </DetailPage>
  );
}

const Bones = () => <Loading className="ac-stack">{[90, 80, 86, 70].map((width) => <Skeleton key={width} width={`${width}%`} height="1.5rem" />)}</Loading>;

function Steps({ whose }: { readonly whose: Whose }) {
  const { t } = useTranslation(['steps', 'app']);
  const list = useInfiniteQuery(useStepQueries().mine(whose));
  if (list.isPending) return <Bones />;
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <EmptyState icon={<ListChecks size={22} />} title={t(whose === 'mine' ? 'mine.empty' : whose === 'roles' ? 'mine.rolesEmpty' : 'mine.allEmpty')} text={t('mine.emptyText')} />;
  return <div className="cw-mine">{rows.map((row) => <StepRow key={row.taskId} row={row} />)}{list.hasNextPage ? <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app:more')}</Button> : null}</div>;
}

function StepRow({ row }: { readonly row: MyStep }) {
  const { t, i18n } = useTranslation('steps');
  const seesTickets = useMay()('tickets.read');
  return (
    <Link className="cw-row" {...(seesTickets ? { to: '/tickets/$ticketId', params: { ticketId: String(row.ticketId) }, hash: 'side' } : { to: '/steps/$taskId', params: { taskId: String(row.taskId) } })}>
      <span className="cw-row__due">{row.dueAt ? <ClockChip clock={{ state: 'running', dueAt: row.dueAt, startedAt: row.openedAt }} /> : null}</span>
      <span className="cw-row__step ac-clip">{named(row.title, i18n.language)}</span>
      <span className="cw-row__about ac-clip"><span className="ac-faint">#{row.ticketId}</span> {row.subject} <span className="ac-faint">· {row.customerName}</span></span>
      <span className="cw-row__who">{row.assignee ? <><Avatar name={row.assignee.name} size="small" ours /><span className="ac-clip">{row.assignee.name}</span></> : <span className="ac-faint ac-clip">{t('waitsFor', { role: t(`role.${row.role ?? 'any'}`, { defaultValue: row.role ?? '' }) })}</span>}</span>
    </Link>
  );
}

function Calls({ state }: { readonly state: 'planned' | 'done' }) {
  const { t } = useTranslation(['steps', 'app']);
  const list = useInfiniteQuery(useStepQueries().followUps(state));
  if (list.isPending) return <Bones />;
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <EmptyState icon={<PhoneCall size={22} />} title={t(state === 'planned' ? 'mine.callsEmpty' : 'mine.calledEmpty')} text={state === 'planned' ? t('mine.callsEmptyText') : undefined} />;
  return <div className="cw-mine">{rows.map((row) => <CallRow key={row.id} row={row} />)}{list.hasNextPage ? <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app:more')}</Button> : null}</div>;
}

function CallRow({ row }: { readonly row: FollowUp }) {
  const { t } = useTranslation('steps');
  return (
    <Link className="cw-row" to="/tickets/$ticketId" params={{ ticketId: String(row.ticketId) }} hash="side">
      <span className="cw-row__due">{row.calledAt ? <Moment at={row.calledAt} as="compact" className="ac-faint" /> : <ClockChip clock={{ state: 'running', dueAt: row.dueAt, startedAt: row.plannedAt }} />}</span>
      <span className="cw-row__step ac-clip">{row.customerName}</span>
      <span className="cw-row__about"><span className="ac-faint">#{row.ticketId}</span> {row.subject}{row.words ? <span className="cw-row__words ac-small"><br />{row.words}</span> : null}</span>
      <span className="cw-row__who">{row.satisfaction ? <Stars value={row.satisfaction} /> : row.reached ? t(`mine.reached.${row.reached}`) : row.attempts > 0 ? t('mine.attempts', { count: row.attempts }) : null}</span>
    </Link>
  );
}
