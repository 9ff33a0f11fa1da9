import type { SoundLeg } from './leg.ts';
import { frameSamples } from './media/g711.ts';
import { mixMinus, mixed } from './media/mix.ts';

/** caller: the customer. agent: who has the call in hand. guest: whom they asked in. supervisor: hears all, is heard by the agent at most. */
export type Part = 'caller' | 'agent' | 'guest' | 'supervisor';
interface Loop { readonly samples: Int16Array; at: number }
export interface Party {
  readonly part: Part;
  readonly leg: SoundLeg;
  /** Of supervisors: the agent hears them. */
  whispers: boolean;
  /** Heard instead of the others: music, a ringing tone. */
  background: Loop | null;
}

/**
 * Who hears whom in one call. The customer stands aside, with music, or is in the talk; agent and guests always hear each other:
 * a consultation is a guest while the customer stands aside, a conference one while they are in.
 */
export class Room {
  readonly #parties = new Map<string, Party>();
  #playing: { readonly samples: Int16Array; at: number; readonly done: () => void } | null = null;
  aside = false;
  /** What the customer says, for a message. */
  onCaller: ((frame: Int16Array | null) => void) | null = null;
  /** What customer and staff say together while both are in the talk. */
  onTalk: ((frame: Int16Array | null) => void) | null = null;

  enter(key: string, part: Part, leg: SoundLeg): Party {
    if (this.#parties.get(key)?.leg !== leg) this.leave(key);
    const party: Party = { part, leg, whispers: false, background: null };
    this.#parties.set(key, party);
    return party;
  }
  /** Hangs up whoever it was. */
  leave(key: string): void {
    const party = this.#parties.get(key);
    this.#parties.delete(key);
    party?.leg.hangUp();
  }
  /** Takes somebody out without hanging up, to stand elsewhere. */
  take(key: string): SoundLeg | null {
    const leg = this.#parties.get(key)?.leg ?? null;
    this.#parties.delete(key);
    return leg;
  }
  get(key: string): Party | undefined { return this.#parties.get(key); }
  keyOf(leg: SoundLeg): string | undefined { return [...this.#parties].find(([, p]) => p.leg === leg)?.[0]; }
  keys(part: Part): string[] { return [...this.#parties].flatMap(([key, p]) => (p.part === part ? [key] : [])); }
  has(part: Part): boolean { return this.keys(part).length > 0; }
  empty(): void { for (const key of [...this.#parties.keys()]) this.leave(key); }

  /** To the customer, whatever else there is; resolves when it was heard or cut off. */
  play(samples: Int16Array): Promise<void> {
    if (samples.length === 0 || !this.has('caller')) return Promise.resolve();
    return new Promise((resolve) => { this.#playing?.done(); this.#playing = { samples, at: 0, done: resolve }; });
  }
  get playing(): boolean { return this.#playing !== null; }
  cut(): void { const now = this.#playing; this.#playing = null; now?.done(); }
  background(key: string, samples: Int16Array | null): void { const party = this.#parties.get(key); if (party) party.background = samples ? { samples, at: 0 } : null; }

  beat(): void {
    const parties = [...this.#parties.values()];
    const said = parties.map((p) => p.leg.pull());
    const inTalk = (p: Party) => p.part === 'agent' || p.part === 'guest' || (p.part === 'caller' && !this.aside);
    const hears = (ear: Party, mouth: Party): boolean => {
      if (mouth.part === 'supervisor') return mouth.whispers && ear.part === 'agent';
      return inTalk(mouth) && (ear.part === 'supervisor' || inTalk(ear));
    };
    const heard = mixMinus(said, (ear, mouth) => hears(parties[ear] as Party, parties[mouth] as Party));
    const caller = parties.findIndex((p) => p.part === 'caller');
    if (caller >= 0) this.onCaller?.(said[caller] ?? null);
    if (this.onTalk && !this.aside && caller >= 0 && parties.some((p) => p.part === 'agent' || p.part === 'guest')) this.onTalk(mixed(said.filter((_, i) => inTalk(parties[i] as Party))));
    parties.forEach((party, i) => {
      const own = party.part === 'caller' && this.#playing ? this.#nextOf(this.#playing) : party.background ? nextOf(party.background) : heard[i];
      party.leg.push(own ?? null);
    });
  }
  #nextOf(sound: { readonly samples: Int16Array; at: number; readonly done: () => void }): Int16Array {
    const frame = nextOf(sound);
    if (sound.at === 0) { if (this.#playing === sound) this.#playing = null; sound.done(); }
    return frame;
  }
}

/** The next 20 ms; from the beginning again after the end. */
function nextOf(sound: { readonly samples: Int16Array; at: number }): Int16Array {
  const frame = sound.samples.slice(sound.at, sound.at + frameSamples);
  sound.at += frameSamples;
  if (sound.at >= sound.samples.length) sound.at = 0;
  if (frame.length === frameSamples) return frame;
  const full = new Int16Array(frameSamples);
  full.set(frame);
  return full;
}
