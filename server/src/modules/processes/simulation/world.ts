import { evaluate } from '../../../platform/feel/index.ts';
import { type CompiledCalendar, addWorking, workingBetween } from '../../../platform/time/index.ts';
import { instantOf, parseWhen } from '../deadlines.ts';
import type { World } from './past.ts';

/** The business calendar and the expressions of a diagram, as a simulation asks them. Without a calendar it is always open. */
export function createWorld(calendar: CompiledCalendar | null): World {
  const durations = new Map<string, ReturnType<typeof parseWhen> | null>();
  const feel = (source: string, variables: Readonly<Record<string, unknown>>, at: number): unknown => {
    try { return evaluate(source.replace(/^\s*=/, ''), variables, { now: new Date(at) }); } catch { return null; }
  };
  const when = (text: string) => {
    let known = durations.get(text);
    if (known === undefined) {
      try { known = parseWhen(text); } catch { known = null; }
      durations.set(text, known);
    }
    return known;
  };
  return {
    addWorking: (at, seconds) => (calendar ? (addWorking(calendar, new Date(at), Math.round(seconds))?.getTime() ?? at + seconds * 1000) : at + seconds * 1000),
    after(duration, at, variables) {
      const text = duration.trimStart().startsWith('=') ? feel(duration, variables, at) : duration;
      const span = typeof text === 'string' ? when(text) : null;
      // A date lies in the life of the real case, not of the one that is played.
      if (!span || span.kind === 'instant') return null;
      try { return instantOf(span, new Date(at), calendar).getTime(); } catch { return null; }
    },
    holds(condition, variables) {
      const answer = feel(condition, variables, 0);
      return typeof answer === 'boolean' ? answer : null;
    },
  };
}

/** Seconds of opening hours between two instants; all seconds without a calendar. */
export const workedSeconds = (calendar: CompiledCalendar | null, from: Date, to: Date): number => (calendar ? workingBetween(calendar, from, to) : Math.max(0, (to.getTime() - from.getTime()) / 1000));
