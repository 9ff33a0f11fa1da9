/** Where the endpoint's time comes from; tests hold it in their hand. Milliseconds. */
export interface Timers {
  now(): number;
  /** Calls once after so long; the returned function takes it back. */
  after(ms: number, call: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  after(ms, call) {
    const handle = setTimeout(call, ms);
    return () => clearTimeout(handle);
  },
};

/** RFC 3261 §17.1.1.2: round trip estimate, longest pause between retransmissions, longest life of a message in the network. */
export const T1 = 500;
export const T2 = 4_000;
export const T4 = 5_000;

/** Sends again and again with growing pauses until stopped or given up. */
export function repeat(timers: Timers, o: { first: number; longest: number; giveUpAfter: number; send: () => void; gaveUp: () => void }): () => void {
  let pause = o.first;
  let stop = () => {};
  const next = () => {
    stop = timers.after(pause, () => {
      pause = Math.min(pause * 2, o.longest);
      o.send();
      next();
    });
  };
  if (Number.isFinite(o.first)) next();
  const stopEnd = timers.after(o.giveUpAfter, () => { stop(); o.gaveUp(); });
  return () => { stop(); stopEnd(); };
}
