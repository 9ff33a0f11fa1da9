import { describe, expect, it } from 'vitest';
import type { Masked } from '../auth/principal.ts';
import { hasStars, hiddenIn, isIdentityNumber, mask, maskText } from './masking.ts';

const both = new Set<Masked>(['phone', 'identity']);
describe('masking', () => {
  it.each([
    ['请打 13800138000，下午在家', '请打 138****8000，下午在家'],
    ['+86 138 0013 8000', '+86 138 **** 8000'],
    ['+4930123456 or 021-65432109', '+49****3456 or 021-****2109'],
    ['身份证 11010519491231002X。', '身份证 110***********002X。'],
    ['order 20260302138001380001', 'order 20260302138001380001'],
    ['/api/v1/files/x13800138000', '/api/v1/files/x13800138000'],
    ['2026-03-02T02:00:00.000Z', '2026-03-02T02:00:00.000Z'],
    // Seventeen digits and a wrong check digit are some other number.
    ['110105194912310021', '110105194912310021'],
  ])('in running text: %s', (text, shown) => expect(maskText(text, both)).toBe(shown));
  it('in fields, whatever they are written like, and not in numbers of our own', () => {
    expect(mask({ phone: '65432109', caller: '8001', identities: [{ kind: 'phone', value: '+8613800138000' }, { kind: 'email', value: 'a13800138000@example.com' }], serial: '13800138000', dueAt: '2026-03-02', fields: { idNumber: 'E12345678', 身份证号: '11010519491231002X' } }, both))
      .toEqual({ phone: '****2109', caller: '**01', identities: [{ kind: 'phone', value: '+86138****8000' }, { kind: 'email', value: 'a13800138000@example.com' }], serial: '13800138000', dueAt: '2026-03-02', fields: { idNumber: 'E12**5678', 身份证号: '110***********002X' } });
  });
  it('leaves alone what is not masked for somebody, and tells what it hid', () => {
    expect(maskText('13800138000', new Set<Masked>(['identity']))).toBe('13800138000');
    expect(hiddenIn({ note: '13800138000 and 13800138000' }, both)).toEqual([{ kind: 'phone', shown: '138****8000', value: '13800138000' }]);
  });
  it('knows its stars again, so that nobody saves them over the number', () => {
    for (const text of ['138****8000', '+86138****8000', '110***********002X', '****2109']) expect(hasStars({ note: `x ${text}` })).toBe(true);
    for (const text of ['** bold **', '5 * 3', '****', 'a ****']) expect(hasStars({ note: text })).toBe(false);
  });
  it('counts check digits of identity numbers', () => {
    expect(isIdentityNumber('11010519491231002X')).toBe(true);
    expect(isIdentityNumber('110105194912310021')).toBe(false);
  });
});
