import { expect, it } from 'vitest';
import { Recorder } from './recorder.ts';
import { tone } from './simulator.ts';
import { soundFile } from './sound-file.ts';
import { Utterance } from './utterance.ts';

const feed = (ear: Utterance, frames: number, sound: () => Int16Array | null) => { for (let i = 0; i < frames; i++) ear.add(sound()); };
const quiet = () => null;
const hiss = () => Int16Array.from({ length: 160 }, (_, i) => (i % 2 ? 90 : -90));

it('hears when somebody begins and has finished, and bears hiss and pauses', () => {
  const ear = new Utterance();
  feed(ear, 100, quiet);
  feed(ear, 100, hiss);
  expect([ear.speaking, ear.done]).toEqual([false, false]);
  feed(ear, 30, tone(300));
  feed(ear, 20, quiet);
  feed(ear, 30, tone(300));
  expect([ear.speaking, ear.done]).toEqual([true, false]);
  feed(ear, 40, quiet);
  expect([ear.speaking, ear.done]).toEqual([false, true]);
  // With its run-up and its end, without the silence before.
  expect(ear.samples().length / 160).toBeGreaterThanOrEqual(120);
  expect(ear.samples().length / 160).toBeLessThanOrEqual(140);
});
it('does not listen for ever', () => {
  const ear = new Utterance();
  feed(ear, 600, tone(300));
  expect([ear.done, ear.samples().length / 160]).toEqual([true, 400]);
});
it('a recording leaves in parts while it goes on, in order, also over a database that fails for a while', async () => {
  const parts: Buffer[] = [];
  let faults = 1;
  const recorder = new Recorder(async (seq, sound) => { if (seq === 1 && faults-- > 0) throw new Error('gone'); parts[seq] = sound; }, () => {});
  const hum = tone(500);
  for (let i = 0; i < 250; i++) recorder.add(i < 200 ? hum() : null);
  await recorder.close();
  expect([recorder.seconds, parts.map((p) => p.length)]).toEqual([5, [16_000, 16_000, 8_000]]);
  const { seconds, heard } = soundFile.wavOf(parts);
  expect([seconds, heard, soundFile.wavOf([]).heard, soundFile.readable(Buffer.from('no'))]).toEqual([5, true, false, false]);
});
