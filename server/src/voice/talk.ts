import { type CallRow, type Hotline, ringSeconds } from '../modules/hotline/index.ts';
import { type Actor, systemActor } from '../platform/bus/index.ts';
import type { SoundLeg } from './leg.ts';
import { ringingTone } from './media/tones.ts';
import type { Room } from './room.ts';

/** How long a colleague whose browser went away may take to come back before the caller is let go. */
const comeBackSeconds = 60;

export interface TalkParts {
  readonly hotline: Hotline;
  /** Rings somebody outside; null when they do not answer, or the signal says that it is enough. */
  readonly ring: (to: string, enough: AbortSignal) => Promise<SoundLeg | null>;
  /** For who stands aside. */
  readonly music: () => Int16Array;
  readonly end: (by: string) => Promise<void>;
  /** A customer and staff begin to talk, or nobody of ours is in it any more. */
  readonly onTalk: (on: boolean) => void;
  /** The customer is being told that they are recorded: that is heard to its end, whoever answers meanwhile. */
  readonly telling: () => boolean;
  readonly onFault: (error: unknown) => void;
}
interface Guest { readonly partyId: number; readonly agentId: number | null; readonly number: string; readonly enough: AbortController; in: boolean }
const supervisorKey = (agentId: number) => `supervisor:${agentId}`;

