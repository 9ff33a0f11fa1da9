import type { TryResult } from '../data.ts';
import type { Mark, Marks } from '../view/marks.ts';

/** The walk on the drawing: what was passed and how often, where it went wrong, what it waits for. */
export function tryMarks(result: Pick<TryResult, 'trace' | 'waiting' | 'state'>): Marks {
  const marks: Record<string, Mark> = {};
  const times = new Map<string, number>();
  for (const { elementId, what } of result.trace) {
    if (what === 'enter' || what === 'take') {
      times.set(elementId, (times.get(elementId) ?? 0) + 1);
      if (marks[elementId]?.state !== 'fault') marks[elementId] = { state: 'hit' };
    } else if (what === 'error') marks[elementId] = { state: 'fault' };
  }
  for (const [id, n] of times) if (n > 1) marks[id] = { ...marks[id], words: `×${n}` };
  for (const { elementId } of result.waiting) marks[elementId] = { ...marks[elementId], state: result.state === 'stuck' ? 'fault' : 'next' };
  return marks;
}
