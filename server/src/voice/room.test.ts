import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SoundLeg } from './leg.ts';
import { mixMinus, mixed } from './media/mix.ts';
import { type Part, Room } from './room.ts';
import { share, tone } from './simulator.ts';

/** Somebody who hums one note and remembers what they heard. */
function person(frequency: number) {
  const hum = tone(frequency);
  const heard: (Int16Array | null)[] = [];
  let gone = false;
  const leg: SoundLeg = { onDigit: () => {}, onGone: () => {}, pull: hum, push: (frame) => void heard.push(frame), press: () => {}, hangUp: () => { gone = true; } };
  return { leg, get gone() { return gone; }, hears: (f: number) => { const all = new Int16Array(heard.length * 160); heard.forEach((x, i) => { if (x) all.set(x, i * 160); }); return share(all, f); }, forget: () => void heard.splice(0) };
}
const notes = { caller: 440, agent: 800, guest: 1_200, supervisor: 1_700 } as const;
function room(parts: readonly Part[]) {
  const r = new Room();
  const people = Object.fromEntries(parts.map((part) => { const p = person(notes[part]); r.enter(part, part, p.leg); return [part, p]; })) as Record<Part, ReturnType<typeof person>>;
  /** Who hears whom, after a second. */
  const heard = (): Record<string, string> => {
    for (const p of Object.values(people)) p.forget();
    for (let i = 0; i < 50; i++) r.beat();
    return Object.fromEntries(parts.map((ear) => [ear, parts.filter((mouth) => people[ear].hears(notes[mouth]) > 0.2).join(' ')]));
  };
  return { r, people, heard };
}

describe('who hears whom', () => {
  it('two hear each other and never themselves', () => {
    expect(room(['caller', 'agent']).heard()).toEqual({ caller: 'agent', agent: 'caller' });
  });
  it('a consultation leaves the customer aside; joined, all three hear the other two', () => {
    const { r, heard } = room(['caller', 'agent', 'guest']);
    r.aside = true;
    expect(heard()).toEqual({ caller: '', agent: 'guest', guest: 'agent' });
    r.aside = false;
    expect(heard()).toEqual({ caller: 'agent guest', agent: 'caller guest', guest: 'caller agent' });
  });
  it('a supervisor hears the talk and nobody hears them; a whisper reaches the agent alone', () => {
    const { r, heard } = room(['caller', 'agent', 'guest', 'supervisor']);
    expect(heard()).toEqual({ caller: 'agent guest', agent: 'caller guest', guest: 'caller agent', supervisor: 'caller agent guest' });
    const supervisor = r.get('supervisor');
    if (supervisor) supervisor.whispers = true;
    expect(heard()).toMatchObject({ caller: 'agent guest', agent: 'caller guest supervisor', guest: 'caller agent' });
    r.aside = true;
    expect(heard()).toMatchObject({ caller: '', supervisor: 'agent guest' });
  });
  it('records customer and staff while they are together, and no supervisor', () => {
    const { r, heard } = room(['caller', 'agent', 'supervisor']);
    const kept: Int16Array[] = [];
    r.onTalk = (f) => { if (f) kept.push(f); };
    const supervisor = r.get('supervisor');
    if (supervisor) supervisor.whispers = true;
    heard();
    const all = new Int16Array(kept.length * 160);
    kept.forEach((f, i) => all.set(f, i * 160));
    expect([share(all, notes.caller) > 0.3, share(all, notes.agent) > 0.3, share(all, notes.supervisor) < 0.01]).toEqual([true, true, true]);
    kept.splice(0);
    r.aside = true;
    heard();
    expect(kept).toHaveLength(0);
  });
  it('plays to the customer alone, and says when it was heard or cut off', async () => {
    const { r, people } = room(['caller', 'agent']);
    const sound = new Int16Array(400).fill(1_000);
    const over = r.play(sound);
    for (let i = 0; i < 3; i++) r.beat();
    await over;
    expect(people.agent.hears(notes.caller)).toBeGreaterThan(0.9);
    const cut = r.play(new Int16Array(80_000).fill(1));
    r.cut();
    await cut;
    r.leave('agent');
    expect([people.agent.gone, r.has('agent')]).toEqual([true, false]);
  });
});

describe('mixing', () => {
  const frame = fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 160, maxLength: 160 }).map((s) => Int16Array.from(s));
  it('adds up, and stays within sixteen bits', () => {
    fc.assert(fc.property(fc.array(fc.option(frame), { maxLength: 5 }), (frames) => {
      const out = mixed(frames);
      for (let i = 0; i < 160; i += 7) expect(out?.[i] ?? 0).toBe(Math.max(-32_768, Math.min(32_767, frames.reduce((sum, f) => sum + (f?.[i] ?? 0), 0))));
    }), { numRuns: 30 });
  });
  it('leaves everybody their own voice out', () => {
    const [a, b, c] = [1, 10, 100].map((v) => new Int16Array(160).fill(v));
    expect(mixMinus([a ?? null, b ?? null, c ?? null], () => true).map((f) => f?.[0])).toEqual([110, 101, 11]);
  });
});
