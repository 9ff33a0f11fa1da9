import { systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { evaluate } from '../../platform/feel/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { withCorrelation } from '../../platform/log/index.ts';
import { type Platform, ProcessError, onBehalfOf } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { ProcessEngine } from '../processes/index.ts';
import { type Tickets, fillTemplate, meets } from '../tickets/index.ts';
import type { Segments } from '../segments/index.ts';
import { type Happening, asksSegments, contextOf } from './happenings.ts';
import * as store from './store-rules.ts';

/** A rule set off by a rule set off by a rule: here it ends. */
export const mostDeep = 3;
/** All rules together, on one ticket within an hour. */
export const mostOnTicket = 60;
const hour = 3_600_000;

/** How deep in a chain of rules a fact stands, by the mark it carries. */
export const depthOf = (correlation: string | null): number => Number(/^rule:(\d+)/.exec(correlation ?? '')?.[1] ?? 0);

/** An action's input for one ticket: FEEL after `=`, variables filled in, everything else as it is. */
export function inputFor(input: unknown, context: Record<string, unknown>, fill: (text: string) => string): unknown {
  if (typeof input === 'string') return input.startsWith('=') ? evaluate(input.slice(1), context) : fill(input);
  if (Array.isArray(input)) return input.map((one) => inputFor(one, context, fill));
  if (input && typeof input === 'object') return Object.fromEntries(Object.entries(input).map(([k, v]) => [k, inputFor(v, context, fill)]));
  return input;
}

/** Lets rules act on tickets: guarded against loops, each action on its own, everything written down. */
export function createRunning({ clock }: Pick<Platform, 'clock'>, org: Pick<Org, 'company'>, tickets: Tickets, processes: ProcessEngine, segments: Pick<Segments, 'namesOf'>) {
  async function fillFor(tx: Tx, ticketId: number) {
    const ticket = await tickets.get(ticketId, tx);
    const company = await org.company(tx);
    return (text: string) => (ticket && text.includes('{{') ? fillTemplate(text, { ticket, agentName: company.name, company, link: tickets.customerUrl(ticketId), now: clock.now() }).text : text);
  }

  async function act(tx: Tx, rule: Pick<store.RuleRow, 'id' | 'name' | 'actions'>, ticketId: number, context: Record<string, unknown>, key: string, depth: number): Promise<store.Step[]> {
    const fill = await fillFor(tx, ticketId);
    const steps: store.Step[] = [];
    const why = `rule|${rule.id}|${rule.name.zh} / ${rule.name.en}`;
    for (const [n, action] of rule.actions.entries()) {
      try {
        await withCorrelation(`rule:${depth + 1}:${rule.id}`, () => onBehalfOf(why, () => processes.registry.run(tx, action.name, inputFor(action.input, context, fill), { tx, now: clock.now(), stream: `ticket:${ticketId}`, instanceId: 0, taskKey: `rule:${rule.id}:${key}:${n}`, actor: systemActor })));
        steps.push({ name: action.name, ok: true, detail: null });
      } catch (error) {
        const params = error instanceof ProcessError ? error.data : error instanceof Refusal ? error.detail.params : undefined;
        steps.push({ name: action.name, ok: false, detail: (error instanceof Error ? error.message : String(error)).slice(0, 500), ...(params ? { params } : {}) });
      }
    }
    return steps;
  }

  /** Why a rule may not act on this ticket now. */
  async function heldBack(tx: Tx, rule: store.RuleRow, ticketId: number, depth: number): Promise<'depth' | 'rate' | 'ticket-rate' | null> {
    if (depth >= mostDeep) return 'depth';
    const ran = await store.ranLately(tx, rule.id, ticketId, new Date(clock.now().getTime() - hour));
    return ran.own >= rule.mostPerHour ? 'rate' : ran.all >= mostOnTicket ? 'ticket-rate' : null;
  }

  return {
    /** One happening: which rules does the ticket meet as it is now, and what came of each. What they change is a happening of its own. */
    async trigger(tx: Tx, rules: readonly store.RuleRow[], ticketId: number, happening: Happening & { id: number; correlation: string | null }): Promise<void> {
      const ticket = rules.length > 0 ? await tickets.get(ticketId, tx) : undefined;
      if (!ticket || ticket.mergedInto) return;
      const now = clock.now();
      const context = contextOf({ ...ticket, segments: rules.some(asksSegments) ? await segments.namesOf(tx, ticket.customerId) : [] }, happening, now);
      const depth = depthOf(happening.correlation);
      for (const rule of rules.filter((r) => meets(r.condition, context))) {
        const held = await heldBack(tx, rule, ticketId, depth);
        const steps = held ? [] : await act(tx, rule, ticketId, context, `e${happening.id}`, depth);
        await store.insertRun(tx, { ruleId: rule.id, ticketId, at: now, event: happening.event, eventId: happening.id, anchor: null, depth, outcome: held ? 'held' : steps.every((s) => s.ok) ? 'done' : 'failed', held, steps });
      }
    },
    /** One ticket whose time has come; once per moment. */
    async onTime(tx: Tx, rule: store.RuleRow, ticketId: number, anchor: Date): Promise<void> {
      const ticket = await tickets.get(ticketId, tx);
      const now = clock.now();
      if (!ticket) return;
      const context = contextOf({ ...ticket, segments: asksSegments(rule) ? await segments.namesOf(tx, ticket.customerId) : [] }, null, now);
      if (!meets(rule.condition, context)) return;
      if (!(await store.insertRun(tx, { ruleId: rule.id, ticketId, at: now, event: 'time', eventId: null, anchor, depth: 0, outcome: 'done', held: null, steps: [] }))) return;
      // Its own line is counted as well.
      const ran = await store.ranLately(tx, rule.id, ticketId, new Date(now.getTime() - hour));
      const held = ran.own > rule.mostPerHour ? 'rate' : ran.all > mostOnTicket ? 'ticket-rate' : null;
      const steps = held ? [] : await act(tx, rule, ticketId, context, `t${anchor.getTime()}`, 0);
      await store.saveRun(tx, rule.id, ticketId, anchor, { outcome: held ? 'held' : steps.every((s) => s.ok) ? 'done' : 'failed', held, steps });
    },
  };
}
export type Running = ReturnType<typeof createRunning>;
