import { faultSentence, named, useApi, useToasts } from '@aftercare/ui';
import type { MenuItem } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { AlarmClock, ArrowDown, CircleCheck, Flag, GitMerge, Hash, Hourglass, Link2, MailOpen, PanelRight, Reply, RotateCcw, StickyNote, Tag, UserCheck, UserPlus } from 'lucide-react';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, lazy, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../command/command.ts';
import { useCommands, useLatest } from '../command/CommandProvider.tsx';
import type { TicketPage } from '../data/types.ts';
import { useMe, useQueries } from '../data/useQueries.ts';
import { LinkDialog } from './side/LinkDialog.tsx';
import { markUnread } from './optimistic.ts';
import { pressAction } from './press.ts';
import type { TicketActions } from './useTicketActions.ts';
import type { Waiting } from './wait/WaitDialog.tsx';
import { waitsOf } from './wait/waits-of.ts';

const MergeDialog = lazy(async () => ({ default: (await import('../related/MergeDialog.tsx')).MergeDialog }));

interface Props {
  readonly page: TicketPage;
  readonly actions: TicketActions;
  readonly onSolve: () => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onBack: () => void;
  readonly onSide: () => void;
  readonly onWait: (first: Waiting) => void;
  readonly onReply: (kind: 'reply' | 'note') => void;
  readonly onLink: () => void;
  readonly linking: boolean;
  readonly onLinked: () => void;
  readonly onUnread: () => void;
}
const size = 16;

