import { Button, Section, StatusMark } from '@aftercare/ui';
import type { Relations } from '@aftercare/contract/relations';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage, TicketStatus } from '../data/types.ts';
import { MiniTicket } from '../ticket/side/MiniTicket.tsx';
import { AnswerAllDialog } from './AnswerAllDialog.tsx';

const order: readonly TicketStatus[] = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];

/** The parts of a ticket: how many stand where, the pressing ones first. */
export function Children({ page, relations }: { readonly page: TicketPage; readonly relations: Relations }) {
  const { t } = useTranslation('related');
  const { roll, children } = relations;
  const [answering, setAnswering] = useState(false);
  const open = roll.total - roll.finished;
  return (
    <Section title={t('children')} action={page.can.reply && open > 0 ? <Button size="small" kind="quiet" onClick={() => setAnswering(true)}>{t('answerAll')}</Button> : null}>
      <p className="rl-roll">
        <strong>{t('rollDone', { done: roll.finished, total: roll.total })}</strong>
        {roll.late > 0 ? <span className="ac-mark ac-mark--late">{t('rollLate', { count: roll.late })}</span> : null}
      </p>
      <progress className="rl-bar" value={roll.finished} max={roll.total} aria-label={t('rollDone', { done: roll.finished, total: roll.total })} />
      <ul className="rl-states">{order.filter((status) => roll.byStatus[status]).map((status) => <li key={status}><StatusMark status={status} size={14} /> <span className="ac-num">{roll.byStatus[status]}</span></li>)}</ul>
      <div className="cs-mini">{children.slice(0, 50).map((child) => <MiniTicket key={child.id} id={child.id} subject={child.subject} status={child.status} end={child.customerName} />)}</div>
      {answering ? <AnswerAllDialog ticketId={page.ticket.id} count={open} onClose={() => setAnswering(false)} /> : null}
    </Section>
  );
}
