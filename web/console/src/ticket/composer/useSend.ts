import { faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ChannelKind, FileInfo, TicketPage } from '../../data/types.ts';
import { useQueries } from '../../data/useQueries.ts';
import { useMissing } from '../../designed/missing.ts';
import { lastChange } from '../useTicketActions.ts';
import { useOutbox } from '../../outbox/Outbox.tsx';
import { backToDraft } from './draft.ts';
import { post, undoSeconds } from './post.ts';

export type Then = 'keep' | 'wait' | 'solve';
export interface Outgoing { readonly kind: 'reply' | 'note'; readonly text: string; readonly files: readonly FileInfo[]; readonly channel?: ChannelKind | undefined; readonly then: Then; readonly mentions: readonly number[]; readonly key: string }

/** Sends replies and notes; a reply waits a moment in which it can be taken back, and then stands in the draft again. */
export function useSend(page: TicketPage, onSent: (sent: Outgoing) => void) {
  const { t } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const navigate = useNavigate();
  const from = useQueries();
  const outbox = useOutbox();
  const missing = useMissing();
  const id = page.ticket.id;
  const renew = () => Promise.all([client.invalidateQueries({ queryKey: ['ticket', id] }), client.invalidateQueries({ queryKey: ['list'] }), client.invalidateQueries({ queryKey: ['views'] }), client.invalidateQueries({ queryKey: ['clocks', id] })]);

  const takeBack = async (messageId: number, sent: Outgoing, statusBefore: string) => {
    try {
      await call(api.conversations.recall, { params: { id: messageId } });
    } catch (error) {
      const gone = error instanceof ApiError && error.problem.status === 409;
      toasts.show({ kind: 'fault', text: gone ? t('send.tooLate') : faultSentence(error), seconds: 8 });
      return renew();
    }
    backToDraft(id, sent, localStorage);
    await call(api.conversations.saveDraft, { params: { id }, body: { text: sent.text, kind: sent.kind, files: sent.files.map((file) => file.id) } }).catch(() => undefined);
    // The answer also moved the ticket: put that back, unless taking the answer back did.
    const now = await client.fetchQuery({ ...from.ticket(id), staleTime: 0 }).catch(() => undefined);
    const changeId = now && now.ticket.status !== statusBefore ? lastChange(now, ['status']) : null;
    if (changeId !== null) await call(api.tickets.undo, { params: { id, changeId } }).catch(() => undefined);
    client.removeQueries({ queryKey: ['draft', id] });
    toasts.show({ text: t('send.takenBack'), seconds: 4 });
    await renew();
    void navigate({ to: '/tickets/$ticketId', params: { ticketId: String(id) } });
  };

  return useMutation({
    scope: { id: `send-${id}` },
    // Without a line it fails at once and is kept; it does not hang until the browser thinks there is one.
    networkMode: 'always',
    mutationFn: async (sent: Outgoing) => {
      const done = await post(call, id, sent);
      return { sent, messageId: done.message?.id ?? null, statusBefore: page.ticket.status, ...done };
    },
    onSuccess: (done) => {
      const { sent, messageId, statusBefore } = done;
      onSent(sent);
      // Shown at once; the page that is fetched now carries it too.
      client.setQueryData(from.ticket(id).queryKey, (now) => {
        if (!now) return now;
        const item = done.message ? { kind: 'message' as const, at: done.message.at, message: done.message } : done.note ? { kind: 'note' as const, at: done.note.at, note: done.note } : null;
        return item ? { ...now, timeline: [...now.timeline, item] } : now;
      });
      void renew();
      if (messageId === null) toasts.show({ text: sent.mentions.length > 0 ? t('send.noteTold', { count: sent.mentions.length }) : t('send.noteAdded'), seconds: 4 });
      else toasts.show({ text: t(sent.then === 'solve' ? 'send.solving' : 'send.sending'), seconds: undoSeconds - 1, counts: true, action: { label: t('undo'), perform: () => void takeBack(messageId, sent, statusBefore) } });
    },
    onError: (error, sent) => {
      if (!(error instanceof ApiError) && outbox.keep({ ticketId: id, subject: page.ticket.subject, at: Date.now(), sent })) { onSent(sent); return; }
      if (missing(error, id, t('send.kept'))) return;
      toasts.show({ kind: 'fault', text: `${faultSentence(error)} ${t('send.kept')}`, seconds: 10 });
    },
  });
}
