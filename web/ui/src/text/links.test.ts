import { expect, test } from 'vitest';
import { cutAtLinks } from './links.ts';

test('addresses are cut out of sentences, without the sentence\'s own marks', () => {
  expect(cutAtLinks('See https://a.example/x?y=1. Thanks')).toEqual(['See ', 'https://a.example/x?y=1', '. Thanks']);
  expect(cutAtLinks('请看https://a.example/路径，谢谢')).toEqual(['请看', 'https://a.example/路径', '，谢谢']);
  expect(cutAtLinks('(http://a.example/b)')).toEqual(['(', 'http://a.example/b', ')']);
});

test('what is not http stays text', () => {
  for (const text of ['javascript:alert(1)', 'ftp://a.example', 'a.example', '']) expect(cutAtLinks(text)).toEqual([text]);
});

test('nothing is lost', () => {
  const text = 'a https://x.example b http://y.example/ c';
  expect(cutAtLinks(text).join('')).toBe(text);
});
