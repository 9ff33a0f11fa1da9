/**
 * Lets callers that want the same thing at the same moment share one reading. Nobody gets an answer whose reading began
 * before they asked: who comes while one runs waits for the next, with all others who came meanwhile. So a change that was
 * committed before the question is always in the answer.
 */
export function shareReadings<T>(): (key: string, read: () => Promise<T>) => Promise<T> {
  interface Lane { running: Promise<unknown>; next: Promise<T> | null }
  const lanes = new Map<string, Lane>();

  const run = (key: string, lane: Lane, read: () => Promise<T>): Promise<T> => {
    const reading = read();
    lane.running = reading;
    lane.next = null;
    const leave = () => { if (lane.running === reading && !lane.next) lanes.delete(key); };
    reading.then(leave, leave);
    return reading;
  };

  return (key, read) => {
    const lane = lanes.get(key);
    if (!lane) {
      const fresh: Lane = { running: Promise.resolve(), next: null };
      lanes.set(key, fresh);
      return run(key, fresh, read);
    }
    lane.next ??= lane.running.then(() => run(key, lane, read), () => run(key, lane, read));
    return lane.next;
  };
}
