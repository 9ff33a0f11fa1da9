import { Avatar, Button, Picker } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../data/types.ts';
import { useMe, useQueries } from '../data/useQueries.ts';
import type { TicketActions } from './useTicketActions.ts';

/** Whose ticket it is, and a way to give it to somebody: those of its team and online first. */
export function AssignPicker({ ticket, actions, act, plain }: { readonly ticket: Ticket; readonly actions: TicketActions; readonly act?: string; readonly plain?: boolean }) {
  const { t } = useTranslation(['app', 'ui']);
  const me = useMe();
  const agents = useQuery(useQueries().agents());
  const weight = { online: 0, away: 1, offline: 2 };
  const people = () => (agents.data?.items ?? []).filter((agent) => agent.status === 'active')
    .map((agent) => ({ agent, rank: (agent.id === me.id ? -10 : 0) + (ticket.team && agent.teams.includes(ticket.team.id) ? 0 : 5) + weight[agent.presence] }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ agent }) => ({ value: agent.id as number | null, label: agent.id === me.id ? t('meNamed', { name: agent.name }) : agent.name, hint: t(`ui:presence.${agent.presence}`) }));
  const named = (id: number) => agents.data?.items.find((agent) => agent.id === id);
  const assign = (ownerId: number | null) => {
    if (ownerId === (ticket.owner?.id ?? null)) return;
    const name = ownerId === null ? null : (named(ownerId)?.name ?? '');
    actions.change({ changes: { ownerId }, names: { owner: name }, said: name === null ? t('ticket.released', { id: ticket.id }) : t('ticket.assigned', { id: ticket.id, name }) });
  };
  return (
    <Picker
      label={t('action.assign')} options={() => [...people(), { value: null, label: t('list.nobody') }]} selected={(value) => value === (ticket.owner?.id ?? null)} onPick={assign}
      draw={(option) => (option.value === null ? <UserPlus size={16} /> : <Avatar name={named(option.value)?.name ?? ''} size="small" ours presence={named(option.value)?.presence} />)}
      trigger={(props) => (
        <Button {...props} size="small" kind={plain ? 'quiet' : 'secondary'} data-act={act} icon={ticket.owner ? <Avatar name={ticket.owner.name} size="small" ours /> : <UserPlus size={16} />}>
          <span className="ac-unseen">{t('field.ownerId')}</span>
          <span className="ac-clip cs-owner">{ticket.owner?.name ?? t('action.assign')}</span>
        </Button>
      )}
    />
  );
}
