import { describe, expect, test } from 'vitest';
import { filterCommands, fit } from './command.ts';
import type { Command } from './command.ts';
import { keyReader, nameOf, shownKeys } from './keys.ts';

const command = (id: string, label: string, more: Partial<Command> = {}): Command => ({ id, label, group: 'go', allowed: true, perform: () => {}, ...more });
const press = (key: string, more: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean }> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe('which commands fit', () => {
  const all = [command('assign', 'Assign to…'), command('mine', 'Assign to me'), command('sign-out', 'Sign out'), command('dark', 'Dark appearance', { words: '深色 night' }), command('hidden', 'Assign secretly', { hidden: true }), command('barred', 'Assign all', { allowed: false })];
  const found = (query: string) => filterCommands(all, query).map((one) => one.id);
  test('beginnings before the inside of words', () => expect(found('sign')).toEqual(['sign-out', 'assign', 'mine']));
  test('neither barred nor hidden ones', () => expect(found('assign')).toEqual(['assign', 'mine']));
  test('other words people look for', () => { expect(found('night')).toEqual(['dark']); expect(found('深色')).toEqual(['dark']); });
  test('all, in their order, without words', () => expect(found(' ')).toEqual(['assign', 'mine', 'sign-out', 'dark']));
  test('letters in order, when nothing is spelled out', () => expect(found('atm')).toEqual(['mine']));
  test('Chinese is found inside, never by scattered characters', () => { expect(fit('切换为在线', '在线')).toBeGreaterThan(0); expect(fit('切换为在线', '切线')).toBe(0); });
});

describe('keys', () => {
  test('are named as commands write them', () => {
    expect(nameOf(press('k', { ctrlKey: true }), false)).toBe('mod+k');
    expect(nameOf(press('k', { metaKey: true }), true)).toBe('mod+k');
    expect(nameOf(press('E', { shiftKey: true }), false)).toBe('shift+e');
    expect(nameOf(press('?', { shiftKey: true }), false)).toBe('?');
    expect(nameOf(press('Enter', { shiftKey: true, ctrlKey: true }), false)).toBe('mod+shift+enter');
  });
  test('are shown as people read them', () => { expect(shownKeys('mod+k', true)).toEqual(['⌘', 'K']); expect(shownKeys('g i', false)).toEqual(['G', 'I']); });
  test('sequences wait a second for their second half', () => {
    let now = 0;
    const read = keyReader(() => now);
    const keys = ['g i', 'i', 'e'];
    const has = (name: string) => (keys.includes(name) ? 'whole' : keys.some((one) => one.startsWith(`${name} `)) ? 'begins' : null) as 'whole' | 'begins' | null;
    expect([read('g', has), read('i', has)]).toEqual([null, 'g i']);
    expect([read('g', has), read('e', has)]).toEqual([null, 'e']);
    read('g', has);
    now = 1500;
    expect(read('i', has)).toBe('i');
  });
});
