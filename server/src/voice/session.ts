import { type CallRow, type Hotline, type Input, type Language, type Step, ringSeconds } from '../modules/hotline/index.ts';
import { say } from '../platform/i18n/index.ts';
import type { Log } from '../platform/log/index.ts';
import { type SoundLeg, mixed } from './leg.ts';
import { frameSamples } from './media/g711.ts';
import type { Pace } from './media/pace.ts';
import { beep, ringingTone, waitingMusic } from './media/tones.ts';
import { Recorder } from './recorder.ts';
import type { Speech } from './speech.ts';

export interface SessionParts {
  readonly hotline: Hotline;
  readonly pace: Pace;
  readonly speech: Speech;
  readonly log: Log;
  /** A recorded announcement, as samples. */
  readonly sound: (fileId: number) => Promise<Int16Array | null>;
  /** Rings somebody outside; null when they do not answer. */
  readonly ring: (to: string) => Promise<SoundLeg | null>;
  /** What to say before a recording; null when calls are not recorded. */
  readonly consent: readonly Step[] | null;
  readonly onClosed: () => void;
}
const announceEverySeconds = 45;
/** How long a colleague whose browser went away may take to come back before the caller is let go. */
const comeBackSeconds = 60;
const shortestVoicemailSeconds = 1;

/** The sound of one call: says what the menu wants, hears keys, plays music, joins people, records. */
export class CallSession {
  readonly id: number;
  readonly #p: SessionParts;
  readonly #caller: SoundLeg;
  readonly #unpace: () => void;
  #other: SoundLeg | null = null;
  #playing: { samples: Int16Array; at: number; done: () => void } | null = null;
  #background: { samples: Int16Array; at: number } | null = null;
  #keys = '';
  #onKey: (() => void) | null = null;
  #call: Recorder | null = null;
  #message: Recorder | null = null;
  #held = false;
  #ended = false;
  #alone = 0;
  #asked = false;
  language: Language;

