import { ApiError } from '@aftercare/contract/client';
import type { Problem } from '@aftercare/contract/problem';

interface Request {
  readonly url: string;
  readonly file: Blob;
  readonly language: string;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Sends a file's bytes and tells how far it is (XMLHttpRequest, because fetch cannot say). Rejects with `ApiError` for the
 * server's refusals and with a TypeError, as fetch does, when the network fails.
 */
export function sendBytes<Answer>({ url, file, language, onProgress, signal }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', url);
    call.setRequestHeader('content-type', file.type || 'application/octet-stream');
    call.setRequestHeader('accept-language', language);
    call.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
    call.onload = () => {
      const answer = parse(call.responseText);
      if (call.status < 300 && answer !== null) resolve(answer as Answer);
      else reject(new ApiError((answer as Problem | null) ?? { type: 'about:blank', status: call.status, code: 'internal', title: call.statusText || String(call.status) }));
    };
    call.onerror = () => reject(new TypeError('Network failed while sending a file'));
    call.onabort = () => reject(new DOMException('Sending was stopped', 'AbortError'));
    signal?.addEventListener('abort', () => call.abort());
    call.send(file);
  });
}

function parse(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
