import { expect, test } from 'vitest';
import { keyFor } from './key.ts';

test('a key is the English name, made plain', () => expect(keyFor('  Küche & Compressor repair! ', [])).toBe('ku-che-compressor-repair'));
test('a taken key gets a number', () => expect(keyFor('Repair', ['repair', 'repair-2'])).toBe('repair-3'));
test('a name without letters of ours still gets a key', () => expect(keyFor('压缩机', ['item-1'])).toBe('item-2'));
test('never longer than the contract allows', () => expect(keyFor('a'.repeat(90), ['a'.repeat(36)])).toMatch(/^[a-z0-9-]{1,40}$/));