/** Everything that can be done with the open ticket: keys, palette, and the menu behind the dots come from this one list. */
export function useTicketCommands(props: Props): { readonly items: readonly MenuItem[]; readonly dialogs: ReactNode } {
  const { t, i18n } = useTranslation(['app', 'ui']);
  const me = useMe();
  const { call } = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const types = useQuery(useQueries().types());
  const navigate = useNavigate();
  const [merging, setMerging] = useState(false);
  const { page, actions } = props;
  const { ticket, can, nextStates } = page;
  const over = ticket.status === 'solved' || ticket.status === 'closed';
  const copy = (text: string, said: string) => void navigator.clipboard.writeText(text).then(() => toasts.show({ text: said, seconds: 3 }), (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }));
  const copyCustomerLink = () => void call(api.tickets.customerLink, { params: { id: ticket.id } }).then(({ url }) => copy(url, t('ticket.linkCopied')), (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }));
  // The list shows it at once; whoever looks at it next finds it as it came in.
  const putBack = () => void call(api.desk.unread, { params: { id: ticket.id } }).then(() => { markUnread(client, ticket.id); toasts.show({ text: t('ticket.unreadAgain', { id: ticket.id }), seconds: 4 }); props.onUnread(); }, (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }));
  const make = useLatest((): Command[] => [
    { id: 'reply', group: 'ticket', label: t('command.reply'), icon: <Reply size={size} />, keys: 'r', allowed: can.reply && !ticket.mergedInto, perform: () => props.onReply('reply') },
    { id: 'note', group: 'ticket', label: t('command.note'), icon: <StickyNote size={size} />, keys: 'n', allowed: can.write, perform: () => props.onReply('note') },
    { id: 'solve', group: 'ticket', label: t('action.solve'), icon: <CircleCheck size={size} />, keys: 'e', allowed: can.write && !over && nextStates.includes('solved'), perform: props.onSolve },
    { id: 'reopen', group: 'ticket', label: t('action.reopen'), icon: <RotateCcw size={size} />, keys: 'shift+e', allowed: can.write && over && !ticket.mergedInto && nextStates.includes('open'), perform: () => actions.change({ changes: { status: 'open' }, said: t('ticket.reopened', { id: ticket.id }) }) },
    { id: 'mine', group: 'ticket', label: t('command.mine'), icon: <UserCheck size={size} />, keys: 'i', allowed: can.assign && ticket.owner?.id !== me.id, perform: () => actions.change({ changes: { ownerId: me.id }, names: { owner: me.name }, said: t('ticket.taken', { id: ticket.id }) }) },
    { id: 'assign', group: 'ticket', label: t('command.assign'), icon: <UserPlus size={size} />, keys: 'a', allowed: can.assign, perform: () => pressAction('assign') },
    { id: 'snooze', group: 'ticket', label: t('command.snooze'), icon: <AlarmClock size={size} />, keys: 'h', allowed: can.write && !over, perform: () => pressAction('snooze') },
    { id: 'wait', group: 'ticket', label: t('command.wait'), icon: <Hourglass size={size} />, keys: 'w', allowed: !over && waitsOf(page).length > 0, perform: () => props.onWait(ticket.status === 'hold' ? 'hold' : 'pending') },
    { id: 'priority', group: 'ticket', label: t('command.priority'), icon: <Flag size={size} />, keys: 'p', allowed: can.write, perform: () => pressAction('priority', props.onSide) },
    { id: 'tags', group: 'ticket', label: t('command.tags'), icon: <Tag size={size} />, keys: 'l', allowed: can.write, perform: () => pressAction('tags', props.onSide) },
    { id: 'unread', group: 'ticket', label: t('command.unread'), icon: <MailOpen size={size} />, keys: 'u', allowed: true, perform: putBack },
    { id: 'link', group: 'ticket', label: t('command.link'), icon: <Link2 size={size} />, allowed: can.write, perform: props.onLink },
    { id: 'merge', group: 'ticket', label: t('command.merge'), icon: <GitMerge size={size} />, keys: 'shift+m', allowed: can.write && !ticket.mergedInto, perform: () => setMerging(true) },
    { id: 'side', group: 'ticket', label: t('side.toggle'), icon: <PanelRight size={size} />, keys: ']', allowed: true, hidden: true, perform: props.onSide },
    { id: 'next', group: 'ticket', label: t('command.next'), icon: <ArrowDown size={size} />, keys: 'j', allowed: true, hidden: true, perform: () => props.onStep(1) },
    { id: 'previous', group: 'ticket', label: t('command.previous'), keys: 'k', allowed: true, hidden: true, perform: () => props.onStep(-1) },
    { id: 'back', group: 'ticket', label: t('ticket.back'), keys: 'escape', allowed: true, hidden: true, perform: props.onBack },
    ...(['open', 'pending', 'hold', 'closed'] as const).filter((status) => nextStates.includes(status) && !(over && status === 'open')).map((status): Command => ({ id: `status-${status}`, group: 'ticket', label: t('command.status', { status: t(`ui:status.${status}`) }), allowed: can.write, perform: () => (status === 'pending' || status === 'hold' ? props.onWait(status) : actions.change({ changes: { status }, said: t('ticket.statusSet', { id: ticket.id, status: t(`ui:status.${status}`) }) })) })),
    ...(['urgent', 'high', 'normal', 'low'] as const).filter((priority) => priority !== ticket.priority).map((priority): Command => ({ id: `priority-${priority}`, group: 'ticket', label: t('command.prioritySet', { priority: t(`ui:priority.${priority}`) }), allowed: can.write, perform: () => actions.change({ changes: { priority }, said: t('ticket.changed', { id: ticket.id }) }) })),
    ...(types.data?.items ?? []).filter((type) => type.active && type.key !== ticket.type).map((type): Command => ({ id: `type-${type.key}`, group: 'ticket', label: t('command.typeSet', { type: named(type.name, i18n.language) }), allowed: can.write, perform: () => actions.change({ changes: { type: type.key }, said: t('ticket.changed', { id: ticket.id }) }) })),
    { id: 'copy-link', group: 'ticket', label: t('command.copyLink'), icon: <Link2 size={size} />, allowed: true, perform: () => copy(`${location.origin}/tickets/${ticket.id}`, t('ticket.linkCopied')) },
    { id: 'copy-number', group: 'ticket', label: t('command.copyNumber'), icon: <Hash size={size} />, keys: 'mod+.', allowed: true, perform: () => copy(`#${ticket.id} ${ticket.subject}`, t('ticket.numberCopied', { id: ticket.id })) },
    { id: 'copy-customer', group: 'ticket', label: t('command.copyCustomerLink'), icon: <Link2 size={size} />, allowed: can.reply, perform: copyCustomerLink },
  ]);
  const commands = useMemo(make, [make, t, page, me.id, types.data]);
  useCommands(commands);
  const inMenu = new Set(['mine', 'wait', 'status-open', 'status-closed', 'reopen', 'unread', 'link', 'merge', 'copy-link', 'copy-number', 'copy-customer']);
  const items = commands.filter((command) => command.allowed && inMenu.has(command.id)).map((command): MenuItem => ({ key: command.id, label: command.label, icon: command.icon, keys: command.keys?.toUpperCase(), parted: command.id === 'unread', perform: command.perform }));
  return { items, dialogs: <><LinkDialog open={props.linking} ticketId={ticket.id} onClose={props.onLinked} />{merging ? <Suspense fallback={null}><MergeDialog first={ticket.id} second={null} onClose={() => setMerging(false)} onDone={(into) => { if (into !== ticket.id) void navigate({ to: '/tickets/$ticketId', params: { ticketId: String(into) } }); }} /></Suspense> : null}</> };
}
