import { ArrowDown, CheckSquare } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../command/command.ts';
import { useCommands, useLatest } from '../command/CommandProvider.tsx';
import type { TicketRow } from '../data/types.ts';
import type { Selection } from './selection.ts';

interface Props {
  readonly current: TicketRow | undefined;
  readonly openId: number | null;
  readonly selection: Selection;
  readonly onMove: (by: number) => void;
  readonly onOpen: (id: number) => void;
  readonly onSelect: (id: number, range: boolean) => void;
  readonly onClear: () => void;
}

/** Keys of the list: j and k move, Enter opens, x marks. With a ticket open, j and k belong to the ticket. */
export function useListCommands(props: Props): void {
  const { t } = useTranslation();
  const { current, openId, selection } = props;
  const make = useLatest((): Command[] => [
    ...(openId === null ? [
      { id: 'list-down', group: 'list', label: t('command.down'), icon: <ArrowDown size={16} />, keys: 'j', allowed: true, hidden: true, perform: () => props.onMove(1) },
      { id: 'list-up', group: 'list', label: t('command.up'), keys: 'k', allowed: true, hidden: true, perform: () => props.onMove(-1) },
      { id: 'list-open', group: 'list', label: t('command.open'), keys: 'enter', allowed: current !== undefined, hidden: true, perform: () => { if (current) props.onOpen(current.id); } },
    ] satisfies Command[] : []),
    { id: 'list-mark', group: 'list', label: t('command.mark'), icon: <CheckSquare size={16} />, keys: 'x', allowed: current !== undefined, hidden: true, perform: () => { if (current) props.onSelect(current.id, false); } },
    { id: 'list-range', group: 'list', label: t('command.markRange'), keys: 'shift+x', allowed: current !== undefined, hidden: true, perform: () => { if (current) props.onSelect(current.id, true); } },
    { id: 'list-clear', group: 'list', label: t('command.clear'), keys: 'escape', allowed: selection.ids.size > 0, hidden: true, perform: props.onClear },
  ]);
  useCommands(useMemo(make, [make, t, current, openId, selection]));
}
