import { Button, Moment, Section } from '@aftercare/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Relations } from '@aftercare/contract/relations';
import type { TicketPage } from '../data/types.ts';
import { isTalk } from '../data/renewal.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { MiniTicket } from '../ticket/side/MiniTicket.tsx';
import { Children } from './Children.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { reasonWords, useRelating, useRelations } from './useRelations.ts';
import './related.css';

/** What a ticket belongs with: where it went, what looks the same, its parts, and what was merged into it. */
export function RelationsCard({ page }: { readonly page: TicketPage }) {
  const { id } = page.ticket;
  const r = useRelations(id).data;
  useRenewal(`ticket:${id}`, [['relations', id]], 1500, isTalk);
  if (!r || (r.likely.length === 0 && !r.splitFrom && !r.parent && r.roll.total === 0 && r.merges.length === 0)) return null;
  return <Related page={page} r={r} />;
}

function Related({ page, r }: { readonly page: TicketPage; readonly r: Relations }) {
  const { t } = useTranslation('related');
  const { id } = page.ticket;
  const navigate = useNavigate();
  const { distinct, link, undo, unsplit } = useRelating();
  const [merging, setMerging] = useState<number | null>(null);
  return (
    <>
      {r.likely.length > 0 && page.can.write ? (
        <section className="rl-likely" aria-label={t('likely')}>
          <h2 className="rl-likely__title">{t('likely')}</h2>
          <ul>
            {r.likely.map((one) => (
              <li key={one.ticket.id}>
                <MiniTicket id={one.ticket.id} subject={one.ticket.subject} status={one.ticket.status} />
                <p className="ac-soft ac-small">{one.reasons.map((reason) => reasonWords(t, reason)).join(' · ')}</p>
                <p className="rl-likely__acts">
                  <Button size="small" kind="quiet" busy={distinct.isPending} onClick={() => distinct.mutate([id, one.ticket.id])}>{t('notSame')}</Button>
                  {one.mergeable ? <Button size="small" onClick={() => setMerging(one.ticket.id)}>{t('look')}</Button> : <Button size="small" busy={link.isPending} onClick={() => link.mutate([id, one.ticket.id])}>{t('link')}</Button>}
                </p>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {r.splitFrom && !r.mergedInto ? (
        <Section title={t('splitFrom')}>
          <ul className="rl-history">
            <li>
              <Link className="ac-link ac-grow ac-clip" to="/tickets/$ticketId" params={{ ticketId: String(r.splitFrom.id) }}>#{r.splitFrom.id} {r.splitFrom.subject}</Link>
              {r.splitFrom.undoable && page.can.write ? <Button size="small" busy={unsplit.isPending} onClick={() => unsplit.mutate(id)}>{t('undo')}</Button> : null}
            </li>
          </ul>
        </Section>
      ) : null}
      {r.parent ? <Section title={t('parent')}><div className="cs-mini"><MiniTicket id={r.parent.id} subject={r.parent.subject} status={r.parent.status} /></div></Section> : null}
      {r.roll.total > 0 ? <Children page={page} relations={r} /> : null}
      {r.merges.length > 0 ? (
        <Section title={t('history')}>
          <ul className="rl-history">
            {r.merges.map((m) => (
              <li key={m.id} data-undone={m.undoneAt ? true : undefined}>
                <span className="ac-grow"><span className="ac-clip rl-history__what">#{m.from.id} {m.from.subject}</span><span className="ac-faint ac-small">{m.by} · <Moment at={m.at} />{m.undoneAt ? ` · ${t('undoneBy', { who: m.undoneBy ?? '' })}` : ''}</span></span>
                {m.undoneAt === null && page.can.write ? <Button size="small" busy={undo.isPending} onClick={() => undo.mutate(m.id)}>{t('undo')}</Button> : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {merging ? <MergeDialog first={id} second={merging} onClose={() => setMerging(null)} onDone={(into) => { if (into !== id) void navigate({ to: '/tickets/$ticketId', params: { ticketId: String(into) } }); }} /> : null}
    </>
  );
}
