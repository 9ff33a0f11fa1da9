import { maxFileBytes } from '@aftercare/contract/files';
import { useApi, useUploads } from '@aftercare/ui';
import { useCallback } from 'react';
import type { FileInfo } from '../data/types.ts';

/** Pictures sent as they are taken; `ids` are those that have arrived. */
export function usePhotos() {
  const { upload } = useApi();
  const send = useCallback((file: File) => upload('/files', file), [upload]);
  const photos = useUploads<FileInfo>({ send, maxBytes: maxFileBytes });
  return { ...photos, ids: photos.uploads.flatMap((one) => (one.sent ? [one.sent.id] : [])) };
}
