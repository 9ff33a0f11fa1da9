import { api } from '@aftercare/contract';
import { Button, Dialog, Field, Input, Notice, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Rocket } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../data.ts';

interface Props { readonly open: boolean; readonly onClose: () => void; readonly definition: Definition; readonly changes: string | null; readonly read: () => Promise<string>; readonly onDone: () => void }

/** Makes the draft live: what changes, what happens to cases under way, a note for the history. */
export function DeployDialog({ open, onClose, definition, changes, read, onDone }: Props) {
  const { t } = useTranslation(['processes', 'app']);
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const navigate = useNavigate();
  const [note, setNote] = useState('');
  const { key, kind } = definition;
  const deploy = useMutation({
    mutationFn: async () => call(api.processes.deploy, { params: { key }, body: { kind, note, xml: await read() } }),
    onSuccess: async (version) => {
      onDone();
      await Promise.all([client.invalidateQueries({ queryKey: ['processes'] }), client.invalidateQueries({ queryKey: ['process-heat', key] })]);
      toasts.show({ text: t('deploy.done', { version: version.version }) });
      await navigate({ to: '/processes/$key', params: { key } });
    },
  });
  return (
    <Dialog
      open={open} onClose={onClose} title={t('deploy.title')} onSubmit={() => deploy.mutate()}
      foot={<><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" type="submit" busy={deploy.isPending} icon={<Rocket size={16} aria-hidden="true" />}>{t('deploy.go')}</Button></>}
    >
      <div className="ac-stack">
        {changes ? <p>{changes}</p> : null}
        <p className="ac-soft">{definition.live === null ? t('deploy.first') : kind === 'dmn' ? t('deploy.table') : t('deploy.running', { count: definition.running, version: definition.live })}</p>
        <Field label={t('deploy.note')} hint={t('deploy.noteHint')} optional>{(control) => <Input {...control} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} data-autofocus />}</Field>
        {deploy.isError ? <Notice tone="late" role="alert">{faultSentence(deploy.error)}</Notice> : null}
      </div>
    </Dialog>
  );
}
