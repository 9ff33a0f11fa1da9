import { missingWords } from '@aftercare/ui/language/parity.ts';
import { expect, test } from 'vitest';
import en from './languages/en.json';
import zh from './languages/zh-CN.json';

test('both files say the same things', () => expect(missingWords({ en, 'zh-CN': zh })).toEqual([]));
