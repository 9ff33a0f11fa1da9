/** Rules that place tickets: a DMN table of the house, in the same language and editor as every other. */
import { type Context, type Decisions, FeelError, type TableSource, toPlain } from '../../platform/feel/index.ts';
import type { TicketFacts } from '../tickets/index.ts';
import type { Dimensions, Need } from './person.ts';

/** Under this key the table stands among the processes. */
export const rulesKey = 'ticket-routing';
/** What a rule may ask of a ticket. */
export const knownNames = {
  type: 'string', channel: 'string', priority: 'string', tier: 'string', language: 'string', tags: 'list', region: 'string', brand: 'string', model: 'string', category: 'string', status: 'string', teamId: 'number', customerId: 'number', openedAt: 'date and time',
} as const;
export const outputs = ['queue', 'skills', 'ahead', 'weight'] as const;

export interface RuleUsed { readonly version: number; /** Counted from 1. */ readonly rule: number; readonly note: string }
export interface Ruling { readonly queue: string | null; readonly needs: readonly Need[]; /** Minutes ahead in the line. */ readonly ahead: number; readonly weight: number | null; readonly used: RuleUsed | null }
export type Rules = (facts: Readonly<Record<string, unknown>>, now: Date) => Ruling;

export const noRuling: Ruling = { queue: null, needs: [], ahead: 0, weight: null, used: null };
const bounded = (value: unknown, low: number, high: number): number | null => (typeof value === 'number' && Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : null);

/** `repair >= 3, gas` as skills with their levels; what cannot be read is told by `problemsOf`. */
export function readNeeds(words: unknown): { readonly key: string; readonly level: number }[] {
  const list = Array.isArray(words) ? words.map(String) : typeof words === 'string' ? words.split(/[,，、;；]/) : [];
  return list.flatMap((word) => { const found = /^\s*([a-z0-9-]+)\s*(?:(?:>=|≥|:)\s*([1-5]))?\s*$/.exec(word); return found?.[1] ? [{ key: found[1], level: Number(found[2] ?? 1) }] : []; });
}

export const contextOf = (facts: TicketFacts & Partial<Dimensions>): Context => Object.fromEntries(Object.keys(knownNames).map((name) => [name, facts[name as keyof typeof facts] ?? null]));

/** A table ready to place tickets. A rule that cannot be worked out for a ticket places nothing: its queue's own lists do. */
export function compileRules(decisions: Decisions, version: number, skillIds: ReadonlyMap<string, number>): Rules {
  const top = decisions.sources.at(-1);
  const names = top?.logic.kind === 'table' ? top.logic.table.outputs.map((o) => o.name) : [];
  return (context, now) => {
    try {
      const { tables } = decisions.decide(context, { now });
      const answer = tables.at(-1)?.answer;
      const hit = answer?.decisive[0];
      if (!answer || !hit) return noRuling;
      const of = (name: string) => { const at = names.indexOf(name); return at < 0 ? null : toPlain(hit.values[at]); };
      const queue = of('queue');
      return {
        queue: typeof queue === 'string' && queue.trim() ? queue.trim() : null,
        needs: readNeeds(of('skills')).flatMap(({ key, level }) => { const skillId = skillIds.get(key); return skillId ? [{ skillId, level }] : []; }),
        ahead: bounded(of('ahead'), -44_640, 44_640) ?? 0, weight: bounded(of('weight'), 0.1, 20), used: { version, rule: hit.rule + 1, note: hit.annotation },
      };
    } catch (error) {
      if (error instanceof FeelError) return noRuling;
      throw error;
    }
  };
}

const mostInWords = 100;
const literal = (source: string): string | null => /^\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(source)?.[1]?.replace(/\\(.)/g, '$1') ?? null;
/** Names in a table that the house does not know: the lint of FEEL cannot see them. */
export function problemsOf(decisions: Decisions, queues: ReadonlySet<string>, skills: ReadonlySet<string>): { rule: number; what: 'queue' | 'skill' | 'skills' | 'column'; name: string }[] {
  const logic = decisions.sources.at(-1)?.logic;
  if (logic?.kind !== 'table') return [{ rule: 0, what: 'column', name: 'queue' }];
  const { table } = logic;
  const at = (name: string) => table.outputs.findIndex((o) => o.name === name);
  const found: ReturnType<typeof problemsOf> = [];
  if (outputs.every((name) => at(name) < 0)) found.push({ rule: 0, what: 'column', name: 'queue' });
  table.rules.forEach((rule, index) => {
    const queue = literal(rule.outputs[at('queue')] ?? '');
    if (queue && !queues.has(queue.trim())) found.push({ rule: index + 1, what: 'queue', name: queue });
    const words = literal(rule.outputs[at('skills')] ?? '');
    if (!words) return;
    const read = readNeeds(words);
    if (read.length < words.split(/[,，、;；]/).filter((w) => w.trim()).length) found.push({ rule: index + 1, what: 'skills', name: words });
    for (const { key } of read) if (!skills.has(key)) found.push({ rule: index + 1, what: 'skill', name: key });
  });
  return found;
}

/** What each rule says and does, for whoever does not read tables; `skills` as written. */
export function rulesInWords(decisions: Decisions): { rule: number; note: string; queue: string; skills: string; ahead: number; weight: number }[] {
  const logic = decisions.sources.at(-1)?.logic;
  if (logic?.kind !== 'table') return [];
  const { outputs: columns, rules } = logic.table;
  return rules.slice(0, mostInWords).map((rule, index) => {
    const of = (name: string) => rule.outputs[columns.findIndex((o) => o.name === name)] ?? '';
    const words = (name: string) => literal(of(name)) ?? of(name);
    return { rule: index + 1, note: rule.annotation, queue: words('queue'), skills: words('skills'), ahead: Number(of('ahead')) || 0, weight: Number(of('weight')) || 1 };
  });
}

/** A table to begin with: the columns that routing understands, and a first rule to be changed. */
export const firstTable = (queue: string): TableSource => ({
  id: rulesKey, name: '派单规则 / Ticket routing', policy: { kind: 'FIRST', aggregation: null },
  inputs: [
    { id: 'in-tier', label: '客户等级 · Tier', expression: 'tier', type: 'string' }, { id: 'in-channel', label: '渠道 · Channel', expression: 'channel', type: 'string' }, { id: 'in-type', label: '工单类型 · Type', expression: 'type', type: 'string' },
    { id: 'in-region', label: '地区 · Region', expression: 'region', type: 'string' }, { id: 'in-category', label: '产品类别 · Product group', expression: 'category', type: 'string' },
  ],
  outputs: [
    { id: 'out-queue', label: '队列 · Queue', name: 'queue', type: 'string', listed: null, fallback: null }, { id: 'out-skills', label: '技能 · Skills', name: 'skills', type: 'string', listed: null, fallback: null },
    { id: 'out-ahead', label: '提前分钟数 · Minutes ahead', name: 'ahead', type: 'number', listed: null, fallback: null }, { id: 'out-weight', label: '工作量 · Weight', name: 'weight', type: 'number', listed: null, fallback: null },
  ],
  rules: [{ id: 'rule-first', inputs: ['"vip"', '-', '-', '-', '-'], outputs: [JSON.stringify(queue), '""', '60', '1'], annotation: 'VIP 优先 · VIPs first' }],
});
