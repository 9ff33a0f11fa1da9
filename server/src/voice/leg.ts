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
