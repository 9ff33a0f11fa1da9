import { describe, expect, it } from 'vitest';
import { phoneCountry } from '../../platform/phone/index.ts';
import { consentFor } from './consent.ts';
import { keySaid } from './said.ts';

describe('words instead of keys', () => {
  const words = { 1: '进度, 维修进度, status, my repair', 2: '人工、客服；agent', 3: 'parts' };
  it.each([
    ['你好，我想查一下维修进度。', '1'], ['转人工', '2'], ['My repair, please.', '1'], ['An AGENT!', '2'], ['spare parts', '3'], ['partsman', null], ['人工维修进度', '1'], ['status of parts', '1'], ['hello', null], ['', null],
  ])('%s', (text, key) => expect(keySaid(text, words)).toBe(key));
  it('of two alike none', () => expect(keySaid('人工 进度', words)).toBeNull());
});

describe('consent', () => {
  const anywhere = { recording: null, announcement: { zh: '', en: '' } };
  const say = (en: string) => ({ zh: '', en, zhFileId: null, enFileId: null });
  const recording = { calls: true, rule: 'tell' as const, consent: say('Recorded.'), days: 30, countries: [{ country: 'DE', rule: 'ask' as const, consent: say('May we?') }, { country: 'FR', rule: 'ask' as const, consent: say('') }, { country: 'US', rule: 'never' as const, consent: say('') }] };
  it('knows where a caller is at home', () => expect(['13800138000', '+4930901820', '+33142685300', 'anonymous'].map((number) => phoneCountry(number, 'CN'))).toEqual(['CN', 'DE', 'FR', null]));
  it.each([
    ['13800138000', { rule: 'tell', say: recording.consent }], ['anonymous', { rule: 'tell', say: recording.consent }], ['+4930901820', { rule: 'ask', say: say('May we?') }],
    // No words of their own: the number's.
    ['+33142685300', { rule: 'ask', say: recording.consent }], ['+12125550123', null],
  ])('of %s', (number, expected) => expect(consentFor(recording, number, () => anywhere)).toEqual(expected));
  it('the company says what holds where the number says nothing', () => {
    const here = (country: string | null) => (country === 'DE' ? { recording: 'ask' as const, announcement: { zh: '', en: 'Agreed?' } } : anywhere);
    expect(consentFor({ ...recording, countries: [] }, '+4930901820', here)).toEqual({ rule: 'ask', say: say('Agreed?') });
    expect(consentFor({ ...recording, countries: [] }, '+33142685300', here)).toEqual({ rule: 'tell', say: recording.consent });
    expect(consentFor({ ...recording, countries: [] }, '+4930901820', () => ({ ...anywhere, recording: 'never' as const }))).toBeNull();
  });
  it('nobody is asked where nothing is recorded', () => expect(consentFor({ ...recording, calls: false }, '+4930901820', () => anywhere)).toBeNull());
});
