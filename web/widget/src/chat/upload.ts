/** What one upload needs; the promise ends with the token for `send`. Rejects with `UploadError`. */
export interface UploadRequest {
  readonly url: string;
  readonly file: Blob;
  readonly language: string;
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}
/** `status` 0 means the network; everything else is the server's answer with its sentence. */
export class UploadError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Sends a file's bytes. XMLHttpRequest because fetch cannot say how far it is. */
export function upload(request: UploadRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', request.url);
    call.setRequestHeader('content-type', request.file.type || 'application/octet-stream');
    call.setRequestHeader('accept-language', request.language);
    call.upload.onprogress = (event) => event.lengthComputable && request.onProgress(event.loaded / event.total);
    call.onload = () => {
      const answer = parse(call.responseText);
      if (call.status < 300 && answer.fileToken) resolve(answer.fileToken);
      else reject(new UploadError(call.status, answer.detail ?? answer.title ?? call.statusText));
    };
    call.onerror = () => reject(new UploadError(0, ''));
    call.onabort = call.onerror;
    request.signal.addEventListener('abort', () => call.abort());
    call.send(request.file);
  });
}

function parse(text: string): { fileToken?: string; detail?: string; title?: string } {
  try {
    return JSON.parse(text) as { fileToken?: string };
  } catch {
    return {};
  }
}
