import { expect, test } from 'vitest';
import { inkOn, snippet, webhookExample } from './snippet.ts';

test('only what was chosen stands in the line', () => {
  expect(snippet('https://care.example.com', 'k1', { accent: '', language: '' })).toBe('<script src="https://care.example.com/widget/loader.js" data-site="k1" async></script>');
  expect(snippet('', 'k1', { accent: '#aa0000', language: 'en' })).toContain('data-accent="#aa0000" data-language="en"');
  expect(snippet('', 'k1', { accent: '"><script>', language: '' })).not.toContain('accent');
});
test('words stay readable on any colour', () => expect([inkOn('#ffffff'), inkOn('#ffd400'), inkOn('#0f6b66'), inkOn('#000000')]).toEqual(['#000000', '#000000', '#ffffff', '#ffffff']));
test('a quote in the words does not end the shell string', () => expect(webhookExample('', 'shop', 's', { from: "O'Neil", subject: '', text: '' })).toContain(String.raw`O'\''Neil`));
