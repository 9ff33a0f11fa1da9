import { Button, Notice } from '@aftercare/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../data/types.ts';
import { MergeDialog } from './MergeDialog.tsx';
import { reasonWords, useRelations } from './useRelations.ts';
import './related.css';

/** Above the timeline: where a merged ticket went on; and, where the side is folded away, what looks like the same matter. */
export function RelationsBanner({ page, sideShown }: { readonly page: TicketPage; readonly sideShown: boolean }) {
  const { t } = useTranslation('related');
  const { id } = page.ticket;
  const navigate = useNavigate();
  const found = useRelations(id).data;
  const [merging, setMerging] = useState(false);
  const likely = sideShown || !page.can.write ? undefined : found?.likely.find((one) => one.mergeable);
  if (found?.mergedInto) return <div className="rl-banner"><Notice tone="due" role="status">{t('mergedInto', { id: found.mergedInto.id })} <Link className="ac-link" to="/tickets/$ticketId" params={{ ticketId: String(found.mergedInto.id) }}>{found.mergedInto.subject}</Link></Notice></div>;
  if (!likely) return null;
  return (
    <div className="rl-banner">
      <Notice>{t('likely')}: <Link className="ac-link" to="/tickets/$ticketId" params={{ ticketId: String(likely.ticket.id) }}>#{likely.ticket.id} {likely.ticket.subject}</Link> <span className="ac-soft ac-small">{likely.reasons.map((reason) => reasonWords(t, reason)).join(' · ')}</span> <Button kind="link" onClick={() => setMerging(true)}>{t('look')}</Button></Notice>
      {merging ? <MergeDialog first={id} second={likely.ticket.id} onClose={() => setMerging(false)} onDone={(into) => { if (into !== id) void navigate({ to: '/tickets/$ticketId', params: { ticketId: String(into) } }); }} /> : null}
    </div>
  );
}
