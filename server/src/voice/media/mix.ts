/** Many voices in one; pure. */
import { frameSamples } from './g711.ts';

/** The sum of several, without going over the edge. One alone is itself; none is silence. */
export function mixed(frames: readonly (Int16Array | null)[]): Int16Array | null {
  const heard = frames.filter((f) => f !== null);
  const [only] = heard;
  if (heard.length <= 1) return only ?? null;
  const out = new Int16Array(frameSamples);
  for (let i = 0; i < frameSamples; i++) {
    let sum = 0;
    for (const frame of heard) sum += frame[i] ?? 0;
    out[i] = sum > 32_767 ? 32_767 : sum < -32_768 ? -32_768 : sum;
  }
  return out;
}

/**
 * What each ear hears: all mouths it may hear, never its own (mix-minus).
 * @param hears whether `ear` hears `mouth`; not asked of one and the same
 */
export function mixMinus(frames: readonly (Int16Array | null)[], hears: (ear: number, mouth: number) => boolean): (Int16Array | null)[] {
  return frames.map((_, ear) => mixed(frames.filter((_frame, mouth) => mouth !== ear && hears(ear, mouth))));
}
