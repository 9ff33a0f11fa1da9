import { describe, expect, it } from 'vitest';
import { Rush } from './rush.ts';

function at(): { rush: Rush; clock: { now: number }; waited(): Promise<number> } {
  const clock = { now: 0 };
  const rush = new Rush(() => clock.now);
  return { rush, clock, async waited() { const from = clock.now; await rush.over(async (ms) => { clock.now += ms; }); return clock.now - from; } };
}

describe('a rush', () => {
  it('is none for a house that gets twenty in a breath, nor for many over a long time', async () => {
    const { rush, clock, waited } = at();
    rush.note(20);
    expect(rush.isOn).toBe(false);
    for (let i = 0; i < 100; i++) { clock.now += 20; rush.note(1); }
    expect(rush.isOn).toBe(false);
    expect(await waited()).toBe(0);
  });

  it('is over a quarter of a second after the last of many', async () => {
    const { rush, waited } = at();
    for (let i = 0; i < 4; i++) rush.note(10);
    expect(rush.isOn).toBe(true);
    expect(await waited()).toBe(250);
    expect(rush.isOn).toBe(false);
  });

  it('holds nobody up for longer than a second and a half, however long it lasts', async () => {
    const { rush, clock } = at();
    rush.note(100);
    const from = clock.now;
    await rush.over(async (ms) => { clock.now += ms; rush.note(30); });
    expect(clock.now - from).toBe(1500);
  });
});
