import { AlarmClock, ArrowDown, CheckSquare, CircleCheck, Eye, Flag, ListChecks, UserCheck, UserPlus } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBulkStart } from '../bulk/runs.ts';
import type { Command } from '../command/command.ts';
import { useCommands, useLatest } from '../command/CommandProvider.tsx';
import type { TicketRow } from '../data/types.ts';
import { useMay, useMe } from '../data/useQueries.ts';
import { pressAction } from '../ticket/press.ts';
import type { Selection } from './selection.ts';

interface Props {
  readonly current: TicketRow | undefined;
  readonly openId: number | null;
  readonly selection: Selection;
  readonly onMove: (by: number) => void;
  readonly onOpen: (id: number) => void;
  readonly onSelect: (id: number, range: boolean) => void;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  readonly onPeek: () => void;
}
const size = 16;

/** Keys of the list: j and k move, Enter opens, Space looks, x marks; what is marked, or stands under the mark, is worked on where it is. With a ticket open, its own keys go before. */
export function useListCommands(props: Props): void {
  const { t } = useTranslation();
  const me = useMe();
  const writes = useMay()('tickets.write');
  const { current, openId, selection } = props;
  const start = useBulkStart(props.onClear);
  const some = selection.ids.size > 0;
  const ids = () => (some ? [...selection.ids] : current ? [current.id] : []);
  // The bar over the list is where one chooses; it comes with the first mark.
  const choose = (act: string) => { if (!some && current) props.onSelect(current.id, false); requestAnimationFrame(() => pressAction(act)); };
  const make = useLatest((): Command[] => [
    ...(openId === null ? [
      { id: 'list-down', group: 'list', label: t('command.down'), icon: <ArrowDown size={size} />, keys: 'j', allowed: true, hidden: true, perform: () => props.onMove(1) },
      { id: 'list-up', group: 'list', label: t('command.up'), keys: 'k', allowed: true, hidden: true, perform: () => props.onMove(-1) },
      { id: 'list-open', group: 'list', label: t('command.open'), keys: 'enter', allowed: current !== undefined, hidden: true, perform: () => { if (current) props.onOpen(current.id); } },
      { id: 'list-peek', group: 'list', label: t('command.peek'), icon: <Eye size={size} />, keys: 'space', allowed: current !== undefined, hidden: true, perform: props.onPeek },
      { id: 'list-mine', group: 'list', label: t('command.mine'), icon: <UserCheck size={size} />, keys: 'i', allowed: writes && (some || current !== undefined), perform: () => start.mutate({ work: { kind: 'change', changes: { ownerId: me.id } }, ids: ids() }) },
      { id: 'list-solve', group: 'list', label: t('action.solve'), icon: <CircleCheck size={size} />, keys: 'e', allowed: writes && (some || current !== undefined), perform: () => start.mutate({ work: { kind: 'change', changes: { status: 'solved' } }, ids: ids() }) },
      { id: 'list-assign', group: 'list', label: t('command.assign'), icon: <UserPlus size={size} />, keys: 'a', allowed: writes && (some || current !== undefined), perform: () => choose('bulk-assign') },
      { id: 'list-priority', group: 'list', label: t('command.priority'), icon: <Flag size={size} />, keys: 'p', allowed: writes && (some || current !== undefined), perform: () => choose('bulk-priority') },
      { id: 'list-snooze', group: 'list', label: t('command.snooze'), icon: <AlarmClock size={size} />, keys: 'h', allowed: writes && (some || current !== undefined), perform: () => choose('bulk-snooze') },
    ] satisfies Command[] : []),
    { id: 'list-mark', group: 'list', label: t('command.mark'), icon: <CheckSquare size={size} />, keys: 'x', allowed: current !== undefined, hidden: true, perform: () => { if (current) props.onSelect(current.id, false); } },
    { id: 'list-range', group: 'list', label: t('command.markRange'), keys: 'shift+x', allowed: current !== undefined, hidden: true, perform: () => { if (current) props.onSelect(current.id, true); } },
    { id: 'list-all', group: 'list', label: t('command.markAll'), icon: <ListChecks size={size} />, keys: 'mod+a', allowed: current !== undefined, perform: props.onSelectAll },
    { id: 'list-clear', group: 'list', label: t('command.clear'), keys: 'escape', allowed: some, hidden: true, perform: props.onClear },
  ]);
  useCommands(useMemo(make, [make, t, current, openId, selection, writes]));
}
