import { parentPort, workerData } from 'node:worker_threads';
import { assign } from './assign.ts';
import type { Limits, Plan, Problem, Progress } from './problem.ts';
import { search } from './search.ts';

/** What goes to the thread, and what comes back: any number of `progress`, then one `plan`. */
export interface Order { readonly problem: Problem; readonly limits: Limits; readonly assign: boolean }
export type Answer = { readonly progress: Progress } | { readonly plan: Plan };

const now = () => performance.now();
const { problem, limits, assign: wanted } = workerData as Order;
const begun = now();
const groups = wanted ? await assign(problem, Math.min(1, limits.deadlineMs / 5_000)) : undefined;
const left = Math.max(100, limits.deadlineMs - (now() - begun));
const tell = (answer: Answer) => parentPort?.postMessage(answer);
tell({ plan: search(problem, { ...limits, deadlineMs: left }, now, (progress) => tell({ progress }), groups) });
