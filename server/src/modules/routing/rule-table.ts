import type { RulesState, RulesTrial } from '@aftercare/contract/routing';
import type { z } from 'zod';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { type Decisions, FeelError, dayIn, loadDecisions, writeTable } from '../../platform/feel/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { ProcessEngine } from '../processes/index.ts';
import { type Rules, compileRules, contextOf, firstTable, knownNames, problemsOf, rulesInWords, rulesKey } from './rules.ts';
import { type Facts, type Spot, spotOf } from './spots.ts';
import { listQueues } from './store-queues.ts';

type Tables = ProcessEngine['definitions'];

/** The decision table that places tickets. It lives among the processes: drafts, versions, lint, trial and deployment are theirs. */
export function createRuleTable({ db, clock }: Pick<Platform, 'db' | 'clock'>, org: Pick<Org, 'skills' | 'company'>) {
  let tables: Tables | null = null;
  const skillIds = async (handle: Handle) => new Map((await org.skills(handle)).map((s) => [s.key, s.id]));
  const compiled = new Map<string, Rules>();

  async function ready(handle: Handle, found: { version: number; decisions: Decisions }): Promise<Rules> {
    const ids = await skillIds(handle);
    const name = `${found.version} ${JSON.stringify([...ids])}`;
    let rules = compiled.get(name);
    if (!rules) {
      if (compiled.size > 20) compiled.clear();
      compiled.set(name, rules = compileRules(found.decisions, found.version, ids));
    }
    return rules;
  }
  async function draftOf(handle: Handle): Promise<string | null> {
    return (await tables?.draft(handle, rulesKey).catch((error: unknown) => { if (error instanceof Refusal) return null; throw error; }))?.xml ?? null;
  }

  const self = {
    /** Processes are made after us. */
    useTables(made: Tables) { tables = made; },
    /** What holds now; null where nobody deployed a table. */
    async now(handle: Handle): Promise<Rules | null> {
      const found = await tables?.table(handle, rulesKey);
      return found ? ready(handle, found) : null;
    },
    /** The file behind a choice of rules, for those who only play with it. */
    async file(handle: Handle, which: 'live' | 'draft' | 'none' | number): Promise<{ xml: string; version: number } | null> {
      if (which === 'none' || !tables) return null;
      if (which === 'draft') { const xml = await draftOf(handle); return xml === null ? null : { xml, version: 0 }; }
      const version = which === 'live' ? (await tables.table(handle, rulesKey))?.version : which;
      return version ? { xml: (await tables.file(handle, rulesKey, version)).xml, version } : null;
    },
    skillIds,
    async state(language: string): Promise<Loose<z.output<typeof RulesState>>> {
      const live = (await tables?.table(db, rulesKey))?.version ?? null;
      const draft = await draftOf(db);
      const shown = draft ?? (live === null ? null : (await self.file(db, live))?.xml ?? null);
      const decisions = shown === null ? null : await loadDecisions(shown).catch((error: unknown) => { if (error instanceof FeelError) return null; throw error; });
      const queues = new Set((await listQueues(db)).map((q) => q.name));
      const faults = decisions ? problemsOf(decisions, queues, new Set((await skillIds(db)).keys())) : [];
      return {
        key: rulesKey, live, hasDraft: draft !== null, problems: faults.map((f) => ({ rule: f.rule, message: say(language, `routing.rules.${f.what}`, { name: f.name, rule: f.rule }) })),
        rules: decisions ? rulesInWords(decisions) : [],
        knows: Object.entries(knownNames).map(([name, type]) => ({ name, type, text: { zh: say('zh-CN', `routing.knows.${name}`), en: say('en', `routing.knows.${name}`) } })),
      };
    },
    /** A first table as a draft, unless there is one. */
    async make(tx: Tx, by: string): Promise<void> {
      if (!tables || (await draftOf(tx)) !== null || (await tables.table(tx, rulesKey))) return;
      const [queue] = await listQueues(tx);
      await tables.saveDraft(tx, { key: rulesKey, kind: 'dmn', xml: await writeTable(firstTable(queue?.name ?? '')), note: '', by });
    },
    /** Where a ticket stands by what holds, and where it would by a file (the draft when none is given). */
    async try(handle: Handle, ticket: Facts, xml: string | undefined): Promise<Loose<z.output<typeof RulesTrial>>> {
      const around = { queues: await listQueues(handle), now: clock.now() };
      // As if it came just now: a ticket of a team stays with its team, whatever rules say.
      const facts = { ...ticket, teamId: null };
      const file = xml ?? (await draftOf(handle)) ?? (await self.file(handle, 'live'))?.xml;
      let fault: string | null = null;
      let tried: Rules | null = null;
      try {
        tried = file ? compileRules(await loadDecisions(file), 0, await skillIds(handle)) : null;
      } catch (error) {
        if (!(error instanceof FeelError)) throw error;
        fault = error.message;
      }
      const ids = new Map((await org.skills(handle)).map((s) => [s.id, s.key]));
      const side = (spot: Spot) => ({ queue: spot.queue?.name ?? null, rule: spot.ruling.used });
      const [before, after] = [spotOf(facts, { ...around, rules: await self.now(handle) }, []), spotOf(facts, { ...around, rules: tried }, [])];
      return {
        facts: { ...contextOf(facts), openedAt: dayIn(new Date(facts.openedAt), (await org.company(handle)).timeZone) }, before: side(before), fault,
        after: { ...side(after), skills: after.ruling.needs.map((n) => ({ skill: ids.get(n.skillId) ?? '', level: n.level })), aheadMinutes: after.ruling.ahead, weight: after.weight },
      };
    },
  };
  return self;
}
export type RuleTable = ReturnType<typeof createRuleTable>;
