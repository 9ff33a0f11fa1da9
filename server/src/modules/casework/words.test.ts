import { ticketIn } from '@aftercare/contract/live';
import { expect, test } from 'vitest';
import { deadlineWords } from './deadline.ts';
import { kindOf } from './projection.ts';
import { fill, fillWords, inLanguage, withBlanks } from './words.ts';

test('places are filled with what the process knows; what it does not know leaves nothing', () => {
  expect(fill('您好{= name}，编号 {= id + 1}', { name: '王芳', id: 7 })).toBe('您好王芳，编号 8');
  expect(fill('{= nobody.knows} {= 1 +}', {})).toBe(' ');
  expect(fillWords(null, {})).toBeNull();
  expect(fillWords({ zh: '{= a}', en: 'x' }, { a: null })).toEqual({ zh: '', en: 'x' });
});

test('who reads gets their language, or the one there is', () => {
  expect([inLanguage({ zh: '好', en: 'ok' }, 'zh-CN'), inLanguage({ zh: '好', en: 'ok' }, 'en'), inLanguage({ zh: '', en: 'ok' }, 'zh-CN')]).toEqual(['好', 'ok', 'ok']);
});

test('deadlines are said as people say them', () => {
  expect(deadlineWords('PT4WH', 'zh-CN')).toBe('4 个工作小时');
  expect(deadlineWords('P1WD', 'en')).toBe('1 working day');
  expect(deadlineWords('P1DT2H30M', 'en')).toBe('1 day 2 hours 30 minutes');
  expect(deadlineWords('= if urgent then "PT1H" else "P1D"', 'en')).toBe('= if urgent then "PT1H" else "P1D"');
});

test('what stands in the timeline is what people do or wait for, and what the customer reads', () => {
  expect(['bpmn:UserTask', 'ManualTask', 'bpmn:ReceiveTask', 'bpmn:IntermediateCatchEvent'].map((type) => kindOf(type, false))).toEqual(['task', 'task', 'wait', 'wait']);
  expect([kindOf('bpmn:ServiceTask', false), kindOf('bpmn:ServiceTask', true), kindOf('bpmn:ExclusiveGateway', true)]).toEqual([undefined, 'action', undefined]);
});

test('a script on paper has blanks; a stream names its ticket', () => {
  expect(withBlanks({ zh: '您的{= product}约在{= day}', en: 'Your {= product} on {= day}' })).toEqual({ zh: '您的〔产品〕约在……', en: 'Your [product] on …' });
  expect([ticketIn('ticket:12'), ticketIn('ticket:x'), ticketIn('agent:1')]).toEqual([12, null, null]);
});
