import { type CallRow, type Hotline, type Input, type Language, type Step, ringSeconds } from '../modules/hotline/index.ts';
import { say } from '../platform/i18n/index.ts';
import type { Log } from '../platform/log/index.ts';
import type { SoundLeg } from './leg.ts';
import type { Pace } from './media/pace.ts';
import { beep, ringingTone, waitingMusic } from './media/tones.ts';
import { writeWav } from './media/wav.ts';
import { Recorder } from './recorder.ts';
import { Room } from './room.ts';
import type { Speech } from './speech.ts';
import { Talk } from './talk.ts';
import { Utterance } from './utterance.ts';

export interface SessionParts {
  readonly hotline: Hotline;
  readonly pace: Pace;
  readonly speech: Speech;
  readonly log: Log;
  /** A recorded announcement, as samples. */
  readonly sound: (fileId: number) => Promise<Int16Array | null>;
  /** A house's own piece for who waits. */
  readonly music: (fileId: number) => Promise<Int16Array | null>;
  /** Rings somebody outside; null when they do not answer. */
  readonly ring: (to: string, enough: AbortSignal) => Promise<SoundLeg | null>;
  readonly onClosed: () => void;
}
const announceEverySeconds = 45;
/** How often who waits looks for a free hand. */
const lookEverySeconds = 5;

/** The sound of one call: says what the menu wants, hears keys and words, plays music, records. What staff do in it: `talk`. */
export class CallSession {
  readonly id: number;
  readonly room = new Room();
  readonly talk: Talk;
  readonly #p: SessionParts;
  readonly #unpace: () => void;
  readonly #over = new AbortController();
  #keys = '';
  #onKey: (() => void) | null = null;
  #call: Recorder | null = null;
  #message: Recorder | null = null;
  #records = false;
  #asked = false;
  #telling = false;
  /** Until the house's own is read. */
  #music = waitingMusic;
  language: Language;

