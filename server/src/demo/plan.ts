import { type CompiledCalendar, addWorking } from '../platform/time/index.ts';
import type { Random } from './random.ts';
import * as speech from './speech.ts';
import { dockingFault } from './topics/index.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Something that will happen to a ticket, unless the present comes first. */
export type Deed =
  | { readonly at: number; readonly kind: 'customer'; readonly text: string; readonly picture?: boolean }
  | { readonly at: number; readonly kind: 'agent'; readonly text: string; readonly then: 'keep' | 'wait' | 'solve' }
  | { readonly at: number; readonly kind: 'note'; readonly text: string; readonly mention?: boolean }
  | { readonly at: number; readonly kind: 'change'; readonly fields: Readonly<Record<string, unknown>>; readonly reason: string | null }
  | { readonly at: number; readonly kind: 'move'; readonly reason: string }
  | { readonly at: number; readonly kind: 'close' }
  | { readonly at: number; readonly kind: 'rate'; readonly overall: number; readonly speed: number; readonly result: number; readonly professionalism: number; readonly comment: string };

/** Working hours of whoever has the ticket. */
export interface Desk { readonly shift: CompiledCalendar; readonly agentName: string }

/** Minutes (of work) until a first answer, by door. */
const firstAnswerMinutes = { chat: 2.2, phone: 0.5, mail: 24, portal: 27, webhook: 30 } as const;
/** Minutes until the customer's next word. */
const customerMinutes = { chat: 2, phone: 0, mail: 820, portal: 700, webhook: 1200 } as const;
const comments = {
  'zh-CN': { good: ['回复很快，问题一次解决。', '客服很专业，点赞！', '态度好，耐心。', '', '', ''], bad: ['等太久了。', '问题反复，希望改进。', '一直在换人，每次都要重新说一遍。', '配件要等好几天。'] },
  en: { good: ['Quick and friendly.', 'Solved at the first try.', 'Knew exactly what to do.', '', '', ''], bad: ['Took far too long.', 'Had to explain it three times.', 'The part took ages.', 'Solved in the end, but slow.'] },
} as const;

/** When somebody working these hours is done with so many minutes of other work. */
function later(desk: Desk, at: number, minutes: number): number {
  return (addWorking(desk.shift, new Date(at), Math.max(20, Math.round(minutes * 60))) ?? new Date(at + minutes * minute)).getTime();
}
/** Customers write when they are awake. */
function awake(random: Random, at: number, offsetHours: number): number {
  const local = (at + offsetHours * hour) % day;
  return local < 7 * hour ? at + 7 * hour - local + Math.floor(random.next() * 3 * hour) : at;
}

/** The whole course of a ticket from its assignment at `start` on, as if time had no end. */
export function planCourse(random: Random, m: speech.Matter, desk: Desk, start: number, busy: number, others: readonly string[]): Deed[] {
  const deeds: Deed[] = [];
  const zh = m.language === 'zh-CN';
  const reply = (at: number) => awake(random, at + random.around(customerMinutes[m.channel], 1) * minute, zh ? 8 : 1);
  const answer = (at: number, median: number = firstAnswerMinutes[m.channel] * 1.5) => later(desk, at, random.around(median * busy, 0.8));
  const quick = m.channel === 'chat' || m.channel === 'phone';
  let at = later(desk, start, random.around(firstAnswerMinutes[m.channel] * busy * (m.customer.tier === 'vip' ? 0.5 : 1), 0.75));

  if (m.topic.type !== 'inquiry' && m.channel !== 'portal') deeds.push({ at: at - 5000, kind: 'change', fields: { type: m.topic.type, product: m.slots['product'], ...(m.topic.part ? { serial: m.slots['sn'] } : {}) }, reason: null });
  if (m.topic.key === 'complaint' || (m.topic.key === 'lock' && random.chance(0.3))) deeds.push({ at: at - 3000, kind: 'change', fields: { priority: random.chance(0.4) ? 'urgent' : 'high' }, reason: null });
  else if (random.chance(0.12)) deeds.push({ at: at - 3000, kind: 'change', fields: { priority: random.chance(0.6) ? 'high' : 'low' }, reason: null });
  const moved = others.length > 0 && random.chance(0.55);
  if (moved) deeds.push({ at: at + 40_000, kind: 'move', reason: speech.handover(m) });
  if (random.chance(0.2)) deeds.push({ at: at - 1000, kind: 'note', text: speech.note(random, m), mention: random.chance(0.25) });

  const simple = !m.topic.part && m.topic !== dockingFault && random.chance(quick ? 0.25 : 0.3);
  if (!simple) {
    deeds.push({ at, kind: 'agent', text: speech.firstAnswer(random, m, desk.agentName), then: 'wait' });
    if (random.chance(quick ? 0.07 : 0.16)) return silence(random, m, desk, deeds, at);
    at = reply(at);
    deeds.push({ at, kind: 'customer', text: speech.result(random, m), picture: random.chance(0.08) });
    if (random.chance(0.3)) {
      const [question, back] = speech.aside(random, m, desk.agentName);
      deeds.push({ at: at += 40_000 + random.int(0, 90) * 1000, kind: 'customer', text: question });
      at = answer(at);
      deeds.push({ at, kind: 'agent', text: back, then: 'keep' });
    }
    if (m.topic.part && random.chance(0.88)) at = waitForPart(random, m, desk, deeds, later(desk, at, random.around(30 * busy, 0.6)));
  }
  // Now and then something lies too long on a desk.
  at = random.chance(quick ? 0.06 : 0.14) ? later(desk, at, random.around(1300, 0.5)) : answer(at, quick ? 4 : 60);
  deeds.push({ at, kind: 'agent', text: speech.solution(random, m, desk.agentName), then: 'solve' });
  return finish(random, m, desk, deeds, at, reply, answer);
}

