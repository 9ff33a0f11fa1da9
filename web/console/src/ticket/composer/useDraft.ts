import { useApi, useLiveStatus } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useQueries } from '../../data/useQueries.ts';
import { emptyDraft, mergeDraft, readLocal, writeLocal, writtenOn } from './draft.ts';
import type { Draft } from './draft.ts';

export type SaveState = 'kept' | 'saving' | 'saved' | 'local';
const restMs = 900;

/** A draft that survives: on this device at every key, on the server when the hands rest. */
export function useDraft(ticketId: number) {
  const { call } = useApi();
  const client = useQueryClient();
  const server = useQuery(useQueries().draft(ticketId));
  const [draft, setDraft] = useState<Draft>(() => readLocal(ticketId, localStorage) ?? emptyDraft);
  const [state, setState] = useState<SaveState>('kept');
  const touched = useRef(false);
  const latest = useRef(draft);
  latest.current = draft;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // A ticket drawn ahead may be shown much later: what was written or taken back meanwhile stands on this device.
  useEffect(() => { if (!touched.current) setDraft((now) => { const kept = readLocal(ticketId, localStorage); return kept?.at === now.at ? now : (kept ?? emptyDraft); }); }, [ticketId]);
  useEffect(() => {
    // Whoever began to write before the server answered goes on with their own words.
    if (server.data && !touched.current) setDraft(mergeDraft(readLocal(ticketId, localStorage), server.data));
  }, [server.data, ticketId]);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const { text, kind, files } = latest.current;
    setState('saving');
    try {
      await call(api.conversations.saveDraft, { params: { id: ticketId }, body: { text, kind, files: files.map((file) => file.id) } });
      setState('saved');
    } catch {
      setState('local');
    }
  }, [call, ticketId]);
  const write = useCallback((part: Partial<Draft>) => {
    touched.current = true;
    const next = { ...latest.current, ...part, at: Date.now() };
    latest.current = next;
    setDraft(next);
    setState('kept');
    writeLocal(ticketId, next, localStorage);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), restMs);
  }, [save, ticketId]);
  /** Sent: nothing is kept, here or there – but what was written on while it travelled. */
  const clear = useCallback((sent: string) => {
    const further = writtenOn(latest.current.text, sent);
    if (further !== '') return write({ text: further, files: [] });
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current = { ...emptyDraft, kind: latest.current.kind, at: Date.now() };
    setDraft(latest.current);
    setState('kept');
    writeLocal(ticketId, latest.current, localStorage);
    void call(api.conversations.saveDraft, { params: { id: ticketId }, body: { text: '', kind: 'reply', files: [] } }).catch(() => undefined);
    client.removeQueries({ queryKey: ['draft', ticketId] });
    // A composer opened again meanwhile shows the words still.
    window.dispatchEvent(new CustomEvent('aftercare-draft-gone', { detail: { id: ticketId, text: sent } }));
  }, [call, client, ticketId, write]);
  useEffect(() => {
    const heard = (event: Event) => {
      const { id, text } = (event as CustomEvent<{ id: number; text: string }>).detail;
      if (id === ticketId && latest.current.text.trim() === text) setDraft((latest.current = emptyDraft));
    };
    window.addEventListener('aftercare-draft-gone', heard);
    return () => window.removeEventListener('aftercare-draft-gone', heard);
  }, [ticketId]);
  const line = useLiveStatus();
  useEffect(() => {
    // What could not be saved is saved once the line stands again.
    if (line === 'online' && state === 'local') void save();
  }, [line]);
  useEffect(() => {
    const flush = () => { if (timer.current !== undefined) void save(); };
    window.addEventListener('pagehide', flush);
    return () => { window.removeEventListener('pagehide', flush); flush(); };
  }, [save]);
  return { draft, write, clear, state, loaded: server.isSuccess || server.isError };
}
