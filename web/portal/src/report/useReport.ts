import { portal } from '@aftercare/contract/portal';
import { maxFileBytes } from '@aftercare/contract/files';
import { useApi, useUploads } from '@aftercare/ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { knownVisitor } from '../account/visitor.ts';
import { attemptFor, discardDraft, keepDraft, loadDraft, maxFiles, reportBody } from './draft.ts';
import type { Draft } from './draft.ts';
import { asDraftFiles, asUploads, bringFile } from './files.ts';
import type { SentFile } from './files.ts';

/** Everything the steps of a report share: the kept draft, its files on their way, and sending it once. */
export function useReport() {
  const { call } = useApi();
  const { i18n } = useTranslation();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = loadDraft();
    return kept.name ? kept : { ...kept, name: knownVisitor() ?? '' };
  });
  const send = useCallback((file: File, report: (share: number) => void) => bringFile(file, i18n.language, report), [i18n.language]);
  const photos = useUploads<SentFile>({ send, maxBytes: maxFileBytes, initial: asUploads(draft.files, 'photo') });
  const proofs = useUploads<SentFile>({ send, maxBytes: maxFileBytes, initial: asUploads(draft.files, 'proof') });
  const change = useCallback((part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), []);

  useEffect(() => change({ files: [...asDraftFiles(photos.uploads, 'photo'), ...asDraftFiles(proofs.uploads, 'proof')] }), [photos.uploads, proofs.uploads, change]);
  const mutation = useMutation({
    mutationFn: async () => {
      const body = reportBody(draft, i18n.language === 'zh-CN' ? 'zh-CN' : 'en');
      const attempt = attemptFor(draft, body, () => crypto.getRandomValues(new Uint32Array(4)).join('-'));
      change({ attempt });
      keepDraft({ ...draft, attempt });
      return call(portal.report, { body }, { idempotencyKey: attempt.key });
    },
    onSuccess: ({ id, token }) => {
      discardDraft();
      void navigate({ to: '/report/done', search: { id, t: token }, replace: true });
    },
  });
  // Once sent, nothing of it may come back as a draft.
  useEffect(() => { if (!mutation.isSuccess) keepDraft(draft); }, [draft, mutation.isSuccess]);
  return { draft, change, photos, proofs, room: maxFiles - photos.uploads.length - proofs.uploads.length, mutation };
}
export type ReportState = ReturnType<typeof useReport>;
