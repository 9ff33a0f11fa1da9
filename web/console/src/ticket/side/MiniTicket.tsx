import { StatusMark } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TicketStatus } from '../../data/types.ts';

/** A ticket in one line: state, subject, and what else is given. */
export function MiniTicket({ id, subject, status, end }: { readonly id: number; readonly subject: string; readonly status: TicketStatus; readonly end?: ReactNode }) {
  return (
    <Link to="/tickets/$ticketId" params={{ ticketId: String(id) }} className="cs-mini__one" title={subject}>
      <StatusMark status={status} words={false} size={14} />
      <span className="ac-clip">{subject}</span>
      <span className="ac-faint ac-small">{end ?? `#${id}`}</span>
    </Link>
  );
}