function waitForPart(random: Random, m: speech.Matter, desk: Desk, deeds: Deed[], at: number): number {
  const waitsFor = speech.phrase(random, m, m.topic.type === 'return' ? 'waitBack' : 'waitPart');
  deeds.push({ at, kind: 'change', fields: { status: 'hold', waitsFor }, reason: waitsFor });
  if (random.chance(0.6)) deeds.push({ at: at + 20_000, kind: 'note', text: speech.note(random, m) });
  const back = later(desk, at + random.around(5.5, 0.6) * day, 5);
  if (random.chance(0.25)) deeds.push({ at: at + 30_000, kind: 'change', fields: { snoozedUntil: new Date(Math.floor(back / hour) * hour).toISOString() }, reason: null }, { at: Math.floor(back / hour) * hour, kind: 'change', fields: { snoozedUntil: null }, reason: 'snooze-over' });
  deeds.push({ at: back + 60_000, kind: 'change', fields: { status: 'open', waitsFor: '' }, reason: null });
  return back + 60_000;
}

/** The customer never answers: asked once more, then given up. */
function silence(random: Random, m: speech.Matter, desk: Desk, deeds: Deed[], at: number): Deed[] {
  const asked = later(desk, at + 3 * day, 60);
  deeds.push({ at: asked, kind: 'agent', text: speech.phrase(random, m, 'chase'), then: 'wait' });
  const solved = later(desk, asked + 4 * day, 60);
  deeds.push({ at: solved, kind: 'change', fields: { status: 'solved' }, reason: speech.noAnswer(m) }, { at: solved + 3 * day, kind: 'close' });
  return deeds;
}

/** Thanks, marks, and sometimes the same trouble once more. */
function finish(random: Random, m: speech.Matter, desk: Desk, deeds: Deed[], solved: number, reply: (at: number) => number, answer: (at: number, median?: number) => number): Deed[] {
  const closeBy = solved + 3 * day;
  if (random.chance(0.05)) {
    const back = Math.min(reply(solved + random.around(20, 0.6) * hour), closeBy - hour);
    deeds.push({ at: back, kind: 'customer', text: speech.phrase(random, m, 'again') });
    const first = answer(back, 40);
    deeds.push({ at: first, kind: 'agent', text: speech.phrase(random, m, 'againAnswer'), then: 'keep' });
    const second = later(desk, first, random.around(300, 0.6));
    deeds.push({ at: second, kind: 'agent', text: speech.solution(random, m, desk.agentName), then: 'solve' });
    return rate(random, m, deeds, second, 2.9);
  }
  return rate(random, m, deeds, solved, m.topic.type === 'complaint' ? 3.1 : m.topic === dockingFault ? 3.6 : 4.55);
}

function rate(random: Random, m: speech.Matter, deeds: Deed[], solved: number, mean: number): Deed[] {
  if (random.chance(0.44)) {
    const mood = random.chance(0.06) ? -random.around(2, 0.3) : 0;
    const star = (center: number) => Math.max(1, Math.min(5, Math.round(center + mood + (random.next() + random.next() - 1) * 1.6)));
    const overall = star(mean);
    const at = solved + (m.channel === 'chat' ? random.around(3, 0.8) * minute : random.around(5, 0.9) * hour);
    if (at < solved + 3 * day) deeds.push({ at, kind: 'rate', overall, speed: star(mean - 0.1), result: star(mean), professionalism: star(Math.min(5, mean + 0.2)), comment: random.pick(comments[m.language][overall >= 4 ? 'good' : 'bad']) });
  }
  deeds.push({ at: solved + 3 * day, kind: 'close' });
  return deeds;
}
