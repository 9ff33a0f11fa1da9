import { Worker } from 'node:worker_threads';
import type { Paper } from './paper.ts';

interface Waiting { done(bytes: Uint8Array): void; failed(error: Error): void }
export interface PapersOptions {
  /** The thread and its fonts are let go after so long without a paper; 60 s unless told. */
  readonly idleMs?: number;
  /** A paper that takes longer is given up; 60 s unless told. */
  readonly timeoutMs?: number;
}

/** Papers as PDF. Rendering is done in a thread that exists only while there is something to print. */
export function createPapers({ idleMs = 60_000, timeoutMs = 60_000 }: PapersOptions = {}) {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;
  const waiting = new Map<number, Waiting>();

  function end(reason: Error): void {
    const old = worker;
    worker = null;
    void old?.terminate();
    for (const [id, w] of waiting) { waiting.delete(id); w.failed(reason); }
  }
  function thread(): Worker {
    if (worker) return worker;
    const made = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 512 } });
    made.on('message', ({ id, bytes, fault }: { id: number; bytes?: Uint8Array; fault?: string }) => {
      const w = waiting.get(id);
      waiting.delete(id);
      if (bytes) w?.done(bytes); else w?.failed(new Error(`The paper could not be made: ${fault}`));
      if (waiting.size === 0) rest();
    });
    made.on('error', (error) => { if (worker === made) end(error instanceof Error ? error : new Error(String(error))); });
    made.on('exit', () => { if (worker === made) end(new Error('The printing thread ended')); });
    worker = made;
    return made;
  }
  /** Neither thread nor timer keeps a process alive that has nothing else to do. */
  function rest(): void {
    worker?.unref();
    clearTimeout(idle);
    idle = setTimeout(() => end(new Error('idle')), idleMs);
    idle.unref();
  }

  return {
    /** The PDF's bytes. Rejects when the paper cannot be made (a picture that is none, a drawing that is broken). */
    render(paper: Paper): Promise<Uint8Array> {
      clearTimeout(idle);
      const made = thread();
      made.ref();
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => end(new Error('The paper took too long')), timeoutMs);
        const settled = <T>(then: (value: T) => void) => (value: T) => { clearTimeout(timer); then(value); };
        waiting.set(id, { done: settled(resolve), failed: settled(reject) });
        made.postMessage({ id, paper });
      });
    },
    /** Lets the thread go at once. */
    stop(): void {
      clearTimeout(idle);
      end(new Error('Printing was stopped'));
    },
  };
}
export type Papers = ReturnType<typeof createPapers>;