  constructor(call: CallRow, caller: SoundLeg, parts: SessionParts) {
    this.id = call.id;
    this.language = call.language;
    this.#caller = caller;
    this.#p = parts;
    caller.onDigit = (key) => this.#press(key);
    caller.onGone = () => void this.end('caller');
    this.#unpace = parts.pace.add(() => this.#beat());
  }
  get talking(): boolean { return this.#other !== null; }

  #beat(): void {
    const heard = this.#caller.pull();
    this.#message?.add(heard);
    const other = this.#other?.pull() ?? null;
    let out: Int16Array | null;
    if (this.#playing) out = this.#nextOf(this.#playing);
    else if (this.#other && !this.#held) out = other;
    else out = this.#background ? this.#nextOf(this.#background) : null;
    this.#other?.push(this.#held ? null : heard);
    if (this.#other && !this.#held) this.#call?.add(mixed(heard, other));
    this.#caller.push(out);
  }
  #nextOf(sound: { samples: Int16Array; at: number; done?: () => void }): Int16Array {
    const frame = sound.samples.slice(sound.at, sound.at + frameSamples);
    sound.at += frameSamples;
    if (sound.at >= sound.samples.length) {
      if (sound.done) { this.#playing = null; sound.done(); } else sound.at = 0;
    }
    return frame.length === frameSamples ? frame : Int16Array.from({ length: frameSamples }, (_, i) => frame[i] ?? 0);
  }
  #press(key: string): void {
    if (this.#keys.length < 40) this.#keys += key;
    this.#onKey?.();
    // Who knows the menu need not hear it to the end.
    if (this.#playing && !this.#other) { const { done } = this.#playing; this.#playing = null; done(); }
  }
  play(samples: Int16Array): Promise<void> {
    if (this.#ended || samples.length === 0) return Promise.resolve();
    return new Promise((resolve) => { this.#playing?.done(); this.#playing = { samples, at: 0, done: resolve }; });
  }
  async #say(step: Step & { do: 'say' }): Promise<void> {
    const recorded = step.fileId === null ? null : await this.#p.sound(step.fileId);
    await this.play(recorded ?? (await this.#p.speech.say(step.text, step.language)));
  }
  #sleep(ms: number): Promise<void> { return new Promise((resolve) => { setTimeout(resolve, ms); }); }

  /** Does what the menu says until the call is in other hands or over. */
  async run(steps: readonly Step[]): Promise<void> {
    try {
      for (let next: readonly Step[] | null = steps; next && !this.#ended;) next = await this.#perform(next);
    } catch (error) {
      this.#p.log.error({ err: error, call: this.id }, 'a call was lost');
      await this.end('fault');
    }
  }
  async #advance(input: Input): Promise<readonly Step[]> {
    const { call, steps } = await this.#p.hotline.calls.advance(this.id, input);
    this.language = call.language;
    return steps;
  }
  async #perform(steps: readonly Step[]): Promise<readonly Step[] | null> {
    for (const step of steps) {
      if (this.#ended) return null;
      switch (step.do) {
        case 'say': if (this.#keys === '') await this.#say(step); break;
        case 'keys': { const keys = await this.#collect(step.most, step.seconds); return this.#advance(keys ? { kind: 'keys', keys } : { kind: 'silence' }); }
        case 'queue': return this.#wait(step);
        case 'record': return this.#takeMessage(step.mostSeconds);
        case 'transfer': return this.#transferOut(step.to);
        case 'hangup': await this.end('menu'); return null;
        default: return this.#advance({ kind: 'failed' });
      }
    }
    return null;
  }
  async #collect(most: number, seconds: number): Promise<string> {
    let until = performance.now() + seconds * 1_000;
    for (;;) {
      const ended = most > 1 ? this.#keys.indexOf('#') : -1;
      if (ended >= 0 || this.#keys.length >= most) {
        const keys = ended >= 0 ? this.#keys.slice(0, ended) : this.#keys.slice(0, most);
        this.#keys = this.#keys.slice(ended >= 0 ? ended + 1 : most);
        return keys;
      }
      const left = until - performance.now();
      if (left <= 0 || this.#ended) { const keys = this.#keys; this.#keys = ''; return keys; }
      const before = this.#keys.length;
      await Promise.race([this.#sleep(Math.min(left, 1_000)), new Promise<void>((resolve) => { this.#onKey = resolve; })]);
      this.#onKey = null;
      if (this.#keys.length > before) until = performance.now() + Math.min(seconds, 4) * 1_000;
    }
  }

  /** Music, and from time to time how long it will still take. */
  async #wait(step: Step & { do: 'queue' }): Promise<readonly Step[] | null> {
    const { calls } = this.#p.hotline;
    if (this.#p.consent && !this.#asked) { this.#asked = true; for (const c of this.#p.consent) if (c.do === 'say') await this.#say({ ...c, language: this.language }); }
    this.#background ??= { samples: waitingMusic, at: 0 };
    this.#keys = '';
    const began = performance.now();
    let announced = -Infinity;
    while (!this.#ended && !this.#other) {
      const waited = (performance.now() - began) / 1_000;
      const call = await calls.get(this.id);
      if (call.state === 'talking' || call.state === 'held') return null;
      if (call.state === 'ringing' && calls.rangFor(call) >= ringSeconds) await calls.unanswered(this.id, 'no-answer');
      if (step.callback && this.#keys.includes('1')) { this.#background = null; this.#keys = ''; return this.#advance({ kind: 'callback' }); }
      if (waited >= step.mostSeconds && call.state === 'queued') { this.#background = null; return this.#advance({ kind: 'overflow' }); }
      if (call.state === 'queued' && waited - announced >= announceEverySeconds) {
        announced = waited;
        const wait = await calls.wait(this.id);
        const minutes = Math.max(1, Math.round((wait?.seconds ?? 60) / 60));
        const texts = [say(this.language, minutes <= 1 ? 'hotline.position-soon' : 'hotline.position', { position: wait?.position ?? 1, minutes }), ...(step.callback ? [say(this.language, 'hotline.press-for-callback')] : [])];
        for (const text of texts) if (!this.#keys && !this.#other) await this.play(await this.#p.speech.say(text, this.language));
        if (waited >= announceEverySeconds) await calls.offerAgain(this.id);
        continue;
      }
      await this.#sleep(500);
    }
    return null;
  }
  async #takeMessage(mostSeconds: number): Promise<readonly Step[] | null> {
    this.#keys = '';
    await this.play(beep);
    const message = new Recorder();
    this.#message = message;
    while (!this.#ended && message.seconds < mostSeconds && this.#keys === '') await this.#sleep(200);
    await this.#keepMessage();
    return this.#ended ? null : this.#advance({ kind: 'recorded' });
  }
  async #keepMessage(): Promise<void> {
    const message = this.#message;
    this.#message = null;
    if (message && message.seconds >= shortestVoicemailSeconds && message.heard) await this.#p.hotline.recordings.keep(this.id, 'voicemail', message.wav(), message.seconds);
  }
  async #transferOut(to: string): Promise<readonly Step[] | null> {
    this.#background = { samples: ringingTone, at: 0 };
    const leg = await this.#p.ring(to);
    this.#background = null;
    if (this.#ended) { leg?.hangUp(); return null; }
    if (!leg) return this.#advance({ kind: 'failed' });
    await this.#p.hotline.calls.note(this.id, 'transferred', { to });
    this.join(leg, { letGo: true });
    return null;
  }

  /** Somebody talks with the caller from now on. `letGo`: when they hang up the caller is let go at once. */
  join(leg: SoundLeg, options: { letGo: boolean }): void {
    this.#other?.hangUp();
    this.#other = leg;
    this.#alone += 1;
    this.#background = null;
    this.#held = false;
    if (this.#playing) { const { done } = this.#playing; this.#playing = null; done(); }
    if (this.#p.consent) this.#call ??= new Recorder();
    leg.onGone = () => {
      if (this.#other !== leg) return;
      if (options.letGo) void this.end('other'); else this.part(comeBackSeconds);
    };
  }
  /** They are alone again, with music; let go after so long unless somebody joins. Null: they wait in the queue. */
  part(seconds: number | null): void {
    this.#other?.hangUp();
    this.#other = null;
    this.#background = { samples: waitingMusic, at: 0 };
    const alone = (this.#alone += 1);
    if (seconds !== null) void this.#sleep(seconds * 1_000).then(() => { if (this.#alone === alone) void this.end('agent-gone'); });
  }
  /** Rings at a colleague's: waits as in the queue until they take it. */
  async handedOver(): Promise<void> {
    this.part(null);
    await this.run([{ do: 'queue', teamId: null, vip: false, mostSeconds: 7_200, callback: true }]);
  }
  hold(held: boolean): void {
    this.#held = held;
    this.#background = held ? { samples: waitingMusic, at: 0 } : null;
  }
  press(keys: string): void { this.#caller.press(keys); }
  async transfer(to: string): Promise<boolean> {
    const before = this.#other;
    this.hold(true);
    const leg = await this.#p.ring(to);
    if (!leg || this.#ended) { leg?.hangUp(); this.hold(false); return false; }
    await this.#p.hotline.calls.note(this.id, 'transferred', { to });
    if (before === this.#other) this.join(leg, { letGo: true });
    return true;
  }

  async end(by: string): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#unpace();
    this.#playing?.done();
    this.#onKey?.();
    this.#caller.hangUp();
    this.#other?.hangUp();
    try {
      await this.#keepMessage();
      await this.#p.hotline.calls.ended(this.id, by);
      if (this.#call && this.#call.seconds >= 1) await this.#p.hotline.recordings.keep(this.id, 'call', this.#call.wav(), this.#call.seconds);
    } catch (error) { this.#p.log.error({ err: error, call: this.id }, 'the end of a call was not written down'); }
    this.#p.onClosed();
  }
}
