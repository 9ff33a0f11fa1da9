import { AlarmClock, AlarmClockOff } from 'lucide-react';
import { Button, Dialog, Field, IconButton, Input, Menu, absolute, compact } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../data/types.ts';
import { snoozeChoices } from './snooze.ts';
import type { TicketActions } from './useTicketActions.ts';

/** Puts a ticket out of sight until a time; a customer's answer brings it back sooner. */
export function SnoozeMenu({ ticket, actions }: { readonly ticket: Ticket; readonly actions: TicketActions }) {
  const { t, i18n } = useTranslation();
  const [picking, setPicking] = useState(false);
  const until = (at: Date | null) => actions.change({ changes: { snoozedUntil: at?.toISOString() ?? null }, said: at ? t('ticket.snoozed', { at: absolute(at, i18n.language) }) : t('ticket.woken') });
  const items = () => {
    const now = new Date();
    return [
      ...snoozeChoices(now).map((choice) => ({ key: choice.key, label: t(`snooze.${choice.key}`), hint: compact(choice.at, now.getTime(), i18n.language), icon: <AlarmClock size={16} />, perform: () => until(choice.at) })),
      { key: 'pick', label: t('snooze.pick'), parted: true, perform: () => setPicking(true) },
      ...(ticket.snoozedUntil ? [{ key: 'wake', label: t('snooze.wake'), icon: <AlarmClockOff size={16} />, perform: () => until(null) }] : []),
    ];
  };
  return (
    <>
      <Menu label={t('action.snooze')} items={items} side="below-end" trigger={(props) => <IconButton {...props} size="small" kind="secondary" data-act="snooze" label={t('action.snooze')} keys="H" icon={<AlarmClock size={16} />} />} />
      {picking ? <PickTime onPick={until} onClose={() => setPicking(false)} /> : null}
    </>
  );
}

function PickTime({ onPick, onClose }: { readonly onPick: (at: Date) => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [when, setWhen] = useState('');
  const chosen = when ? new Date(when) : null;
  const usable = chosen !== null && chosen.getTime() > Date.now();
  return (
    <Dialog
      open onClose={onClose} title={t('snooze.pick')} size="small" onSubmit={() => { if (usable) { onPick(chosen); onClose(); } }}
      foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button type="submit" kind="primary" disabled={!usable}>{t('action.snooze')}</Button></>}
    >
      <Field label={t('snooze.until')} fault={chosen && !usable ? t('snooze.past') : null}>{(control) => <Input {...control} type="datetime-local" autoFocus value={when} onChange={(event) => setWhen(event.target.value)} />}</Field>
    </Dialog>
  );
}
