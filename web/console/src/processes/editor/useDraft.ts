import { api } from '@aftercare/contract';
import { useApi } from '@aftercare/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLatest } from '../../command/CommandProvider.tsx';
import type { DefinitionKind, Problem } from '../data.ts';

export type DraftState = 'untouched' | 'changed' | 'saving' | 'saved' | 'failed';
const pauseMs = 700;

/** Keeps what is drawn as a draft on the server, a moment after each change; the faults found there come back with it. */
export function useDraft(key: string, kind: DefinitionKind, first: readonly Problem[], read: () => Promise<string>) {
  const { call } = useApi();
  const client = useQueryClient();
  const [state, setState] = useState<DraftState>('untouched');
  const [problems, setProblems] = useState<readonly Problem[]>(first);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const busy = useRef(false);
  const again = useRef(false);
  const ended = useRef(false);
  const save = useLatest(async (): Promise<void> => {
    clearTimeout(timer.current);
    if (busy.current) { again.current = true; return; }
    busy.current = true;
    setState('saving');
    try {
      const { problems: found } = await call(api.processes.saveDraft, { params: { key }, body: { kind, note: '', xml: await read() } });
      if (ended.current) return;
      setProblems(found);
      setState(again.current ? 'changed' : 'saved');
      void client.invalidateQueries({ queryKey: ['processes'] });
    } catch { if (!ended.current) setState('failed'); }
    busy.current = false;
    if (again.current) { again.current = false; await save(); }
  });
  const touch = useCallback(() => {
    setState((now) => (now === 'saving' ? now : 'changed'));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), pauseMs);
  }, [save]);
  useEffect(() => {
    ended.current = false;
    return () => { ended.current = true; clearTimeout(timer.current); };
  }, []);
  // Whoever closes the window within that moment is asked.
  useEffect(() => {
    if (state === 'untouched' || state === 'saved') return;
    const ask = (event: BeforeUnloadEvent) => { void save(); event.preventDefault(); };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [state, save]);
  /** The draft is gone or went live: nothing waits to be saved. */
  const forget = useCallback(() => { clearTimeout(timer.current); setState('untouched'); }, []);
  return { state, problems, setProblems, touch, save, forget };
}
