import { useCallback, useEffect, useRef, useState } from 'react';

/** A file on its way to the server, or there. `preview` is a local picture for images. */
export interface Upload<Sent> {
  readonly key: number;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly preview: string | null;
  readonly state: 'sending' | 'sent' | 'failed' | 'refused';
  /** Share that has left this device, 0…1; absent where the sender cannot tell. */
  readonly progress?: number;
  readonly error: unknown;
  readonly sent: Sent | null;
}

/** Why a file is not even sent: too large; null when it may go. */
export function refusal(file: { readonly size: number }, maxBytes: number): 'too-large' | 'empty' | null {
  if (file.size > maxBytes) return 'too-large';
  return file.size === 0 ? 'empty' : null;
}

interface Options<Sent> {
  readonly send: (file: File, report: (share: number) => void) => Promise<Sent>;
  readonly maxBytes: number;
  /** Files already there, such as those of a draft. */
  readonly initial?: readonly Upload<Sent>[];
}

/** Sends files as they are chosen, keeps their state, allows another try. */
export function useUploads<Sent>({ send, maxBytes, initial = [] }: Options<Sent>) {
  const [uploads, setUploads] = useState<readonly Upload<Sent>[]>(initial);
  const files = useRef(new Map<number, File>());
  const next = useRef(1_000_000);
  const change = useCallback((key: number, part: Partial<Upload<Sent>>) => setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one))), []);
  const start = useCallback(async (key: number, file: File) => {
    change(key, { state: 'sending', error: null });
    try {
      change(key, { state: 'sent', sent: await send(file, (progress) => change(key, { progress })) });
    } catch (error) {
      change(key, { state: 'failed', error });
    }
  }, [change, send]);
  const add = useCallback((chosen: Iterable<File>) => {
    for (const file of chosen) {
      const key = next.current++;
      const why = refusal(file, maxBytes);
      const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null;
      files.current.set(key, file);
      setUploads((all) => [...all, { key, name: file.name, type: file.type, size: file.size, preview, state: why ? 'refused' : 'sending', error: why, sent: null }]);
      if (!why) void start(key, file);
    }
  }, [maxBytes, start]);
  const retry = useCallback((key: number) => { const file = files.current.get(key); if (file) void start(key, file); }, [start]);
  const remove = useCallback((key: number) => setUploads((all) => all.filter((one) => one.key !== key)), []);
  const reset = useCallback((to: readonly Upload<Sent>[] = []) => setUploads(to), []);
  const latest = useRef(uploads);
  latest.current = uploads;
  useEffect(() => () => { for (const one of latest.current) if (one.preview?.startsWith('blob:')) URL.revokeObjectURL(one.preview); }, []);
  /** The file itself, for who keeps it until there is a line. */
  const file = useCallback((key: number) => files.current.get(key), []);
  return { uploads, add, file, retry, remove, reset, sending: uploads.some((one) => one.state === 'sending') };
}
