import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasRightCheck, readSerial, serialKey, withCheck } from './serial.ts';

const schemes = ['luhn', 'mod-10-3-1', 'mod-11', 'mod-11-10', 'mod-36', 'mod-37-36', 'mod-97'] as const;
const numeric = new Set(['luhn', 'mod-10-3-1', 'mod-11', 'mod-11-10']);

describe('check characters', () => {
  it.each([
    ['luhn', '7992739871', '79927398713'], ['mod-10-3-1', '629104150021', '6291041500213'], ['mod-11-10', '0794', '07945'], ['mod-37-36', 'A12425GABC1234002', 'A12425GABC1234002M'], ['mod-97', '794', '79444'],
  ] as const)('%s of %s, as published', (scheme, body, whole) => {
    expect(withCheck(body, scheme)).toBe(whole);
  });
  it('finds any one mistyped character (those whose weight cannot hide it)', () => {
    for (const scheme of schemes.filter((s) => s !== 'mod-36')) {
      const character = numeric.has(scheme) ? fc.constantFrom(...'0123456789') : fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
      fc.assert(fc.property(fc.array(character, { minLength: 4, maxLength: 14 }), fc.nat(), character, (body, at, other) => {
        const whole = [...withCheck(body.join(''), scheme)];
        expect(hasRightCheck(whole.join(''), scheme)).toBe(true);
        const place = at % body.length;
        // mod-97 reads a letter as two digits: one typed for a digit moves all before it, which the remainder may not show.
        if (whole[place] === other || (scheme === 'mod-97' && /\d/.test(other) !== /\d/.test(whole[place] ?? ''))) return;
        whole[place] = other;
        expect(hasRightCheck(whole.join(''), scheme)).toBe(false);
      }), { numRuns: 100 });
    }
  });
});

describe('reading', () => {
  const rules = [{ pattern: 'NV(?<model>[A-Z0-9]{2})(?<year>\\d{2})(?<week>\\d{2})[A-Z0-9]{5}\\d', check: 'none' as const, note: '' }, { pattern: '(?<batch>B\\d{3})(?<year>20\\d{2})(?<month>\\d{2})\\d{4}', check: 'luhn' as const, note: '' }];
  it('compares what people write', () => {
    expect(serialKey(' nv-r7 2516 ０0ab1/9 ')).toBe('NVR7251600AB19');
  });
  it('takes model, batch and week from it', () => {
    expect(readSerial('NVR72516A0AB19', rules)).toEqual({ problem: null, model: 'R7', batch: null, producedOn: '2025-04-14', rule: 0 });
    expect(readSerial('NVR72560A0AB19', rules).producedOn).toBe(null);
  });
  it('tells a wrong form from a mistyped character', () => {
    expect(readSerial('HELLO', rules).problem).toBe('wrong-form');
    const body = '7992739871';
    const plain = [{ pattern: '\\d{11}', check: 'luhn' as const, note: '' }];
    expect(readSerial(withCheck(body, 'luhn'), plain).problem).toBe(null);
    expect(readSerial(`${body}9`, plain).problem).toBe('wrong-check');
    expect(readSerial('anything', []).problem).toBe(null);
  });
});
