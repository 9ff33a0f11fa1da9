import { maxFileBytes } from '@aftercare/contract/files';
import { ApiError } from '@aftercare/contract/client';
import { Button, Field, FileDrop, Textarea, UploadList, useToasts, useUploads } from '@aftercare/ui';
import { Camera, Paperclip, Send } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useChosen } from '../offline/chosen.ts';
import type { WaitingFile } from '../offline/database.ts';
import { useOutbox } from '../outbox/OutboxProvider.tsx';
import { bringFile } from '../report/files.ts';
import type { SentFile } from '../report/files.ts';
import { useWhenSent } from '../report/whenSent.ts';
import { attemptOf, filesOfReply, keepReply, keptReply, onReplyGone, replyGone } from './replyDraft.ts';
import type { TicketActions } from './useActions.ts';

const maxFiles = 12;

/** Answering from the page, with files. What is written survives a reload, and its writer going elsewhere while it travels; sending again after a lost line cannot double it. */
export function Reply({ id, token, actions, field }: { readonly id: number; readonly token: string | undefined; readonly actions: TicketActions; readonly field: Ref<HTMLTextAreaElement> }) {
  const { t, i18n } = useTranslation();
  const outbox = useOutbox();
  const toasts = useToasts();
  const [text, setText] = useState(() => keptReply(id));
  const send = useCallback((file: File, report: (share: number) => void) => bringFile(file, i18n.language, report), [i18n.language]);
  const files = useUploads<SentFile>({ send, maxBytes: maxFileBytes });
  useChosen(filesOfReply(id), files, true);
  useEffect(() => keepReply(id, text), [id, text]);
  const tokens = files.uploads.flatMap((one) => (one.sent ? [one.sent.token] : []));
  // The contract wants words; a picture alone speaks for itself.
  const words = text.trim() || (files.uploads.length > 0 ? files.uploads.map((one) => one.name).join(', ') : '');
  const room = Math.max(0, maxFiles - files.uploads.length);

  const latest = useRef(text);
  latest.current = text;
  const { reset } = files;
  useEffect(() => onReplyGone(id, (sent) => { if (latest.current.trim() === sent.trim()) setText(''); reset(); }), [id, reset]);
  const keep = async (key: string) => {
    const kept = files.uploads.flatMap((one): WaitingFile[] => { const blob = files.file(one.key); return one.sent ? [{ name: one.name, purpose: 'photo' as const, token: one.sent.token }] : blob ? [{ name: one.name, purpose: 'photo' as const, blob }] : []; });
    try {
      await outbox.add({ kind: 'reply', key, title: words, text: words, ticketId: id, token: token ?? null, files: kept });
      replyGone(id, text);
    } catch {
      toasts.show({ kind: 'fault', text: t('line.notKept') });
    }
  };
  const { press, waits } = useWhenSent(files.sending, () => {
    if (!words) return;
    const body = JSON.stringify([words, tokens]);
    const key = attemptOf(id, body);
    if (!navigator.onLine) return void keep(key);
    // The same key goes along: what arrived although the answer was lost is not said twice. This goes on where the page is left meanwhile.
    void actions.reply.mutateAsync({ text: words, files: tokens, key }).then(() => replyGone(id, text), (error: unknown) => { if (!(error instanceof ApiError)) void keep(key); });
  });
  return (
    <form className="p-reply" data-kept onSubmit={(event) => { event.preventDefault(); press(); }}>
      <Field label={t('ticket.reply')}>
        {(control) => (
          <Textarea
            {...control} ref={field} rows={3} grows maxLength={20_000} value={text} placeholder={t('ticket.replyPlaceholder')} onChange={(event) => setText(event.target.value)}
            onPaste={(event) => { if (event.clipboardData.files.length > 0) { event.preventDefault(); files.add([...event.clipboardData.files].slice(0, room)); } }}
          />
        )}
      </Field>
      <UploadList uploads={files.uploads} onRemove={files.remove} onRetry={files.retry} />
      <div className="p-reply__foot">
        <span className="p-drops__camera"><FileDrop camera accept="image/*" label={t('report.problem.take')} icon={<Camera size={18} aria-hidden="true" />} onFiles={(chosen) => files.add(chosen.slice(0, room))} /></span>
        <FileDrop label={t('ticket.attach')} icon={<Paperclip size={18} aria-hidden="true" />} onFiles={(chosen) => files.add(chosen.slice(0, room))} />
        <Button kind="primary" type="submit" icon={<Send size={18} aria-hidden="true" />} disabled={!words} busy={actions.reply.isPending || waits}>{t('ticket.send')}</Button>
      </div>
    </form>
  );
}
