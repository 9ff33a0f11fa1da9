import type { PortalTicket } from '@aftercare/contract/portal';
import { Button, Field, Textarea } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketActions } from './useActions.ts';

/** "It is solved" and "not yet": closing takes one press, reopening may say what is still wrong. */
export function SolvedActions({ ticket, actions }: { readonly ticket: PortalTicket; readonly actions: TicketActions }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [text, setText] = useState('');
  const solved = ticket.status === 'solved';
  if (!ticket.can.close && !ticket.can.reopen) return null;
  if (asking)
    return (
      <form className="p-form" onSubmit={(event) => { event.preventDefault(); actions.reopen.mutate(text.trim(), { onSuccess: () => { setAsking(false); setText(''); } }); }}>
        <Field label={t('ticket.reopenText')} optional>{(control) => <Textarea {...control} autoFocus rows={3} grows maxLength={20_000} value={text} onChange={(event) => setText(event.target.value)} />}</Field>
        <div className="p-acts">
          <Button kind="primary" type="submit" busy={actions.reopen.isPending}>{t('ticket.reopenSend')}</Button>
          <Button kind="quiet" onClick={() => setAsking(false)}>{t('ticket.cancel')}</Button>
        </div>
      </form>
    );
  return (
    <div className="p-acts">
      {ticket.can.close ? <Button kind={solved ? 'primary' : 'secondary'} busy={actions.close.isPending} onClick={() => actions.close.mutate()}>{t(solved ? 'ticket.close' : 'ticket.closeAnyway')}</Button> : null}
      {ticket.can.reopen ? <Button onClick={() => setAsking(true)}>{t(solved ? 'ticket.reopen' : 'ticket.reopenAfter')}</Button> : null}
    </div>
  );
}
