import { api } from '@aftercare/contract';
import { Button, Dialog, Field, Input, Notice, faultSentence, useApi } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWork } from '../frame/useWork.ts';

const local = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** All facts of a span of time once more: for a receiver that lost what it had. */
export function ReplayDialog({ id, open, onClose }: { readonly id: number; readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'app']);
  const { call } = useApi();
  const [span, setSpan] = useState(() => ({ from: local(new Date(Date.now() - 86_400_000)), to: local(new Date()) }));
  const right = span.from !== '' && span.to !== '' && span.from < span.to;
  const replay = useWork({ work: (_: undefined) => call(api.webhooks.replay, { params: { id }, body: { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() } }), keys: ['webhooks'], said: () => t('webhooks.replaying'), after: onClose });
  return (
    <Dialog open={open} onClose={onClose} size="small" title={t('webhooks.replayTitle')} onSubmit={() => { if (right) replay.mutate(undefined); }} foot={<><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" type="submit" disabled={!right} busy={replay.isPending}>{t('webhooks.replayDo')}</Button></>}>
      <div className="ac-stack">
        <p className="ac-soft">{t('webhooks.replayText')}</p>
        {replay.error ? <Notice tone="late" role="alert">{faultSentence(replay.error)}</Notice> : null}
        <Field label={t('webhooks.from')}>{(control) => <Input {...control} type="datetime-local" value={span.from} onChange={(event) => setSpan({ ...span, from: event.target.value })} />}</Field>
        <Field label={t('webhooks.to')} fault={right ? undefined : t('webhooks.spanWrong')}>{(control) => <Input {...control} type="datetime-local" value={span.to} onChange={(event) => setSpan({ ...span, to: event.target.value })} />}</Field>
      </div>
    </Dialog>
  );
}
