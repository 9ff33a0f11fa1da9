/** Sounds of our own making, so that an installation without a recording has something to play. Pure. */
const rate = 8_000;
const pause = (seconds: number) => new Int16Array(Math.round(seconds * rate));

function note(frequency: number, seconds: number, loudness: number): Int16Array {
  const n = Math.round(seconds * rate);
  return Int16Array.from({ length: n }, (_, i) => {
    const t = i / rate;
    // Soft onset and long fade, as of a plucked string.
    const envelope = Math.min(1, t / 0.02) * Math.exp(-2.2 * t / seconds);
    return Math.round(loudness * envelope * (Math.sin(2 * Math.PI * frequency * t) + 0.3 * Math.sin(4 * Math.PI * frequency * t)));
  });
}
export function joined(parts: readonly Int16Array[]): Int16Array {
  const out = new Int16Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) { out.set(part, at); at += part.length; }
  return out;
}
/** A calm round for those who wait: sixteen seconds, then again. */
export const waitingMusic: Int16Array = joined([261.6, 329.6, 392, 523.3, 392, 329.6, 293.7, 349.2, 440, 587.3, 440, 349.2, 246.9, 293.7, 392, 493.9].map((f) => note(f, 1, 2_600)));
export const ringingTone: Int16Array = joined([Int16Array.from({ length: rate }, (_, i) => Math.round(2_500 * Math.sin((2 * Math.PI * 450 * i) / rate))), pause(4)]);
/** Speak after this. */
export const beep: Int16Array = joined([Int16Array.from({ length: 2_400 }, (_, i) => Math.round(6_000 * Math.sin((2 * Math.PI * 1_000 * i) / rate))), pause(0.1)]);
