import { randomUUID } from 'node:crypto';
import type { Handle } from '../../platform/db/index.ts';
import type { Platform, Service } from '../../platform/module/index.ts';
import * as store from './store-telephones.ts';

/** A process says so often whose telephones it holds; after three times in silence they are gone with it. */
const sayEveryMs = 5_000;
const goneAfterMs = 3 * sayEveryMs;

/** Whose browser has its telephone ready: a screen of theirs follows `telephone:<id>`. Being «online» does not mean that somebody sits there. */
export function createTelephones({ db, clock, log }: Pick<Platform, 'db' | 'clock' | 'log'>) {
  const process_ = randomUUID();
  const here = new Set<number>();
  const since = () => new Date(clock.now().getTime() - goneAfterMs);
  let work = Promise.resolve();
  /** One after the other, each by what is so then: a screen that is loaded anew leaves and comes within a moment. */
  const write = (what: () => Promise<unknown>): void => { work = work.then(what).then(() => undefined, (error: unknown) => log.warn({ err: error }, 'whose telephone is connected was not written')); };
  let timer: NodeJS.Timeout | undefined;
  return {
    /** A first screen of this process follows a topic, or the last one has left. */
    follows(topic: string, on: boolean): void {
      const agentId = /^telephone:(\d+)$/.exec(topic)?.[1];
      if (!agentId) return;
      const id = Number(agentId);
      if (on) here.add(id); else here.delete(id);
      write(() => (here.has(id) ? store.sayConnected(db, [id], process_, clock.now()) : store.sayGone(db, id, process_)));
    },
    connected: (handle: Handle, agentIds: readonly number[]) => store.connected(handle, agentIds, since()),
    /** Colleagues who are online at a telephone that is connected. */
    ready: () => store.ready(db, since()),
    since,
    sweep: () => store.forget(db, since()),
    service: {
      name: 'hotline.telephones', role: 'api',
      async start() { timer = setInterval(() => write(async () => { if (here.size > 0) await store.sayConnected(db, [...here], process_, clock.now()); }), sayEveryMs); },
      async stop() { clearInterval(timer); here.clear(); write(() => store.sayAllGone(db, process_)); await work; },
    } satisfies Service,
  };
}
export type Telephones = ReturnType<typeof createTelephones>;
