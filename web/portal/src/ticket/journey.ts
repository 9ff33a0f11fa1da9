import { clockTime, daysApart, dayName } from '@aftercare/ui';
import type { PortalTicket } from '@aftercare/contract/portal';

export type Step = PortalTicket['steps'][number];
export type Line = { readonly phrase: string; readonly values: Readonly<Record<string, string>> };
/** What a step says: its title, when it happened or is due, and for the open one who has it and what we promised. */
export interface StepWords {
  readonly title: Line;
  /** What a step of a process says itself, in place of the title. */
  readonly own: string | null;
  /** Beside the title: when it was, or by when it should be. */
  readonly when: Line | { readonly text: string } | null;
  readonly who: Line | null;
  readonly promise: (Line & { readonly late: boolean }) | null;
}

/** A promised time as one says it: "14:30 today", "Thu, 26 Nov, 14:30". */
export function promiseTime(at: string, now: number, language: string): string {
  const time = clockTime(at, language);
  const days = daysApart(now, at);
  const day = dayName(at, now, language);
  if (language.startsWith('zh')) return `${day} ${time}`;
  return Math.abs(days) <= 1 ? `${time} ${day.toLowerCase()}` : `${day}, ${time}`;
}

/** The next promise on the way: of the current step, else the nearest one ahead. */
export function nextPromise(steps: readonly Step[]): string | null {
  return steps.find((step) => step.state === 'current')?.dueAt ?? steps.find((step) => step.state === 'ahead' && step.dueAt)?.dueAt ?? null;
}

function titleOf(step: Step): Line {
  const nobody = step.who === null && ((step.key === 'assigned' && step.state === 'done') || (step.key === 'working' && step.state === 'current'));
  return { phrase: `journey.${step.key}.${step.state}${nobody ? 'Nobody' : ''}`, values: step.who === null ? {} : { who: step.who } };
}

/** When the solution is promised; what is promised before that is an answer. */
export function solutionDue(steps: readonly Step[]): string | null {
  return steps.find((step) => step.key === 'solved')?.dueAt ?? null;
}

/** The words of one step of a ticket's journey. `now` in milliseconds; `solution` as `solutionDue` says. */
export function wordsOf(step: Step, now: number, language: string, solution: string | null): StepWords {
  const title = titleOf(step);
  const own = step.words ? (language.startsWith('zh') ? step.words.zh : step.words.en) : null;
  if (step.state === 'done') return { title, own, when: step.at ? { text: [promiseTime(step.at, now, language), step.key === 'step' ? step.who : null].filter(Boolean).join(' · ') } : null, who: null, promise: null };
  if (step.state === 'ahead') return { title, own, when: step.dueAt ? { phrase: 'journey.expected', values: { when: promiseTime(step.dueAt, now, language) } } : null, who: null, promise: null };
  const settles = step.key === 'solved' || step.key === 'closed' || step.key === 'rated';
  const late = step.dueAt !== null && Date.parse(step.dueAt) < now;
  // What is promised here is the thing itself, not only an answer.
  const isSettling = step.key === 'step' || (step.key === 'working' && (solution === null || step.dueAt === solution));
  return {
    title, own,
    when: step.at ? (settles || step.key === 'received' ? { text: promiseTime(step.at, now, language) } : { phrase: 'journey.since', values: { when: promiseTime(step.at, now, language) } }) : null,
    who: step.who !== null && step.key !== 'working' ? { phrase: 'journey.who', values: { who: step.who } } : null,
    promise: step.dueAt && !settles && step.key !== 'waiting-for-you' ? { phrase: `journey.${isSettling ? (late ? 'late' : 'by') : late ? 'hearLate' : 'hear'}`, values: { when: promiseTime(step.dueAt, now, language) }, late } : null,
  };
}

/** When a solved ticket closes by itself, as the step ahead says it; null when it does not. */
export function closesAt(steps: readonly Step[]): string | null {
  return steps.find((step) => step.key === 'closed' && step.state === 'ahead')?.dueAt ?? null;
}
