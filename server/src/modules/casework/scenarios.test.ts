import { describe, expect, it } from 'vitest';
import { playScenarios } from '../processes/testing/scenarios.ts';

describe.each(['inquiry', 'complaint', 'outsourced', 'preventive', 'follow-up', 'incident'])('the shipped process %s', (key) => {
  it('goes every way its scenarios say, and they walk every way there is', async () => {
    const { played, unvisited, unwalked } = await playScenarios(key);
    expect(played.filter((p) => p.fault !== null).map((p) => `${p.name}: ${p.fault ?? ''}`)).toEqual([]);
    expect(unvisited).toEqual([]);
    expect(unwalked).toEqual([]);
  });
});