/** What staff do in one call: answer, hold, ask somebody in, give it on, listen. */
export class Talk {
  readonly #id: number;
  readonly #room: Room;
  readonly #p: TalkParts;
  #guest: Guest | null = null;
  /** A number that is rung up to be given the customer. */
  #ringing: AbortController | null = null;
  /** Counts up whenever somebody comes or goes, so that an old timer knows it is old. */
  #turn = 0;
  constructor(id: number, room: Room, parts: TalkParts) { this.#id = id; this.#room = room; this.#p = parts; }
  get busy(): boolean { return this.#room.has('agent') || this.#room.has('guest'); }
  #aside(aside: boolean, sound: Int16Array | null = aside ? this.#p.music() : null): void { this.#room.aside = aside; this.#room.background('caller', sound); }
  #later(work: Promise<unknown>): void { work.catch(this.#p.onFault); }

  /** A colleague talks with the customer from now on. */
  answer(leg: SoundLeg): void {
    this.#turn += 1;
    this.#room.enter('agent', 'agent', leg);
    if (!this.#p.telling()) this.#room.cut();
    this.#aside(false);
    this.#p.onTalk(true);
    leg.onGone = () => { if (this.#room.get('agent')?.leg === leg) this.#agentGone(); };
  }
  #agentGone(): void {
    this.#room.leave('agent');
    const guest = this.#guest;
    // Who was asked in carries on; else the customer hears music until the colleague is back.
    if (guest?.in) this.#later(this.pass(systemActor));
    else this.part(comeBackSeconds);
  }
  /** The customer is alone again, with music; let go after so long unless somebody joins. Null: they wait in the queue. */
  part(seconds: number | null): void {
    this.#room.leave('agent');
    this.#aside(false, this.#p.music());
    const turn = (this.#turn += 1);
    if (seconds !== null) setTimeout(() => { if (this.#turn === turn) this.#later(this.#p.end('agent-gone')); }, seconds * 1_000);
  }
  hold(held: boolean): void { this.#ringing?.abort(); this.#aside(held); }
  press(keys: string): void { this.#room.get(this.#room.aside && this.#guest?.in ? 'guest' : 'caller')?.leg.press(keys); }

  /** Somebody is asked in; the customer hears music, the colleague a ringing tone. A number is rung up, a colleague answers by their screen. */
  consult(partyId: number, agentId: number | null, number: string | null): void {
    const guest: Guest = { partyId, agentId, number: number ?? '', enough: new AbortController(), in: false };
    this.#guest = guest;
    this.#aside(true);
    this.#room.background('agent', ringingTone);
    if (number === null) {
      setTimeout(() => { if (this.#guest === guest && !guest.in) this.#later(this.#noGuest(guest, 'no-answer')); }, ringSeconds * 1_000);
      return;
    }
    this.#later(this.#p.ring(number, guest.enough.signal).then(async (leg) => {
      if (!leg) { if (this.#guest === guest) await this.#noGuest(guest, 'failed'); return; }
      if (this.#guest !== guest) { leg.hangUp(); return; }
      await this.guestIn(partyId, leg);
    }));
  }
  async guestIn(partyId: number, leg: SoundLeg): Promise<void> {
    const guest = this.#guest;
    if (guest?.partyId !== partyId) { leg.hangUp(); return; }
    await this.#p.hotline.calls.parties.joined(this.#id, partyId).catch((error: unknown) => { leg.hangUp(); throw error; });
    guest.in = true;
    this.#room.enter('guest', 'guest', leg);
    this.#room.background('agent', null);
    leg.onGone = () => { if (this.#room.get('guest')?.leg === leg) this.#guestGone(guest); };
    // Whoever asked them in is gone meanwhile.
    if (!this.#room.has('agent')) await this.pass(systemActor);
  }
  #guestGone(guest: Guest): void {
    if (this.#room.has('agent')) this.#later(this.#noGuest(guest, 'left'));
    else this.#later(this.#p.end('other'));
  }
  async #noGuest(guest: Guest, why: string): Promise<void> {
    if (this.#guest === guest) this.#guest = null;
    guest.enough.abort();
    this.#room.leave('guest');
    this.#room.background('agent', null);
    await this.#p.hotline.calls.parties.left(this.#id, guest.partyId, why);
  }
  /** All together. */
  async join(actor: Actor): Promise<void> {
    this.#aside(false);
    await this.#p.hotline.calls.hold(this.#id, false, actor);
  }
  /** Without the guest again. */
  async takeBack(actor: Actor): Promise<void> {
    const guest = this.#guest;
    if (guest) await this.#noGuest(guest, 'taken-back');
    await this.join(actor);
  }
  /** The guest has the customer from now on. */
  async pass(actor: Actor): Promise<void> {
    const guest = this.#guest;
    if (!guest?.in) return;
    await this.#p.hotline.calls.pass(this.#id, guest.partyId, actor);
    this.#guest = null;
    this.#room.leave('agent');
    const leg = guest.agentId === null ? null : this.#room.take('guest');
    if (leg) this.answer(leg);
    else this.#outside();
  }
  #outside(): void {
    this.#turn += 1;
    this.#aside(false);
    this.#p.onTalk(false);
  }
  /** To a number, unasked; the customer hears it ring. The colleague stays until somebody answers. */
  async transfer(to: string, actor: Actor): Promise<void> {
    await this.#p.hotline.calls.hold(this.#id, true, actor);
    this.#aside(true, ringingTone);
    const ringing = (this.#ringing = new AbortController());
    const turn = this.#turn;
    this.#later(this.#p.ring(to, ringing.signal).then(async (leg) => {
      const enough = ringing.signal.aborted || this.#turn !== turn;
      if (this.#ringing === ringing) this.#ringing = null;
      if (leg && !enough) { await this.leadOut(leg, to); return; }
      leg?.hangUp();
      if (enough) return;
      await this.#p.hotline.calls.note(this.#id, 'transfer-failed', { to });
      await this.join(actor);
    }));
  }
  /** The customer talks with somebody outside; when they hang up it is over. */
  async leadOut(leg: SoundLeg, to: string): Promise<void> {
    await this.#p.hotline.calls.outside(this.#id, to);
    this.#room.leave('agent');
    this.#room.enter('guest', 'guest', leg);
    leg.onGone = () => { if (this.#room.get('guest')?.leg === leg) this.#later(this.#p.end('other')); };
    this.#outside();
  }

  supervise(agentId: number, leg: SoundLeg, whispers: boolean): void {
    const key = supervisorKey(agentId);
    this.#room.enter(key, 'supervisor', leg).whispers = whispers;
    leg.onGone = () => { if (this.#room.get(key)?.leg === leg) this.#later(this.leave(agentId)); };
  }
  superviseAs(agentId: number, whispers: boolean): void { const party = this.#room.get(supervisorKey(agentId)); if (party) party.whispers = whispers; }
  /** A guest or supervisor goes. */
  async leave(agentId: number, why = 'left'): Promise<void> {
    if (this.#guest?.agentId === agentId) { await this.#noGuest(this.#guest, why); return; }
    this.#room.leave(supervisorKey(agentId));
    const party = (await this.#p.hotline.calls.get(this.#id)).parties.find((p) => p.agentId === agentId);
    if (party) await this.#p.hotline.calls.parties.left(this.#id, party.id, why);
  }
  guestOf(agentId: number, call: CallRow): number | null { return call.parties.find((p) => p.kind === 'guest' && p.agentId === agentId)?.id ?? null; }
  /** Nobody need be rung any more. */
  over(): void { this.#turn += 1; this.#ringing?.abort(); this.#guest?.enough.abort(); this.#guest = null; }
}
