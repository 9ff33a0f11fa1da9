import { type Upload, sendBytes, useUploads } from '@aftercare/ui';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileInfo } from '../../data/types.ts';

const maxBytes = 25 * 1024 * 1024;
export const uploadPath = (name: string) => `/api/v1/files?name=${encodeURIComponent(name)}`;

/** Pictures sent as they are taken; `ids` are those that have arrived. */
export function usePhotos() {
  const { i18n } = useTranslation();
  const send = useCallback((file: File, onProgress: (share: number) => void) => sendBytes<FileInfo>({ url: uploadPath(file.name), file, language: i18n.language, onProgress }), [i18n.language]);
  const photos = useUploads<FileInfo>({ send, maxBytes });
  return { ...photos, ids: photos.uploads.flatMap((one: Upload<FileInfo>) => (one.sent ? [one.sent.id] : [])) };
}
/** Sends one file at once; its number. */
export function useSendFile() {
  const { i18n } = useTranslation();
  return useCallback(async (file: File | null) => (file ? (await sendBytes<FileInfo>({ url: uploadPath(file.name), file, language: i18n.language })).id : null), [i18n.language]);
}