  constructor(call: CallRow, parts: SessionParts) {
    this.id = call.id;
    this.language = call.language;
    this.#p = parts;
    const onFault = (error: unknown) => parts.log.error({ err: error, call: this.id }, 'something in a call went wrong');
    this.talk = new Talk(call.id, this.room, { hotline: parts.hotline, ring: parts.ring, music: () => this.#music, end: (by) => this.end(by), telling: () => this.#telling, onFault, onTalk: (on) => this.#record(on) });
    this.#unpace = parts.pace.add(() => this.room.beat());
  }
  get #ended(): boolean { return this.#over.signal.aborted; }
  /** The customer's telephone. */
  receive(leg: SoundLeg): void {
    leg.onDigit = (key) => this.#press(key);
    leg.onGone = () => void this.end('caller');
    this.room.enter('caller', 'caller', leg);
  }
  #recorder(kind: 'call' | 'voicemail'): Recorder {
    return new Recorder((seq, sound) => this.#p.hotline.recordings.part(this.id, kind, seq, sound), (error) => this.#p.log.error({ err: error, call: this.id }, 'a part of a recording was not written'));
  }
  #record(on: boolean): void {
    if (on && this.#records) { const recorder = (this.#call ??= this.#recorder('call')); this.room.onTalk = (frame) => recorder.add(frame); } else this.room.onTalk = null;
  }
  #press(key: string): void {
    if (this.#keys.length < 40) this.#keys += key;
    this.#onKey?.();
    // Who knows the menu need not hear it to the end.
    if (!this.talk.busy && !this.#telling) this.room.cut();
  }
  async #say(step: Step & { do: 'say' }): Promise<void> {
    const recorded = step.fileId === null ? null : await this.#p.sound(step.fileId);
    const samples = recorded ?? (await this.#p.speech.say(step.text, step.language));
    if (!this.#ended) await this.room.play(samples);
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
        case 'keys': return this.#advance(await this.#collect(step.most, step.seconds, step.words !== undefined));
        case 'queue': return this.#wait(step);
        case 'record': return this.#takeMessage(step.mostSeconds);
        case 'transfer': return this.#transferOut(step.to);
        case 'hangup': await this.end('menu'); return null;
        default: return this.#advance({ kind: 'failed' });
      }
    }
    return null;
  }
  /** Keys, or what was said in their place where a recogniser is set up. */
  async #collect(most: number, seconds: number, words = false): Promise<Input> {
    const ear = words && this.#p.hotline.recogniser ? new Utterance() : null;
    const pressed = (keys: string): Input => (keys ? { kind: 'keys', keys } : { kind: 'silence' });
    this.room.onCaller = ear ? (frame) => ear.add(frame) : null;
    let until = performance.now() + seconds * 1_000;
    try {
      for (;;) {
        const ended = most > 1 ? this.#keys.indexOf('#') : -1;
        if (ended >= 0 || this.#keys.length >= most) {
          const keys = ended >= 0 ? this.#keys.slice(0, ended) : this.#keys.slice(0, most);
          this.#keys = this.#keys.slice(ended >= 0 ? ended + 1 : most);
          return pressed(keys);
        }
        if (ear?.done) return await this.#understood(ear);
        const left = until - performance.now();
        if ((left <= 0 && !ear?.speaking) || this.#ended) { const keys = this.#keys; this.#keys = ''; return pressed(keys); }
        const before = this.#keys.length;
        await Promise.race([this.#sleep(Math.max(20, Math.min(left, ear ? 100 : 1_000))), new Promise<void>((resolve) => { this.#onKey = resolve; })]);
        this.#onKey = null;
        if (this.#keys.length > before) until = performance.now() + Math.min(seconds, 4) * 1_000;
      }
    } finally { this.room.onCaller = null; }
  }
  async #understood(ear: Utterance): Promise<Input> {
    const text = await this.#p.hotline.recogniser?.words(writeWav(ear.samples()), this.language).catch((error: unknown) => { this.#p.log.warn({ err: error }, 'the recogniser failed'); return null; });
    return text ? { kind: 'said', text } : { kind: 'silence' };
  }

  /** Says that the call is recorded, or asks; once. Nobody is recorded who was not told. */
  async #consent(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    const consent = await this.#p.hotline.calls.consentOf(this.id);
    if (!consent) return;
    const zh = this.language === 'zh-CN';
    const text = zh ? consent.say.zh || consent.say.en : consent.say.en || consent.say.zh;
    const fileId = zh ? consent.say.zhFileId : consent.say.enFileId;
    this.#telling = true;
    if (text || fileId) await this.#say({ do: 'say', text, fileId, language: this.language });
    this.#telling = false;
    if (consent.rule === 'tell') { this.#records = true; return; }
    const answer = await this.#collect(1, 6);
    this.#records = answer.kind === 'keys' && answer.keys === '1';
    if (!this.#ended) await this.#p.hotline.calls.consented(this.id, this.#records);
  }
  /** Music, and from time to time how long it will still take. */
  async #wait(step: Step & { do: 'queue' }): Promise<readonly Step[] | null> {
    const { calls } = this.#p.hotline;
    this.#keys = '';
    await this.#consent();
    // Somebody was faster than the announcement.
    if (this.talk.busy) { this.#record(true); return null; }
    await this.#ownMusic();
    if (this.talk.busy) return null;
    this.room.background('caller', this.#music);
    this.#keys = '';
    const began = performance.now();
    let announced = -Infinity;
    let looked = 0;
    while (!this.#ended && !this.talk.busy) {
      const waited = (performance.now() - began) / 1_000;
      const call = await calls.get(this.id);
      if (call.state === 'talking' || call.state === 'held') return null;
      if (call.state === 'ringing' && calls.rangFor(call) >= ringSeconds) await calls.unanswered(this.id, 'no-answer');
      if (step.callback && this.#keys.includes('1')) { this.room.background('caller', null); this.#keys = ''; return this.#advance({ kind: 'callback' }); }
      if (waited >= step.mostSeconds && call.state === 'queued') { this.room.background('caller', null); return this.#advance({ kind: 'overflow' }); }
      if (call.state === 'queued' && waited - looked >= lookEverySeconds) { looked = waited; await calls.offerAgain(this.id); }
      if (call.state === 'queued' && waited - announced >= announceEverySeconds) { announced = waited; await this.#tellPlace(step.callback); continue; }
      await this.#sleep(500);
    }
    return null;
  }
  /** What is heard in the queue is heard when held as well. Without it nobody waits in silence. */
  async #ownMusic(): Promise<void> {
    const fileId = await this.#p.hotline.calls.musicOf(this.id);
    const samples = fileId === null ? null : await this.#p.music(fileId);
    if (samples && samples.length > 0) this.#music = samples;
  }
  async #tellPlace(callback: boolean): Promise<void> {
    const wait = await this.#p.hotline.calls.wait(this.id);
    const minutes = Math.max(1, Math.round((wait?.seconds ?? 60) / 60));
    const texts = [say(this.language, minutes <= 1 ? 'hotline.position-soon' : 'hotline.position', { position: wait?.position ?? 1, minutes }), ...(callback ? [say(this.language, 'hotline.press-for-callback')] : [])];
    for (const text of texts) if (!this.#keys && !this.talk.busy && !this.#ended) await this.room.play(await this.#p.speech.say(text, this.language));
  }
  async #takeMessage(mostSeconds: number): Promise<readonly Step[] | null> {
    this.#keys = '';
    await this.room.play(beep);
    const message = this.#recorder('voicemail');
    this.#message = message;
    this.room.onCaller = (frame) => message.add(frame);
    while (!this.#ended && message.seconds < mostSeconds && this.#keys === '') await this.#sleep(200);
    await this.#keepMessage();
    return this.#ended ? null : this.#advance({ kind: 'recorded' });
  }
  async #keepMessage(): Promise<void> {
    const message = this.#message;
    this.#message = null;
    this.room.onCaller = null;
    if (!message) return;
    await message.close();
    await this.#p.hotline.recordings.finish(this.id, 'voicemail');
  }
  async #transferOut(to: string): Promise<readonly Step[] | null> {
    this.room.background('caller', ringingTone);
    const leg = await this.#p.ring(to, this.#over.signal);
    this.room.background('caller', null);
    if (this.#ended) { leg?.hangUp(); return null; }
    if (!leg) return this.#advance({ kind: 'failed' });
    await this.talk.leadOut(leg, to);
    return null;
  }
  /** Rings at a colleague's: waits as in the queue until they take it. */
  async handedOver(): Promise<void> {
    this.talk.part(null);
    await this.run([{ do: 'queue', teamId: null, vip: false, mostSeconds: 7_200, callback: true }]);
  }
  /** We ring a customer; the colleague hears it ring. */
  async dial(agent: SoundLeg, to: string): Promise<void> {
    this.talk.answer(agent);
    agent.onGone = () => void this.end('agent');
    this.room.background('agent', ringingTone);
    const leg = await this.#p.ring(to, this.#over.signal);
    this.room.background('agent', null);
    if (this.#ended || !leg) { leg?.hangUp(); await this.end('not-reached'); return; }
    this.receive(leg);
    this.talk.answer(agent);
    await this.#p.hotline.calls.reached(this.id);
    await this.#ownMusic();
    // Whom we ring must hear it as well; to be asked by key would be too much, so they are not recorded.
    const consent = await this.#p.hotline.calls.consentOf(this.id);
    if (consent?.rule === 'tell') { await this.#consent(); this.#record(true); }
  }

  async end(by: string): Promise<void> {
    if (this.#ended) return;
    this.#over.abort();
    this.#unpace();
    this.talk.over();
    this.room.cut();
    this.#onKey?.();
    this.room.onTalk = null;
    this.room.empty();
    try {
      await this.#keepMessage();
      await this.#p.hotline.calls.ended(this.id, by);
      if (this.#call) { await this.#call.close(); await this.#p.hotline.recordings.finish(this.id, 'call'); }
    } catch (error) { this.#p.log.error({ err: error, call: this.id }, 'the end of a call was not written down'); }
    this.#p.onClosed();
  }
}
