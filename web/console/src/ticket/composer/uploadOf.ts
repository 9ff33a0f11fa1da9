import type { Upload } from '@aftercare/ui';
import type { FileInfo } from '../../data/types.ts';

/** A file that is on the server already, as the upload list shows it. */
export function uploadOf(file: FileInfo): Upload<FileInfo> {
  return { key: file.id, name: file.name, type: file.type, size: file.size, preview: file.type.startsWith('image/') ? file.url : null, state: 'sent', error: null, sent: file };
}
