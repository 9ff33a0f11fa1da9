import { describe, expect, it } from 'vitest';
import { scanned } from './wedge.ts';

const typed = (text: string, pause: number, from = 0) => [...text].map((key, i) => ({ key, at: from + i * pause }));
describe('a scanner that acts as a keyboard', () => {
  it('is told from people by its speed', () => {
    expect(scanned(typed('NVX10042', 8), { key: 'Enter', at: 8 * 8 })).toBe('NVX10042');
    expect(scanned(typed('NVX10042', 120), { key: 'Enter', at: 120 * 8 })).toBeNull();
  });
  it('does not take what was typed before it', () => expect(scanned([...typed('ab', 5), ...typed('NVX10042', 5, 900)], { key: 'Enter', at: 940 })).toBe('NVX10042'));
  it('needs a few characters, and its Enter', () => {
    expect(scanned(typed('12', 5), { key: 'Enter', at: 15 })).toBeNull();
    expect(scanned(typed('NVX10042', 5), { key: 'a', at: 45 })).toBeNull();
  });
});
