import { Worker } from 'node:worker_threads';
import type { Limits, Plan, Problem, Progress } from './problem.ts';
import type { Answer, Order } from './thread.ts';

interface SolveOptions extends Limits {
  /** Begin with an assignment of jobs to vehicles by integer programming. */
  readonly assign?: boolean;
  readonly watch?: (progress: Progress) => void;
  /** Stops the search; the promise is rejected. */
  readonly signal?: AbortSignal;
}

/**
 * Solves a problem in a thread of its own, so that nobody's request waits.
 * @returns the best plan found in the time given
 * @throws what the thread threw; `AbortError` when it was stopped
 */
export function solve(problem: Problem, { assign = false, watch, signal, ...limits }: SolveOptions): Promise<Plan> {
  signal?.throwIfAborted();
  const order: Order = { problem, limits, assign };
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: order });
  return new Promise<Plan>((resolve, reject) => {
    signal?.addEventListener('abort', () => { reject(signal.reason as Error); void worker.terminate(); }, { once: true });
    worker.on('message', (answer: Answer) => {
      if ('progress' in answer) watch?.(answer.progress);
      else resolve(answer.plan);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the solver's thread ended with ${code} before it had a plan`)));
  });
}
