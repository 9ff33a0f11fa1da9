import { FileDrop, UploadList, useUploads } from '@aftercare/ui';
import { maxFileBytes } from '@aftercare/contract/files';
import { FileUp } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { bringFile } from './files.ts';
import type { SentFile } from './files.ts';

/** One file that a field asks for; the field holds the token of its upload. */
export function FieldFile({ id, name, value, onChange }: { readonly id: string; readonly name: string; readonly value: string; readonly onChange: (token: string | null) => void }) {
  const { t, i18n } = useTranslation();
  const send = useCallback((file: File, report: (share: number) => void) => bringFile(file, i18n.language, report), [i18n.language]);
  const file = useUploads<SentFile>({ send, maxBytes: maxFileBytes, initial: [] });
  const token = file.uploads.at(-1)?.sent?.token;
  useEffect(() => { if (token && token !== value) onChange(token); }, [token]);
  const there = file.uploads.length > 0;
  return (
    <div id={id} role="group" aria-label={name}>
      <UploadList uploads={file.uploads} onRemove={(key) => { file.remove(key); onChange(null); }} onRetry={file.retry} />
      {there ? null : <FileDrop label={t(value ? 'report.problem.fileThere' : 'report.problem.file')} icon={<FileUp size={22} aria-hidden="true" />} onFiles={(files) => file.add(files.slice(0, 1))} />}
    </div>
  );
}
