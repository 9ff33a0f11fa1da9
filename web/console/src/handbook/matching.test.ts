import { expect, test } from 'vitest';
import type { Handbook } from '../steps/data.ts';
import { matching, spans } from './matching.ts';

const both = (zh: string, en: string) => ({ zh, en });
const step = (zh: string, en: string): Handbook['chapters'][number]['steps'][number] => ({ elementId: en, title: both(zh, en), role: null, deadline: null, standard: null, script: null, checklist: [both('拍照', 'Take a picture')], customer: null, form: [] });
const book: Handbook['chapters'] = [
  { key: 'repair', version: 2, deployedAt: '', title: both('维修', 'Repair'), about: null, types: [], steps: [step('诊断', 'Diagnose'), step('报价', 'Quote')] },
  { key: 'complaint', version: 1, deployedAt: '', title: both('投诉', 'Complaint'), about: null, types: [], steps: [{ ...step('致电', 'Call'), checklist: [] }] },
];

test('a chapter’s name brings all of it, other words the steps that have them', () => {
  expect(matching(book, '维修').map((c) => c.steps.length)).toEqual([2]);
  expect(matching(book, 'quote')[0]?.steps.map((s) => s.title.zh)).toEqual(['报价']);
  expect(matching(book, '拍照').map((c) => [c.key, c.steps.length])).toEqual([['repair', 2]]);
  expect(matching(book, ' ')).toEqual(book);
  expect(matching(book, 'nothing of that')).toEqual([]);
});

test('deadlines are read in their parts', () => {
  expect(spans('PT4WH')).toEqual([{ unit: 'workingHours', count: 4 }]);
  expect(spans('P1DT2H30M')).toEqual([{ unit: 'days', count: 1 }, { unit: 'hours', count: 2 }, { unit: 'minutes', count: 30 }]);
  expect(spans('= if urgent then "PT1H" else "P1D"')).toEqual([]);
});

