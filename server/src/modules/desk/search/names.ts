import type { Platform, Service } from '../../../platform/module/index.ts';
import { isChinese, loadReading, soundsOf } from './sounds.ts';
import { spellable } from './spelling.ts';
import * as store from './store-sounds.ts';
import { dropNameWords, putNameWords } from './store-words.ts';
import { normalizeText, tokensOf } from './tokens.ts';

const atOnce = 500;
const pauseMs = 1000;

/** Listens to names that were written or changed, wherever that was done: the database keeps a list of them. */
export function createNames({ work, log }: Pick<Platform, 'work' | 'log'>) {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let running: Promise<unknown> = Promise.resolve();

  async function listen(): Promise<number> {
    return work.tx(async (tx) => {
      const due = await store.takeDue(tx, atOnce);
      if (due.length === 0) return 0;
      const named = due.flatMap((d) => (d.name !== null && isChinese(d.name) ? [{ ...d, name: d.name }] : []));
      const gone = due.filter((d) => d.name === null || !isChinese(d.name));
      if (named.length > 0) {
        const read = await loadReading();
        await store.putSounds(tx, named.map((d) => ({ kind: d.kind, itemId: d.itemId, sounds: soundsOf(read(d.name)) })));
      }
      const customers = due.filter((d) => d.kind === 'customer');
      const spelt = customers.flatMap((d) => (d.name === null ? [] : spellable(tokensOf(normalizeText(d.name))).map((word) => ({ word, customerId: d.itemId }))));
      if (customers.length > 0) await dropNameWords(tx, customers.map((d) => d.itemId));
      if (spelt.length > 0) await putNameWords(tx, spelt);
      if (gone.length > 0) await store.dropSounds(tx, gone);
      return due.length;
    });
  }
  /** Until none waits; how many there were. */
  async function catchUp(): Promise<number> {
    let all = 0;
    for (let n = -1; n !== 0 && !stopped;) all += n = await listen();
    return all;
  }
  const look = () => {
    running = catchUp().catch((error: unknown) => log.warn({ err: error }, 'names were not listened to')).finally(() => { if (!stopped) { timer = setTimeout(look, pauseMs); timer.unref(); } });
  };
  const service: Service = {
    name: 'desk.names', role: 'worker',
    start: () => { stopped = false; look(); return Promise.resolve(); },
    stop: async () => { stopped = true; if (timer) clearTimeout(timer); await running; },
  };
  return { service, catchUp, again: () => store.askAgain(work) };
}
export type Names = ReturnType<typeof createNames>;
