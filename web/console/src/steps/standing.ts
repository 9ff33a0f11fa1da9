import type { Instance } from '@aftercare/contract/processes';
import type { Marks } from '../processes/view/marks.ts';

export type Story = Instance;
/** Shorter visits say nothing about anybody. */
const worthSaying = 60;

/** Marks of an instance on its diagram: where it stands, where it was and for how long altogether. */
export function marksOf(story: Pick<Story, 'trace' | 'waiting' | 'stuck'>, say: (seconds: number) => string): Marks {
  const seconds = new Map<string, number>();
  const marks: Record<string, Marks[string]> = {};
  for (const visit of story.trace) {
    seconds.set(visit.elementId, (seconds.get(visit.elementId) ?? 0) + visit.seconds);
    marks[visit.elementId] = { state: visit.outcome === 'stuck' ? 'stuck' : visit.outcome === 'active' ? 'now' : 'done' };
  }
  for (const wait of story.waiting) marks[wait.elementId] = { state: 'now' };
  if (story.stuck?.elementId) marks[story.stuck.elementId] = { state: 'stuck' };
  return Object.fromEntries(Object.entries(marks).map(([id, mark]) => {
    const spent = seconds.get(id) ?? 0;
    return [id, spent >= worthSaying ? { ...mark, words: say(spent) } : mark];
  }));
}
