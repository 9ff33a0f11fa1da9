import { expect, it } from 'vitest';
import type { TicketRow } from './store.ts';
import { fillTemplate } from './templates.ts';

it.each([['Asia/Shanghai', 'January 2, 2026'], ['America/New_York', 'January 1, 2026']])('today is the day of the company, in %s', (timeZone, day) => {
  const ticket = { language: 'en', id: 7 } as TicketRow;
  const values = { ticket, agentName: 'Lin', company: { name: 'Nordstern', timeZone }, link: '', now: new Date('2026-01-01T20:00:00Z') };
  expect(fillTemplate('{{company.name}}, {{ today }}: {{nothing}}', values)).toEqual({ text: `Nordstern, ${day}: {{nothing}}`, unknown: ['nothing'] });
});
