import type { Rule, RuleWrite } from '@aftercare/contract/automation';
import { zodOf } from '@aftercare/contract';
import { type Subscription } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { faultOf } from '../../platform/feel/index.ts';
import { type Loose, Refusal } from '../../platform/http/index.ts';
import { type Job, cronMatcher } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { ProcessEngine } from '../processes/index.ts';
import { assertCondition } from '../tickets/index.ts';
import { happenings, moreNames, ticketOf, wordOf } from './happenings.ts';
import type { Running } from './running.ts';
import * as store from './store-rules.ts';

const sweepJob = 'automation.sweep';
const pageSize = 200;
const minute = 60_000;
/** What was due while nobody was there is made up for so far back. */
const mostMissed = 6 * 60;
const windowMs = 7 * 86_400_000;
interface Sweep { readonly ruleId: number; readonly version: number; readonly anchor: string; readonly after: number }

/** Triggers and schedules: what people set, and when it acts. */
export function createRules({ work: db, clock, jobs }: Pick<Platform, 'work' | 'clock' | 'jobs'>, processes: ProcessEngine, running: Running) {
  const fault = (path: string, key: string, params: Record<string, unknown> = {}) => new Refusal('invalid-input', { fields: [{ path, key, params }] });

  /** @throws Refusal `invalid-input` naming the field */
  function assertRule(rule: RuleWrite): void {
    assertCondition(rule.condition, 'condition', moreNames);
    if (rule.kind === 'trigger' && rule.events.length === 0) throw fault('events', 'field.required');
    if (rule.kind === 'schedule' && !rule.timing) throw fault('timing', 'field.required');
    if (rule.timing && 'cron' in rule.timing) try { cronMatcher(rule.timing.cron, rule.timing.timeZone); } catch { throw fault('timing.cron', 'field.cron'); }
    for (const [i, action] of rule.actions.entries()) {
      const known = processes.registry.get(action.name);
      if (!known?.alone) throw fault(`actions.${i}.name`, 'field.unknown', { value: action.name });
      const texts: [string, string][] = [];
      const walk = (value: unknown, path: string): void => { if (typeof value === 'string') { if (value.startsWith('=')) texts.push([path, value.slice(1)]); } else if (value && typeof value === 'object') for (const [k, v] of Object.entries(value)) walk(v, `${path}.${k}`); };
      walk(action.input, `actions.${i}.input`);
      for (const [path, source] of texts) { const wrong = faultOf(source); if (wrong) throw fault(path, wrong.key, wrong.params); }
      // What is reckoned per ticket is checked when it runs.
      const parsed = texts.length === 0 ? zodOf(known.input).safeParse(action.input) : undefined;
      const issue = parsed?.error?.issues[0];
      if (issue) throw fault(`actions.${i}.input${issue.path.length > 0 ? `.${issue.path.join('.')}` : ''}`, 'field.invalid');
    }
  }

  const subscription: Subscription = {
    name: 'automation.on-tickets', events: Object.values(happenings), start: 'now', batch: 100, lingerMs: 50,
    async handle(events, tx) {
      const rules = await store.activeRules(tx, 'trigger');
      if (rules.length === 0) return;
      for (const event of events) {
        const word = wordOf(event.type);
        const payload = event.payload as Record<string, unknown>;
        // Mail of machines sets nothing off; that is how loops between two houses begin.
        if (!word || payload['automatic'] === true || (Array.isArray(payload['tags']) && payload['tags'].includes('automatic'))) continue;
        await running.trigger(tx, rules.filter((rule) => rule.events.includes(word)), ticketOf(payload), { event: word, payload, by: event.actor.kind, id: event.id, correlation: event.correlation });
      }
    },
  };

  /** Each minute: which schedules have come. */
  const tick: Job<unknown> = {
    name: 'automation.tick', cron: '* * * * *',
    async handle() {
      const now = new Date(Math.floor(clock.now().getTime() / minute) * minute);
      for (const rule of await store.activeRules(db, 'schedule')) {
        const { timing } = rule;
        if (!timing) continue;
        if ('after' in timing) await waited(rule, timing, now);
        else await db.tx(async (tx) => {
          const taken = await store.takeMinutes(tx, rule.id, now);
          if (!taken) return;
          const matches = cronMatcher(timing.cron, timing.timeZone);
          const from = Math.max(taken.from?.getTime() ?? 0, now.getTime() - mostMissed * minute);
          // Several missed moments are one: nobody wants the same reminder six times.
          for (let at = now.getTime(); at > from; at -= minute) if (matches(new Date(at))) { await jobs.enqueue(tx, sweepJob, { ruleId: rule.id, version: rule.version, anchor: new Date(at).toISOString(), after: 0 } satisfies Sweep); break; }
        });
      }
    },
  };

  async function waited(rule: store.RuleRow, timing: { after: number; since: store.Since }, now: Date): Promise<void> {
    const until = new Date(now.getTime() - timing.after * 3_600_000);
    // What had waited so long before the rule was made is left alone.
    const from = new Date(Math.max((rule.lookedAt?.getTime() ?? 0) - timing.after * 3_600_000, until.getTime() - windowMs));
    for (const { id, anchor } of await store.waitedLong(db, rule.id, timing.since, from, until, pageSize)) await db.tx((tx) => running.onTime(tx, rule, id, anchor));
  }

  const sweep: Job<Sweep> = {
    name: sweepJob,
    handle: ({ ruleId, version, anchor, after }) => db.tx(async (tx) => {
      const rule = await store.findRule(tx, ruleId);
      if (!rule?.active || rule.version !== version) return;
      const ids = await store.openAfter(tx, after, pageSize);
      for (const id of ids) await running.onTime(tx, rule, id, new Date(anchor));
      const last = ids.at(-1);
      if (ids.length === pageSize && last) await jobs.enqueue(tx, sweepJob, { ruleId, version, anchor, after: last } satisfies Sweep);
    }),
  };

  const one = async (handle: Handle, id: number): Promise<Loose<Rule>> => {
    const row = (await store.listRules(handle)).find((r) => r.id === id);
    if (!row) throw new Refusal('not-found');
    const { lookedAt: _, ...rest } = row;
    return rest;
  };
  return {
    assertRule, subscription, jobs: [tick, sweep] as const,
    runs: store.listRuns,
    list: async (handle: Handle): Promise<Loose<Rule>[]> => (await store.listRules(handle)).map(({ lookedAt: _, ...rest }) => rest),
    async create(tx: Tx, rule: RuleWrite) { assertRule(rule); return one(tx, await store.insertRule(tx, rule, clock.now())); },
    async update(tx: Tx, id: number, rule: RuleWrite) {
      assertRule(rule);
      if ((await store.saveRule(tx, id, rule, clock.now())) === 0) throw new Refusal('not-found');
      return one(tx, id);
    },
    async remove(tx: Tx, id: number): Promise<void> { if ((await store.removeRule(tx, id)) === 0) throw new Refusal('not-found'); },
  };
}
export type Rules = ReturnType<typeof createRules>;
