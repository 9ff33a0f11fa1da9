/** The part of a live fact by which one sees what it is about. */
export interface Told { readonly type: string; readonly data: Readonly<Record<string, unknown>> }

/** One of us has read what a customer wrote: opening a ticket says so, and nobody's screen shows it. */
export const isOurReading = (fact: Told) => fact.type === 'conversations.read' && fact.data['side'] === 'agent';

/** What is said and how it arrives: the timeline's own business, not that of the cards beside it. */
export const isTalk = (fact: Told) => fact.type.startsWith('conversations.');

/**
 * Gathers requests to do something and does it once: at once if quiet, else after `waitMs`. So a burst of live facts renews a
 * list once, not forty times.
 */
export function gathered(work: () => void, waitMs: number): { readonly ask: () => void; readonly stop: () => void } {
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => { timer = undefined; last = performance.now(); work(); };
  return {
    ask() {
      if (timer !== undefined) return;
      timer = setTimeout(run, Math.max(50, last + waitMs - performance.now()));
    },
    stop: () => { clearTimeout(timer); timer = undefined; },
  };
}
