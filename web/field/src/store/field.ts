import { field } from '@aftercare/contract/field';
import type { FieldDay, FieldOperation } from '@aftercare/contract/field';
import { ApiError } from '@aftercare/contract/client';
import { session } from '@aftercare/contract/session';
import type { Call } from '@aftercare/ui';
import { sendBytes } from '@aftercare/ui';
import { type FieldDatabase, type Refused, type Waiting, openFieldDatabase } from './database.ts';
import { projected } from './projected.ts';

export interface FieldState {
  readonly person: { readonly id: number; readonly name: string } | null;
  /** With everything done since it came down. */
  readonly day: FieldDay | null;
  readonly waiting: number;
  readonly refused: readonly Refused[];
  readonly sending: boolean;
  readonly online: boolean;
  /** The session ended: work goes on here, sending needs a sign-in. */
  readonly signedOut: boolean;
  readonly ready: boolean;
  /** Why there is no day although there is a line. */
  readonly fault: Error | null;
}
/** What is recorded: an operation without the parts this store gives it. */
type Doing = FieldOperation extends infer O ? (O extends FieldOperation ? Omit<O, 'id' | 'at' | 'visitId' | 'fileId'> : never) : never;

const personKey = 'aftercare-field-person';
const retryMs = 20_000;

/** The technician's day on this device. Everything is written here first and sent when there is a line; nothing is lost between. */
export function createFieldStore(call: Call, language: () => string) {
  let state: FieldState = { person: null, day: null, waiting: 0, refused: [], sending: false, online: navigator.onLine, signedOut: false, ready: false, fault: null };
  let db: FieldDatabase | null = null;
  let base: FieldDay | null = null;
  let list: Waiting[] = [];
  const listeners = new Set<() => void>();
  const set = (change: Partial<FieldState>) => { state = { ...state, ...change }; for (const listener of listeners) listener(); };
  const show = () => set({ day: base && projected(base, list.map((w) => w.operation)), waiting: list.length });

  async function open(person: { id: number; name: string }): Promise<void> {
    db?.close();
    db = await openFieldDatabase(person.id);
    base = (await db.get('day', 'current')) ?? null;
    list = (await db.getAll('waiting')) as Waiting[];
    set({ person, refused: await db.getAll('refused'), signedOut: false, ready: true, fault: null });
    show();
  }

  async function enter({ id, name }: { id: number; name: string }): Promise<void> {
    localStorage.setItem(personKey, JSON.stringify({ id, name }));
    await open({ id, name });
    await send();
  }

  /** Files first, each once; then everything in its order; then the day anew. */
  async function send(): Promise<void> {
    if (!db || state.sending || !navigator.onLine) return;
    set({ sending: true });
    let went = true;
    try {
      for (const waiting of [...list]) if (waiting.file) await sendFile(waiting);
      while (list.length > 0) {
        const batch = list.slice(0, 100);
        const { outcomes } = await call(field.sync, { body: { operations: batch.map((w) => w.operation) } });
        for (const outcome of outcomes) {
          const waiting = batch.find((w) => w.operation.id === outcome.id);
          if (!waiting) continue;
          if (outcome.outcome === 'conflict') await db.put('refused', { id: outcome.id, operation: waiting.operation, title: base?.jobs.find((j) => j.id === waiting.operation.visitId)?.title ?? `#${waiting.operation.visitId}`, outcome, file: waiting.file });
          await db.delete('waiting', waiting.seq);
          list = list.filter((w) => w.seq !== waiting.seq);
        }
        if (outcomes.length === 0) { went = false; break; }
      }
      base = await call(field.day, {});
      await db.put('day', base, 'current');
      set({ refused: await db.getAll('refused'), signedOut: false, fault: null });
    } catch (error) {
      went = false;
      // Without a line everything stays where it is and is tried again.
      if (error instanceof ApiError) set(error.problem.code === 'not-signed-in' ? { signedOut: true } : { fault: error });
    } finally {
      set({ sending: false, online: navigator.onLine });
      show();
    }
    // What was done while the last was under way.
    if (went && list.length > 0) await send();
  }
  async function sendFile(waiting: Waiting): Promise<void> {
    const { operation, file } = waiting;
    if (!db || !file || (operation.kind !== 'photo' && operation.kind !== 'signature') || operation.fileId !== 1) return;
    const sent = await sendBytes<{ id: number }>({ url: `/api/v1/files?name=${operation.kind}-${operation.visitId}.${file.type === 'image/png' ? 'png' : 'jpg'}`, file, language: language() });
    const next: Waiting = { ...waiting, operation: { ...operation, fileId: sent.id } };
    await db.put('waiting', next);
    list = list.map((w) => (w.seq === next.seq ? next : w));
  }

  addEventListener('online', () => { set({ online: true }); void send(); });
  addEventListener('offline', () => set({ online: false }));
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') void send(); });
  navigator.serviceWorker?.addEventListener('message', (event) => { if (event.data === 'sync') void send(); });
  setInterval(() => { if (list.length > 0) void send(); }, retryMs);

  return {
    state: () => state,
    subscribe: (listener: () => void) => { listeners.add(listener); return () => void listeners.delete(listener); },
    send,
    /** Opens the day of whoever was here last, also without a line. */
    async start(): Promise<void> {
      const kept = localStorage.getItem(personKey);
      if (kept) {
        await open(JSON.parse(kept) as { id: number; name: string });
        void send();
        return;
      }
      // Who came from the console is known already.
      const me = navigator.onLine ? await call(session.me, {}).catch(() => null) : null;
      if (me) await enter(me);
      else set({ ready: true });
    },
    signIn: async (email: string, password: string): Promise<void> => enter(await call(session.signIn, { body: { email, password } })),
    /** After a password that was right: a code of the authenticator app, or a recovery code. */
    signInSecond: async (challenge: string, code: string): Promise<void> => enter(await call(session.secondFactor, { body: { challenge, code } })),
    /** Leaves this device; what waits to be sent stays for the next time. */
    async signOut(): Promise<void> {
      await call(session.signOut, {}).catch(() => undefined);
      localStorage.removeItem(personKey);
      db?.close();
      [db, base, list] = [null, null, []];
      set({ person: null, day: null, waiting: 0, refused: [], signedOut: false });
    },
    /** Writes down what was done, on this device first. */
    async record(visitId: number, doing: Doing, file?: Blob): Promise<void> {
      if (!db) return;
      // 1 stands for a file that is still here: it gets its number when it is sent.
      const operation = { ...doing, ...(file ? { fileId: 1 } : {}), id: crypto.randomUUID(), visitId, at: new Date().toISOString() } as FieldOperation;
      const seq = await db.add('waiting', { operation, ...(file ? { file } : {}) });
      list = [...list, { seq, operation, file }];
      show();
      void send();
    },
    async forget(id: string): Promise<void> {
      await db?.delete('refused', id);
      set({ refused: state.refused.filter((r) => r.id !== id) });
    },
  };
}
export type FieldStore = ReturnType<typeof createFieldStore>;
