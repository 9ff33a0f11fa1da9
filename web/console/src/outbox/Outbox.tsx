import { faultSentence, useApi, useLiveStatus, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLatest } from '../command/CommandProvider.tsx';
import { useMe, useQueries } from '../data/useQueries.ts';
import { useMissing } from '../designed/missing.ts';
import { backToDraft } from '../ticket/composer/draft.ts';
import { post } from '../ticket/composer/post.ts';
import { patchRows, patched } from '../ticket/optimistic.ts';
import { added, isPlace, isSo, keyOf, moved, readWaiting, tooOldMs, without, writeWaiting } from './waiting.ts';
import type { Waiting, WaitingChange, WaitingWords } from './waiting.ts';

interface Outbox {
  readonly waiting: readonly Waiting[];
  /** @returns false where this device cannot keep it */
  readonly keep: (one: Waiting) => boolean;
  /** Words back into their draft, a change undone, before it has left. */
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
  const missing = useMissing();
  const queries = useQueries();
  const put = useCallback((list: readonly Waiting[]) => { const kept = writeWaiting(me.id, list, localStorage); setWaiting(list); return kept; }, [me.id]);
  const returned = useCallback((one: Waiting) => {
    put(without(readWaiting(me.id, localStorage), keyOf(one)));
    const { ticketId } = one;
    if ('sent' in one) {
      backToDraft(ticketId, one.sent, localStorage);
      client.removeQueries({ queryKey: ['draft', ticketId] });
      return;
    }
    const { before, namesBefore } = one.change;
    client.setQueryData(queries.ticket(ticketId).queryKey, (page) => (page ? { ...page, ticket: patched(page.ticket, before, namesBefore) } : page));
    patchRows(client, ticketId, before, namesBefore);
    void client.invalidateQueries({ queryKey: ['ticket', ticketId] });
  }, [client, me.id, put, queries]);

  const versionOf = async (id: number) => (await call(api.tickets.get, { params: { id } })).version;
  const gone = (one: Waiting) => put(without(readWaiting(me.id, localStorage), keyOf(one)));
  const sendWords = async (one: WaitingWords) => {
    const { ticketId } = one;
    const followed = readWaiting(me.id, localStorage).some((other) => 'change' in other && other.ticketId === ticketId);
    const before = followed ? await versionOf(ticketId) : null;
    await post(call, ticketId, one.sent);
    gone(one);
    if (before !== null) put(moved(readWaiting(me.id, localStorage), ticketId, before, await versionOf(ticketId)));
  };
  const sendChange = async (one: WaitingChange) => {
    const { ticketId, change: { changes, version } } = one;
    const ticket = await call(api.tickets.update, { params: { id: ticketId }, body: changes }, version === null ? {} : { version }).catch(async (error: unknown) => {
      const now = error instanceof ApiError && error.problem.code === 'stale-version' ? await call(api.tickets.get, { params: { id: ticketId } }) : null;
      if (now && isSo(now, changes)) return now;
      throw error;
    });
    gone(one);
    put(moved(readWaiting(me.id, localStorage), ticketId, version, ticket.version));
  };
  const send = useLatest(async () => {
    for (const key of readWaiting(me.id, localStorage).map(keyOf)) {
      const one = readWaiting(me.id, localStorage).find((other) => keyOf(other) === key);
      if (!one) continue;
      const id = one.ticketId;
      const isWords = 'sent' in one;
      const open = { label: t('outbox.open'), perform: () => void navigate({ to: '/tickets/$ticketId', params: { ticketId: String(id) } }) };
      if (Date.now() - one.at > tooOldMs) { returned(one); toasts.show({ text: t(isWords ? 'outbox.old' : 'outbox.changeOld', { id }), seconds: 20, action: open }); continue; }
      try {
        await (isWords ? sendWords(one) : sendChange(one));
      } catch (error) {
        // No line yet: it waits on. Refused: words are in a draft again, a change is undone, and the reason is told.
        if (!(error instanceof ApiError) || error.problem.status >= 500 || error.problem.code === 'not-signed-in') return;
        returned(one);
        if (!isWords && error.problem.code === 'stale-version') toasts.show({ kind: 'fault', text: t('outbox.changeStale', { id }), seconds: 20, action: { label: t('ticket.anyway'), perform: () => { keep({ ...one, at: Date.now(), change: { ...one.change, version: null } }); tryNow(); } } });
        else if (!missing(error, id)) toasts.show({ kind: 'fault', text: `${faultSentence(error)} ${t(isWords ? 'outbox.refused' : 'outbox.changeRefused', { id })}`, seconds: 20, action: open });
        continue;
      }
      toasts.show({ text: t(isWords ? 'outbox.sent' : 'outbox.changed', { id }), seconds: 6, action: open });
      for (const key of [['ticket', id], ['clocks', id], ['list'], ['views']]) void client.invalidateQueries({ queryKey: key });
    }
  });
  const keep = useCallback((one: Waiting) => { const list = added(readWaiting(me.id, localStorage), one); return list !== null && put(list); }, [me.id, put]);
  // Browsers lend the lock to one window at a time; the key keeps what slips through from taking effect twice.
  const tryNow = useLatest(() => {
    const go = () => void navigator.locks.request('aftercare-outbox', { ifAvailable: true }, async (lock) => { if (lock) await send(); });
    // What comes of it is told in the window somebody looks at, where there is one.
    if (document.visibilityState === 'hidden') setTimeout(go, 3000); else go();
  });
  useEffect(() => { if (line === 'online' && waiting.length > 0) tryNow(); }, [line, waiting.length, tryNow]);
  useEffect(() => {
    const heard = (event: StorageEvent) => { if (isPlace(event.key, me.id)) setWaiting(readWaiting(me.id, localStorage)); };
    window.addEventListener('storage', heard);
    window.addEventListener('online', tryNow);
    // The line may stand while requests fail.
    const again = setInterval(() => { if (readWaiting(me.id, localStorage).length > 0) tryNow(); }, 15_000);
    return () => { window.removeEventListener('storage', heard); window.removeEventListener('online', tryNow); clearInterval(again); };
  }, [me.id, tryNow]);

  const value = useMemo((): Outbox => ({
    waiting,
    keep,
    takeBack: returned,
    before: async (ticketId) => {
      if (!readWaiting(me.id, localStorage).some((one) => one.ticketId === ticketId)) return false;
      await navigator.locks.request('aftercare-outbox', send);
      return true;
    },
  }), [waiting, me.id, keep, returned, send]);
  return <Context value={value}>{children}</Context>;
}
