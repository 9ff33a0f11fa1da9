import { urlOf } from '@aftercare/contract/client';
import type { CallOutput } from '@aftercare/contract/route';
import { portal } from '@aftercare/contract/portal';
import { scaledPhoto, sendBytes, thumbnail } from '@aftercare/ui';
import type { Upload } from '@aftercare/ui';
import type { DraftFile } from './draft.ts';

export interface SentFile { readonly token: string; readonly name: string; readonly type: string; readonly size: number; readonly thumb: string | null }

/** Brings one photo or paper to the server; large photos are made smaller on the way. */
export async function bringFile(file: File, language: string, onProgress: (share: number) => void): Promise<SentFile> {
  const body = await scaledPhoto(file);
  const [answer, thumb] = await Promise.all([
    sendBytes<CallOutput<typeof portal.upload>>({ url: urlOf(portal.upload, { query: { name: body.name } }), file: body, language, onProgress }),
    thumbnail(body),
  ]);
  return { token: answer.token, name: answer.name, type: answer.type, size: answer.size, thumb };
}

/** The files of a kept draft, as uploads that are already there. */
export function asUploads(files: readonly DraftFile[], purpose: DraftFile['purpose']): Upload<SentFile>[] {
  return files.filter((file) => file.purpose === purpose).map((file, key) => ({ key, name: file.name, type: file.type, size: file.size, preview: file.thumb, state: 'sent', error: null, sent: file }));
}

/** What of the uploads belongs into the draft. */
export function asDraftFiles(uploads: readonly Upload<SentFile>[], purpose: DraftFile['purpose']): DraftFile[] {
  return uploads.flatMap(({ sent }) => (sent ? [{ token: sent.token, purpose, name: sent.name, type: sent.type, size: sent.size, thumb: sent.thumb }] : []));
}
