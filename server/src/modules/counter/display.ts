import { createHash } from 'node:crypto';
import { isEvent } from '../../platform/bus/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { NumberMoved } from './events.ts';
import { type Queue, codeOf } from './queue.ts';

const patienceMs = 25_000;
/** Called so long ago, it no longer needs the wall. */
const shownMinutes = 20;

/** What the wall shows, and a way to wait for what comes: screens have nobody to sign in. */
export function createDisplay({ bus, clock }: Pick<Platform, 'bus' | 'clock'>, queue: Queue) {
  async function board(siteId: number) {
    const [called, waiting, today] = await Promise.all([queue.called(siteId), queue.waiting(siteId), queue.today(siteId)]);
    const since = clock.now().getTime() - shownMinutes * 60_000;
    const shown = {
      called: called.filter((n) => n.state === 'called' || (n.calledAt?.getTime() ?? 0) > since).slice(0, 8).map((n) => ({ code: codeOf(n), desk: n.desk, service: n.service, calledAt: n.calledAt ?? n.takenAt, calls: n.calls })),
      next: waiting.slice(0, 8).map(codeOf), waiting: waiting.length, waitMinutes: today.waitMinutes,
    };
    return { ...shown, version: createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16) };
  }
  /** Resolves when a number of the site moved, the caller left, or it took too long. */
  const something = (siteId: number, gone: AbortSignal) => new Promise<void>((resolve) => {
    const end = () => { off(); clearTimeout(timer); gone.removeEventListener('abort', end); resolve(); };
    const off = bus.tail.listen((event) => { if (isEvent(event, NumberMoved) && event.payload.siteId === siteId) end(); });
    const timer = setTimeout(end, patienceMs);
    gone.addEventListener('abort', end);
    if (gone.aborted) end();
  });

  return {
    board,
    /** The board when it is no longer as the caller knows it. */
    async after(siteId: number, since: string | undefined, gone: AbortSignal) {
      const now = await board(siteId);
      if (since !== now.version) return now;
      await something(siteId, gone);
      return board(siteId);
    },
  };
}
