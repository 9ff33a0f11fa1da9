import type { SoundLeg } from './leg.ts';
import type { Pace } from './media/pace.ts';

const delayFrames = 50;
const longestFrames = 30 * 50;

/** What one says comes back a second later, for half a minute: microphone, speaker and line are tried at once. */
export function echoTest(leg: SoundLeg, pace: Pace): void {
  const said: (Int16Array | null)[] = [];
  let beats = 0;
  const over = () => { stop(); leg.hangUp(); };
  const stop = pace.add(() => {
    said.push(leg.pull());
    leg.push(said.length > delayFrames ? (said.shift() ?? null) : null);
    if ((beats += 1) > longestFrames) over();
  });
  leg.onGone = stop;
}
