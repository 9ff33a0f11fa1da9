/** One person's ear and mouth: frames of 160 samples each way, and the keys they press. Telephones and browsers alike. */
export interface SoundLeg {
  onDigit: (key: string) => void;
  /** Hung up, or out of reach. */
  onGone: () => void;
  /** What they said in this 20 ms; null in silence. */
  pull(): Int16Array | null;
  push(frame: Int16Array | null): void;
  press(keys: string): void;
  hangUp(): void;
}

/** Two voices in one, as a recording has them. */
export function mixed(a: Int16Array | null, b: Int16Array | null): Int16Array | null {
  if (!a || !b) return a ?? b;
  const out = new Int16Array(Math.max(a.length, b.length));
  for (let i = 0; i < out.length; i++) out[i] = Math.max(-32_768, Math.min(32_767, (a[i] ?? 0) + (b[i] ?? 0)));
  return out;
}
