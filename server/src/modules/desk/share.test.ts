import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareReadings } from './share.ts';

describe('sharing a reading', () => {
  it('never gives an answer whose reading began before the question', async () => {
    await fc.assert(fc.asyncProperty(fc.scheduler(), fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 12 }), async (scheduler, keys) => {
      const share = shareReadings<number>();
      let written = 0;
      let readings = 0;
      const ask = async (key: string) => {
        written += 1;
        const mine = written;
        const seen = await share(key, () => { readings += 1; const now = written; return scheduler.schedule(Promise.resolve(now)); });
        expect(seen).toBeGreaterThanOrEqual(mine);
      };
      const asked = keys.map((key) => scheduler.schedule(Promise.resolve()).then(() => ask(key)));
      await scheduler.waitFor(Promise.all(asked));
      expect(readings).toBeLessThanOrEqual(keys.length);
    }), { numRuns: 200 });
  });
  it('reads twice for any number of questions at once, and anew after a failure', async () => {
    const share = shareReadings<number>();
    let readings = 0;
    const read = () => { readings += 1; return new Promise<number>((resolve) => setTimeout(() => resolve(readings), 5)); };
    expect(await Promise.all([1, 2, 3, 4, 5].map(() => share('a', read)))).toEqual([1, 2, 2, 2, 2]);
    await expect(share('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await share('a', read)).toBe(3);
  });
});
