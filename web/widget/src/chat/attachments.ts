import { ApiError } from '@aftercare/contract/client';
import { scaledPhoto } from '@aftercare/ui/file/photo.ts';
import { sendBytes } from '@aftercare/ui/file/send.ts';
import type { OutgoingFile } from './outbox.ts';

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** The picture itself, to show it; null for other files. */
  readonly picture: Blob | null;
  /** 0…1 while under way. */
  readonly progress: number;
  readonly token: string | null;
  readonly failure: 'network' | 'too-large' | 'refused' | null;
  /** The server's sentence when it refused. */
  readonly reason: string;
}
export const maxFileBytes = 25 * 1024 * 1024;
export const maxFiles = 10;

export interface Attachments {
  list(): readonly Attachment[];
  subscribe(listener: () => void): () => void;
  /** Adds and starts sending; answers how many did not fit any more. */
  add(files: Iterable<File>): number;
  again(id: string): void;
  /** The line is back: tries once more what only the network had stopped. */
  resume(): void;
  remove(id: string): void;
  /** Hands the finished ones over to a message and starts anew. */
  take(): OutgoingFile[];
  /** The picture sent under this token from this page. */
  pictureOf(token: string): Blob | undefined;
}

/** The files of the message being written: they travel while the person still types. `urlFor` is null before the first welcome. */
export function createAttachments(options: { urlFor: (name: string) => string | null; language: string; newId: () => string }): Attachments {
  const listeners = new Set<() => void>();
  const sources = new Map<string, { file: File; stop: AbortController }>();
  const pictures = new Map<string, Blob>();
  let items: readonly Attachment[] = [];

  function change(next: readonly Attachment[]): void {
    items = next;
    for (const listener of listeners) listener();
  }
  function patch(id: string, values: Partial<Attachment>): void {
    change(items.map((item) => (item.id === id ? { ...item, ...values } : item)));
  }

  async function start(id: string): Promise<void> {
    const source = sources.get(id);
    if (!source) return;
    const body = await scaledPhoto(source.file);
    if (body.size > maxFileBytes) return patch(id, { failure: 'too-large', size: body.size });
    patch(id, { failure: null, progress: 0, size: body.size, type: body.type, name: body.name });
    const url = options.urlFor(body.name);
    if (url === null) return patch(id, { failure: 'network' });
    try {
      const { fileToken } = await sendBytes<{ fileToken: string }>({ url, file: body, language: options.language, signal: source.stop.signal, onProgress: (progress) => patch(id, { progress }) });
      patch(id, { token: fileToken, progress: 1 });
    } catch (error) {
      const status = error instanceof ApiError ? error.problem.status : 0;
      patch(id, { failure: status === 0 ? 'network' : status === 413 ? 'too-large' : 'refused', reason: error instanceof ApiError ? error.message : '' });
    }
  }

  return {
    list: () => items,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add: (files) => {
      const all = [...files];
      const fitting = all.slice(0, Math.max(0, maxFiles - items.length));
      for (const file of fitting) {
        const id = options.newId();
        sources.set(id, { file, stop: new AbortController() });
        change([...items, { id, name: file.name || 'picture.png', type: file.type, size: file.size, picture: file.type.startsWith('image/') ? file : null, progress: 0, token: null, failure: null, reason: '' }]);
        void start(id);
      }
      return all.length - fitting.length;
    },
    again: (id) => void start(id),
    resume: () => {
      for (const item of items) if (item.failure === 'network') void start(item.id);
    },
    remove: (id) => {
      sources.get(id)?.stop.abort();
      sources.delete(id);
      change(items.filter((item) => item.id !== id));
    },
    take: () => {
      const done = items.filter((item) => item.token !== null);
      change(items.filter((item) => item.token === null));
      for (const { token, picture } of done) if (token && picture) pictures.set(token, picture);
      return done.map((item) => ({ token: item.token!, name: item.name, type: item.type, size: item.size }));
    },
    pictureOf: (token) => pictures.get(token),
  };
}
