import { ApiError } from '@aftercare/contract/client';
import { portal } from '@aftercare/contract/portal';
import { maxFileBytes } from '@aftercare/contract/files';
import { useApi, useUploads } from '@aftercare/ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { knownVisitor } from '../account/visitor.ts';
import { forgetChosen, useChosen } from '../offline/chosen.ts';
import { useOutbox } from '../outbox/OutboxProvider.tsx';
import { useHome } from '../queries.ts';
import { attemptFor, discardDraft, keepDraft, loadDraft, maxFiles, reportBody } from './draft.ts';
import type { Draft } from './draft.ts';
import { asDraftFiles, asUploads, bringFile } from './files.ts';
import type { SentFile } from './files.ts';

/** Everything the steps of a report share: the kept draft, its files on their way, and sending it once. */
export function useReport() {
  const { call } = useApi();
  const { i18n } = useTranslation();
  const navigate = useNavigate();
  const outbox = useOutbox();
  const me = useHome(knownVisitor() !== null).data;
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = loadDraft();
    return kept.name ? kept : { ...kept, name: knownVisitor() ?? '' };
  });
  const send = useCallback((file: File, report: (share: number) => void) => bringFile(file, i18n.language, report), [i18n.language]);
  const photos = useUploads<SentFile>({ send, maxBytes: maxFileBytes, initial: asUploads(draft.files, 'photo') });
  const proofs = useUploads<SentFile>({ send, maxBytes: maxFileBytes, initial: asUploads(draft.files, 'proof') });
  useChosen('report-photo', photos);
  useChosen('report-proof', proofs);
  const change = useCallback((part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), []);

  useEffect(() => change({ files: [...asDraftFiles(photos.uploads, 'photo'), ...asDraftFiles(proofs.uploads, 'proof')] }), [photos.uploads, proofs.uploads, change]);
  const mutation = useMutation({
    mutationFn: async () => {
      const body = reportBody(draft, i18n.language === 'zh-CN' ? 'zh-CN' : 'en');
      const attempt = attemptFor(draft, body, () => crypto.randomUUID());
      change({ attempt });
      keepDraft({ ...draft, attempt });
      const unsent = [...photos.uploads.map((one) => ({ one, file: photos.file(one.key), purpose: 'photo' as const })), ...proofs.uploads.map((one) => ({ one, file: proofs.file(one.key), purpose: 'proof' as const }))].flatMap(({ one, file, purpose }) => (!one.sent && file && one.state !== 'refused' ? [{ name: one.name, purpose, blob: file }] : []));
      const keep = () => outbox.add({ kind: 'report', key: attempt.key, title: draft.text.slice(0, 80), text: draft.text, body, files: [...draft.files.map(({ name, purpose, token }) => ({ name, purpose, token })), ...unsent] }).then(() => null);
      if (!navigator.onLine) return keep();
      // The same key goes along: what arrived although the answer was lost is not reported twice.
      return call(portal.report, { body }, { idempotencyKey: attempt.key }).catch((error: unknown) => { if (error instanceof ApiError) throw error; return keep(); });
    },
    onSuccess: (made) => {
      discardDraft();
      for (const place of ['report-photo', 'report-proof']) void forgetChosen(place);
      if (made) void navigate({ to: '/report/done', search: { id: made.id, t: made.token }, replace: true });
      else void navigate({ to: '/report/kept', replace: true });
    },
  });
  // Who signed in need not type what we know; what they typed stays.
  useEffect(() => { if (me) setDraft((before) => ({ ...before, email: before.email || (me.email ?? ''), phone: before.phone || (me.phone ?? '') })); }, [me]);
  // Once sent, nothing of it may come back as a draft.
  useEffect(() => { if (!mutation.isSuccess) keepDraft(draft); }, [draft, mutation.isSuccess]);
  return { draft, change, photos, proofs, room: maxFiles - photos.uploads.length - proofs.uploads.length, mutation };
}
export type ReportState = ReturnType<typeof useReport>;
