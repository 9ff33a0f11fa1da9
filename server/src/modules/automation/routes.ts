import { automation as contract } from '@aftercare/contract/automation';
import { implement, readCursor, toPage } from '../../platform/http/index.ts';
import { hasSentence, say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { ProcessEngine } from '../processes/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Automation } from './automation.ts';

const done = { done: true as const };
/** Why an action failed, as people read it; what no sentence says stands as it is. */
function whyOf(language: string, detail: string | null, params: Readonly<Record<string, unknown>> = {}): string | null {
  const key = detail === null ? undefined : [`rule-fault.${detail}`, detail, `problem.${detail}`].find((one) => /^[a-z][\w.-]*$/.test(one) && hasSentence(language, one));
  return key ? say(language, key, params) : detail;
}
export function automationRoutes({ db, work }: Pick<Platform, 'db' | 'work'>, { macros, bulk, rules, trial }: Automation, tickets: Tickets, processes: ProcessEngine) {
  return [
    implement(contract.macros, async ({ principal }) => ({ items: await macros.list(db, principal) })),
    implement(contract.createMacro, ({ body, principal, transact }) => transact((tx) => macros.create(tx, principal, body))),
    implement(contract.updateMacro, ({ params, body, principal }) => db.tx((tx) => macros.update(tx, principal, params.id, body))),
    implement(contract.deleteMacro, async ({ params, principal }) => { await db.tx((tx) => macros.remove(tx, principal, params.id)); return done; }),
    implement(contract.apply, ({ params, principal, transact }) => transact(async (tx) => { const { changeIds: _, ...told } = await macros.apply(tx, principal, params.id, params.macroId); return told; })),
    implement(contract.undoMacro, async ({ params, principal }) => ({ ...done, stays: await db.tx((tx) => macros.undo(tx, principal, params.id)) })),

    implement(contract.actions, async () => ({ items: processes.registry.alone() })),
    implement(contract.rules, async () => ({ items: await rules.list(db) })),
    implement(contract.createRule, ({ body, transact }) => transact((tx) => rules.create(tx, body))),
    implement(contract.updateRule, ({ params, body }) => db.tx((tx) => rules.update(tx, params.id, body))),
    implement(contract.deleteRule, async ({ params }) => { await db.tx((tx) => rules.remove(tx, params.id)); return done; }),
    implement(contract.tryRule, ({ body }) => { const { days, ...rule } = body; rules.assertRule(rule); return trial(work, rule, days); }),
    implement(contract.runs, async ({ query, principal, language }) => {
      const { limit, after, ruleId, ticketId } = query;
      if (ticketId) await tickets.load(db, principal, ticketId);
      const rows = await rules.runs(db, { ruleId: ruleId ?? null, ticketId: ticketId ?? null, before: after ? positionOf(after) : null, limit: limit + 1, visible: tickets.visible(principal) });
      return toPage(rows.map(({ ticketId: id, subject, steps, ...run }) => ({ ...run, steps: steps.map(({ params, ...step }) => ({ ...step, detail: whyOf(language, step.detail, params) })), ticket: { id, subject } })), limit, (r) => [r.id]);
    }),

    implement(contract.startBulk, ({ body, principal, transact }) => transact((tx) => bulk.start(tx, principal, body))),
    implement(contract.bulkRuns, async ({ principal }) => ({ items: await bulk.latest(db, principal) })),
    implement(contract.bulkRun, ({ params, principal }) => bulk.find(db, principal, params.id)),
    implement(contract.bulkFailures, async ({ params, query, principal, language }) => {
      const rows = await bulk.failures(db, principal, params.id, query.after ? positionOf(query.after) : 0, query.limit + 1, language);
      const { items, next } = toPage(rows, query.limit, (r) => [r.n]);
      return { items: items.map(({ n: _, ...item }) => item), next };
    }),
    implement(contract.stopBulk, ({ params, principal }) => db.tx((tx) => bulk.stop(tx, principal, params.id))),
  ];
}

const positionOf = (cursor: string): number => Number(readCursor(cursor, 1)[0]) || 0;
