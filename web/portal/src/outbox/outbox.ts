import { ApiError } from '@aftercare/contract/client';
import { portal } from '@aftercare/contract/portal';
import type { CallInput } from '@aftercare/contract/route';
import { type Call, faultSentence } from '@aftercare/ui';
import { type PortalDatabase, type Refused, type Sent, type Waiting, type WaitingReply, type WaitingReport, portalDatabase } from '../offline/database.ts';
import { bringFile } from '../report/files.ts';

export interface OutboxState {
  readonly online: boolean;
  readonly waiting: readonly Waiting[];
  readonly refused: readonly Refused[];
  /** Reports that went out by themselves and were not looked at yet. */
  readonly sent: readonly Sent[];
  readonly sending: boolean;
  /** The session ended meanwhile: what waits goes on after a sign-in. */
  readonly signedOut: boolean;
}
const retryMs = 15_000;
/** Faults of the line or the server are worth another try; everything else is the server's last word. */
const passing = (error: unknown) => !(error instanceof ApiError) || error.problem.status >= 500 || error.problem.status === 429 || error.problem.code === 'in-progress';

/** What was written without a line. It is on this device before anything else, and goes out once when there is a line. */
export function createOutbox(call: Call, language: () => string, onSent: (ticketId: number) => void) {
  let state: OutboxState = { online: navigator.onLine, waiting: [], refused: [], sent: [], sending: false, signedOut: false };
  const listeners = new Set<() => void>();
  const set = (change: Partial<OutboxState>) => { state = { ...state, ...change }; for (const listener of listeners) listener(); };
  const read = async (db: PortalDatabase) => set({ waiting: (await db.getAll('waiting')) as Waiting[], refused: await db.getAll('refused'), sent: await db.getAll('sent') });

  async function deliver(db: PortalDatabase, item: Waiting): Promise<void> {
    let now = item;
    for (const [at, file] of item.files.entries()) if (!file.token && file.blob) {
      const { token } = await bringFile(new File([file.blob], file.name, { type: file.blob.type }), language(), () => undefined);
      now = { ...now, files: now.files.map((one, i) => (i === at ? { name: one.name, purpose: one.purpose, token } : one)) };
      await db.put('waiting', now);
    }
    const tokens = now.files.flatMap((file) => (file.token ? [{ token: file.token, purpose: file.purpose }] : []));
    if (now.kind === 'reply') {
      await call(portal.reply, { params: { id: now.ticketId }, query: now.token ? { token: now.token } : {}, body: { text: now.text, files: tokens.map((file) => file.token) } }, { idempotencyKey: now.key });
      onSent(now.ticketId);
    } else {
      const { id, token } = await call(portal.report, { body: { ...now.body, files: tokens } as CallInput<typeof portal.report>['body'] }, { idempotencyKey: now.key });
      await db.put('sent', { key: now.key, id, token, title: now.title });
      onSent(id);
    }
  }
  /** In the order it was written. Of several open pages one sends. */
  async function send(): Promise<void> {
    if (state.sending || !navigator.onLine) return;
    const run = async () => {
      const db = await portalDatabase();
      const items = (await db.getAll('waiting')) as Waiting[];
      if (items.length === 0) return void (state.waiting.length > 0 && (await read(db)));
      set({ sending: true });
      for (const item of items) {
        try {
          await deliver(db, item);
        } catch (error) {
          if (error instanceof ApiError && error.problem.status === 401) { set({ signedOut: true }); break; }
          if (passing(error)) break;
          await db.put('refused', { ...item, why: faultSentence(error as Error) });
        }
        await db.delete('waiting', item.seq);
      }
      await read(db);
    };
    try {
      await (navigator.locks ? navigator.locks.request('aftercare-portal-outbox', { ifAvailable: true }, async (lock) => { if (lock) await run(); }) : run());
    } catch { /* without storage there is nothing that waits */ } finally {
      set({ sending: false });
    }
  }

  addEventListener('online', () => { set({ online: true, signedOut: false }); void send(); });
  addEventListener('offline', () => set({ online: false }));
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') void send(); });
  navigator.serviceWorker?.addEventListener('message', (event) => { if (event.data === 'send') void send(); });
  setInterval(() => { if (state.waiting.length > 0 && !state.signedOut) void send(); }, retryMs);
  void portalDatabase().then(read).then(send).catch(() => undefined);

  return {
    state: () => state,
    subscribe: (listener: () => void) => { listeners.add(listener); return () => void listeners.delete(listener); },
    send: () => { set({ signedOut: false }); return send(); },
    /** @throws where this browser keeps nothing: then the page must say so */
    async add(item: Omit<WaitingReply, 'at'> | Omit<WaitingReport, 'at'>): Promise<void> {
      const db = await portalDatabase();
      await db.add('waiting', { ...item, at: Date.now() });
      await read(db);
      // The line may be back while nobody looks.
      void navigator.serviceWorker?.ready.then((worker) => (worker as unknown as { sync?: { register(tag: string): Promise<void> } }).sync?.register('outbox')).catch(() => undefined);
      void send();
    },
    /** Read, or not wanted any more. */
    async drop(store: 'waiting' | 'refused', seq: number): Promise<void> {
      const db = await portalDatabase();
      await db.delete(store, seq);
      await read(db);
    },
    async seen(key: string): Promise<void> {
      const db = await portalDatabase();
      await db.delete('sent', key);
      await read(db);
    },
  };
}
export type Outbox = ReturnType<typeof createOutbox>;
