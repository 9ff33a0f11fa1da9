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
