import { Button, Field, Input, Notice, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Item } from '@aftercare/contract/counter';
import { useMutation } from '@tanstack/react-query';
import { PackageCheck, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { SignaturePad } from './parts/SignaturePad.tsx';
import { useSendFile } from './parts/usePhotos.ts';

/** Back to its owner: the code that was sent to them, or a paper looked at by a manager. */
export function HandBackForm({ item, numberId, onDone, onCancel }: { readonly item: Item; readonly numberId: number | null; readonly onDone: (item: Item) => void; readonly onCancel: () => void }) {
  const { t } = useTranslation(['counter', 'ui']);
  const { call } = useApi();
  const may = useMay();
  const sendFile = useSendFile();
  const [code, setCode] = useState('');
  const [paper, setPaper] = useState('');
  const [signature, setSignature] = useState<File | null>(null);
  const send = useMutation({ mutationFn: () => call(api.counter.sendCode, { params: { id: item.id } }) });
  const give = useMutation({
    mutationFn: async () => call(api.counter.handBack, { params: { id: item.id }, body: { ...(code.length === 6 ? { code } : { paper: paper.trim() }), signature: await sendFile(signature), numberId } }),
    onSuccess: onDone, onError: () => setCode(''),
  });
  const error = give.error ?? send.error;
  return (
    <form className="ct-form ct-form--inset" onSubmit={(event) => { event.preventDefault(); give.mutate(); }}>
      {error ? <Notice tone="late" role="alert">{faultSentence(error)}</Notice> : null}
      {send.data ? <Notice tone="done" role="status">{t('give.sent', { door: t(`ui:channel.${send.data.door}`), to: send.data.to })}</Notice> : item.code6 ? <Notice tone="wait">{t('give.wasSent', { door: t(`ui:channel.${item.code6.door}`), count: item.code6.triesLeft })}</Notice> : null}
      <div className="ct-code-row">
        <Field label={t('give.code')} hint={t('give.codeHint')}>{(c) => <Input {...c} className="ct-code-input" data-autofocus inputMode="numeric" autoComplete="one-time-code" pattern="\d{6}" maxLength={6} value={code} onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))} />}</Field>
        <Button icon={<Send size={16} />} busy={send.isPending} onClick={() => send.mutate()}>{item.code6 ? t('give.sendAgain') : t('give.send')}</Button>
      </div>
      {may('counter.manage') ? <Field label={t('give.paper')} hint={t('give.paperHint')} optional>{(c) => <Input {...c} value={paper} maxLength={200} onChange={(event) => setPaper(event.target.value)} />}</Field> : null}
      <SignaturePad label={t('give.sign')} onChange={setSignature} />
      <div className="ct-foot"><Button size="large" onClick={onCancel}>{t('cancel')}</Button><Button kind="primary" size="large" type="submit" busy={give.isPending} disabled={code.length !== 6 && paper.trim().length < 3} icon={<PackageCheck size={20} />}>{t('give.done')}</Button></div>
    </form>
  );
}
