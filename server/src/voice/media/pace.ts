/** Beats each 20 ms for all calls at once, by the monotonic clock: a late beat is followed by the next in its own time, so that nothing drifts. */
export interface Pace { add(beat: () => void): () => void; stop(): void; readonly gaps: { readonly p99: number; readonly longest: number } }

const periodMs = 20;
/** After so long a standstill (suspended machine) the missed beats are forgotten rather than sent in one burst. */
const mostOwed = 10;

export function startPace(): Pace {
  const beats = new Set<() => void>();
  const recent: number[] = [];
  let due = performance.now() + periodMs;
  let last = performance.now();
  let stopped = false;
  let handle = setTimeout(tick, periodMs);
  function tick(): void {
    if (stopped) return;
    const now = performance.now();
    if (now - due > periodMs * mostOwed) due = now;
    for (; due <= now; due += periodMs) {
      const gap = performance.now() - last;
      last = performance.now();
      recent.push(gap);
      if (recent.length > 3_000) recent.splice(0, 1_000);
      for (const beat of beats) beat();
    }
    handle = setTimeout(tick, Math.max(1, due - performance.now()));
  }
  return {
    add(beat) { beats.add(beat); return () => void beats.delete(beat); },
    stop() { stopped = true; clearTimeout(handle); },
    get gaps() {
      const sorted = recent.toSorted((a, b) => a - b);
      return { p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, longest: sorted.at(-1) ?? 0 };
    },
  };
}
