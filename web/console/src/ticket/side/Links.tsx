import { IconButton, Section, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../../data/types.ts';
import { LinkDialog } from './LinkDialog.tsx';
import { MiniTicket } from './MiniTicket.tsx';

/** Tickets this one belongs with. */
export function Links({ page }: { readonly page: TicketPage }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const [adding, setAdding] = useState(false);
  const id = page.ticket.id;
  const unlink = useMutation({
    mutationFn: (linkId: number) => call(api.tickets.unlink, { params: { id, linkId } }),
    onSuccess: () => toasts.show({ text: t('links.removed'), seconds: 4 }),
    onError: (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['ticket', id] }),
  });
  if (page.links.length === 0 && !page.can.write) return null;
  return (
    <Section title={t('links.title')} action={page.can.write ? <IconButton size="small" label={t('command.link')} icon={<Link2 size={14} />} onClick={() => setAdding(true)} /> : null}>
      {page.links.length === 0 ? <p className="ac-faint">{t('links.none')}</p> : null}
      <div className="cs-mini">
        {page.links.map((link) => (
          <div key={link.id} className="cs-mini-wrap">
            <MiniTicket id={link.ticket.id} subject={link.ticket.subject} status={link.ticket.status} end={t(`links.${link.kind}`)} />
            {page.can.write ? <IconButton size="small" label={t('links.remove', { subject: link.ticket.subject })} icon={<X size={14} />} onClick={() => unlink.mutate(link.id)} /> : null}
          </div>
        ))}
      </div>
      <LinkDialog open={adding} ticketId={id} onClose={() => setAdding(false)} />
    </Section>
  );
}
