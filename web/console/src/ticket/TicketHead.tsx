import { Avatar, Button, ClockChip, IconButton, Menu, Moment, StatusMark, Tooltip, readClock, useNow } from '@aftercare/ui';
import type { LivePeople } from '@aftercare/ui';
import { ArrowLeft, ChevronDown, ChevronUp, CircleCheck, Ellipsis, Hourglass, Maximize2, Minimize2, PanelRight, RotateCcw } from 'lucide-react';
import type { MenuItem } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import type { Clock, Ticket, TicketPage } from '../data/types.ts';
import { AssignPicker } from './AssignPicker.tsx';
import { ClockSum } from './ClockSum.tsx';
import { SnoozeMenu } from './SnoozeMenu.tsx';
import type { TicketActions } from './useTicketActions.ts';
import type { Waiting } from './wait/WaitDialog.tsx';
import { waitsOf } from './wait/waits-of.ts';

interface Props {
  readonly page: TicketPage;
  readonly actions: TicketActions;
  readonly people: LivePeople;
  readonly menu: readonly MenuItem[];
  readonly onBack: () => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onSolve: () => void;
  readonly onWait: (first: Waiting) => void;
  readonly sideShown: boolean;
  readonly onSide: () => void;
  readonly alone: boolean;
  readonly onAlone: () => void;
}

/** What it is about, where it stands, how long there is, whose it is – and what to do with it. */
export function TicketHead({ page, actions, people, menu, onBack, onStep, onSolve, onWait, sideShown, onSide, alone, onAlone }: Props) {
  const { t } = useTranslation(['app', 'ui']);
  const { ticket, can } = page;
  const over = ticket.status === 'solved' || ticket.status === 'closed';
  const now = useNow();
  const pressing = (clock: Clock) => ['soon', 'late'].includes(readClock(clock, now).look);
  const clocks = page.clocks.filter((clock) => clock.state !== 'cancelled' && (over || clock.state !== 'met') && (over || clock.target !== 'closing' || pressing(clock)));
  return (
    <header className="cs-thead">
      <div className="cs-thead__row">
        <IconButton className="cs-back" label={t('ticket.back')} icon={<ArrowLeft size={18} />} onClick={onBack} />
        <h1 className="cs-thead__subject">{ticket.subject}</h1>
        <People people={people} />
        <span className="cs-thead__steps">
          <IconButton size="small" label={t('command.previous')} keys="K" icon={<ChevronUp size={18} />} onClick={() => onStep(-1)} />
          <IconButton size="small" label={t('command.next')} keys="J" icon={<ChevronDown size={18} />} onClick={() => onStep(1)} />
        </span>
        <Menu label={t('ticket.more')} items={menu} side="below-end" trigger={(props) => <IconButton {...props} size="small" label={t('ticket.more')} icon={<Ellipsis size={18} />} />} />
        <IconButton size="small" className="cs-alonetoggle" label={t('command.fullView')} keys={'\\'} aria-pressed={alone} icon={alone ? <Minimize2 size={16} /> : <Maximize2 size={16} />} onClick={onAlone} />
        <IconButton size="small" className="cs-sidetoggle" label={t('side.toggle')} aria-pressed={sideShown} icon={<PanelRight size={18} />} onClick={onSide} />
      </div>
      <div className="cs-thead__row cs-thead__row--wrap">
        <span className="ac-faint">#{ticket.id}</span>
        <StatusMark status={ticket.status} />
        {ticket.status === 'pending' || ticket.status === 'hold' ? <WaitsFor ticket={ticket} editable={can.write} onWait={onWait} /> : null}
        {ticket.snoozedUntil ? <span className="ac-faint">{t('ticket.snoozedUntil')} <Moment at={ticket.snoozedUntil} as="compact" /></span> : null}
        {clocks.map((clock) => <ClockChip key={clock.id} clock={clock} what={t(`target.${clock.target}`)} explain={() => <ClockSum ticketId={ticket.id} clockId={clock.id} target={clock.target} />} />)}
        <span className="cs-thead__acts">
          {can.assign ? <AssignPicker ticket={ticket} actions={actions} act="assign" /> : null}
          {!over && waitsOf(page).length > 0 ? <IconButton size="small" kind="secondary" label={t('command.wait')} keys="W" icon={<Hourglass size={16} />} onClick={() => onWait(ticket.status === 'hold' ? 'hold' : 'pending')} /> : null}
          {can.write && !over ? <SnoozeMenu ticket={ticket} actions={actions} /> : null}
          {can.write && !over && page.nextStates.includes('solved') ? <Button size="small" kind="secondary" icon={<CircleCheck size={16} />} onClick={onSolve}>{t('action.solve')}</Button> : null}
          {can.write && over && !ticket.mergedInto && page.nextStates.includes('open') ? <Button size="small" icon={<RotateCcw size={16} />} onClick={() => actions.change({ changes: { status: 'open' }, said: t('ticket.reopened', { id: ticket.id }) })}>{t('action.reopen')}</Button> : null}
        </span>
      </div>
    </header>
  );
}

/** What it waits for, or the question. */
function WaitsFor({ ticket, editable, onWait }: { readonly ticket: Ticket; readonly editable: boolean; readonly onWait: (first: Waiting) => void }) {
  const { t } = useTranslation();
  const words = <span translate="no" className="ac-clip">{ticket.waitsFor}</span>;
  if (!editable) return ticket.waitsFor ? <span className="cs-thead__waits">{words}</span> : null;
  return <button type="button" className="cs-thead__waits cs-thead__waits--press" title={ticket.waitsFor || undefined} aria-label={ticket.waitsFor ? t('wait.change', { words: ticket.waitsFor }) : undefined} onClick={() => onWait(ticket.status === 'hold' ? 'hold' : 'pending')}>{ticket.waitsFor ? words : t('wait.ask')}</button>;
}

/** Colleagues who look at this ticket now. */
function People({ people }: { readonly people: LivePeople }) {
  const { t } = useTranslation();
  const ours = people.filter((one) => one.who === 'agent');
  if (ours.length === 0) return null;
  const names = ours.map((one) => t(one.state === 'typing' ? 'people.typing' : 'people.viewing', { name: one.name })).join('\n');
  return (
    <Tooltip text={names}>
      <span className="cs-people" role="status" aria-label={names}>{ours.slice(0, 3).map((one) => <Avatar key={one.id} name={one.name} size="small" ours presence={one.state === 'typing' ? 'online' : undefined} />)}{ours.length > 3 ? `+${ours.length - 3}` : null}</span>
    </Tooltip>
  );
}
