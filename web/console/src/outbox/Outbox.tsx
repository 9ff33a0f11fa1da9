import { faultSentence, useApi, useLiveStatus, useToasts } from '@aftercare/ui';
import { ApiError } from '@aftercare/contract/client';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLatest } from '../command/CommandProvider.tsx';
import { useMe } from '../data/useQueries.ts';
import { backToDraft } from '../ticket/composer/draft.ts';
import { post } from '../ticket/composer/post.ts';
import { added, readWaiting, tooOldMs, without, writeWaiting } from './waiting.ts';
import type { Waiting } from './waiting.ts';

interface Outbox {
  readonly waiting: readonly Waiting[];
  /** @returns false where this device cannot keep it */
  readonly keep: (one: Waiting) => boolean;
  /** Back into its draft, before it has left. */
  readonly takeBack: (one: Waiting) => void;
  /** What was written for a ticket before its next change leaves before it, so that things happen in the order in which they were done. */
  readonly before: (ticketId: number) => Promise<boolean>;
}
const Context = createContext<Outbox | null>(null);

export function useOutbox(): Outbox {
  const outbox = use(Context);
  if (!outbox) throw new Error('useOutbox needs an OutboxProvider above it');
  return outbox;
}

/** Keeps what could not be sent and sends it, one after the other, when there is a line again: now or after a reload, by one window only. */
export function OutboxProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const navigate = useNavigate();
  const line = useLiveStatus();
  const me = useMe();
  const [waiting, setWaiting] = useState<readonly Waiting[]>(() => readWaiting(me.id, localStorage));
  const put = useCallback((list: readonly Waiting[]) => { const kept = writeWaiting(me.id, list, localStorage); setWaiting(list); return kept; }, [me.id]);
  const returned = useCallback((one: Waiting) => {
    put(without(readWaiting(me.id, localStorage), one.sent.key));
    backToDraft(one.ticketId, one.sent, localStorage);
    client.removeQueries({ queryKey: ['draft', one.ticketId] });
  }, [client, me.id, put]);

  const send = useLatest(async () => {
    for (const one of readWaiting(me.id, localStorage)) {
      const open = { label: t('outbox.open'), perform: () => void navigate({ to: '/tickets/$ticketId', params: { ticketId: String(one.ticketId) } }) };
      if (Date.now() - one.at > tooOldMs) { returned(one); toasts.show({ text: t('outbox.old', { id: one.ticketId }), seconds: 20, action: open }); continue; }
      try {
        await post(call, one.ticketId, one.sent);
      } catch (error) {
        // No line yet: it waits on. Refused: it is words in a draft again, and the reason is told.
        if (!(error instanceof ApiError) || error.problem.status >= 500 || error.problem.code === 'not-signed-in') return;
        returned(one);
        toasts.show({ kind: 'fault', text: `${faultSentence(error)} ${t('outbox.refused', { id: one.ticketId })}`, seconds: 20, action: open });
        continue;
      }
      put(without(readWaiting(me.id, localStorage), one.sent.key));
      toasts.show({ text: t('outbox.sent', { id: one.ticketId }), seconds: 6, action: open });
      for (const key of [['ticket', one.ticketId], ['clocks', one.ticketId], ['list'], ['views']]) void client.invalidateQueries({ queryKey: key });
    }
  });
  // Browsers lend the lock to one window at a time; the key keeps what slips through from taking effect twice.
  const tryNow = useLatest(() => void navigator.locks.request('aftercare-outbox', { ifAvailable: true }, async (lock) => { if (lock) await send(); }));
  useEffect(() => { if (line === 'online' && waiting.length > 0) tryNow(); }, [line, waiting.length, tryNow]);
  useEffect(() => {
    const heard = (event: StorageEvent) => { if (event.key === `aftercare-outbox-${me.id}`) setWaiting(readWaiting(me.id, localStorage)); };
    window.addEventListener('storage', heard);
    window.addEventListener('online', tryNow);
    // The line may stand while requests fail.
    const again = setInterval(() => { if (readWaiting(me.id, localStorage).length > 0) tryNow(); }, 15_000);
    return () => { window.removeEventListener('storage', heard); window.removeEventListener('online', tryNow); clearInterval(again); };
  }, [me.id, tryNow]);

  const value = useMemo((): Outbox => ({
    waiting,
    keep: (one) => { const list = added(readWaiting(me.id, localStorage), one); return list !== null && put(list); },
    takeBack: returned,
    before: async (ticketId) => {
      if (!readWaiting(me.id, localStorage).some((one) => one.ticketId === ticketId)) return false;
      await navigator.locks.request('aftercare-outbox', send);
      return true;
    },
  }), [waiting, me.id, put, returned, send]);
  return <Context value={value}>{children}</Context>;
}
