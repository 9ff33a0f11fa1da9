import type { ChannelKind } from '@aftercare/contract/basics';
import type { Queue } from '@aftercare/contract/routing';
import type { SlaPolicy } from '@aftercare/contract/sla';
import type { App } from '../app.ts';
import type { AgentRow } from '../modules/org/index.ts';
import type { Handle } from '../platform/db/index.ts';
import { type CompiledCalendar, ALWAYS_OPEN, chineseCalendar, compileCalendar } from '../platform/time/index.ts';
import { type TeamKey, teams as teamNames } from './company.ts';
import * as store from './store.ts';

/** The house as it stands, read once: who works here, when, under which promises, behind which doors. */
export interface World {
  readonly agents: readonly (AgentRow & { shift: CompiledCalendar })[];
  readonly agentNames: ReadonlyMap<number, string>;
  /** The team for a matter; null where the house has none of that name. */
  teamOf(key: TeamKey): number | null;
  readonly queues: readonly Queue[];
  readonly policies: readonly SlaPolicy[];
  readonly calendars: ReadonlyMap<string, CompiledCalendar>;
  /** The door of each kind; counters have one too, though nobody writes through it. */
  readonly accounts: ReadonlyMap<ChannelKind, number>;
  readonly holidays: ReadonlySet<string>;
  readonly language: 'zh-CN' | 'en';
}

export async function readWorld(app: App, handle: Handle): Promise<World> {
  const [agents, teams, queues, policies, calendarRows, company] = [
    await app.org.agents(handle), await app.org.teams(handle), await app.routing.queues(handle), await app.sla.policies(handle), await app.org.calendars(handle), await app.org.company(handle),
  ];
  const accounts = await store.accountsByKind(handle);
  const calendars = new Map(calendarRows.map((c) => [String(c.id), compileCalendar(c)]));
  const always = compileCalendar(ALWAYS_OPEN);
  return {
    agents: agents.map((a) => ({ ...a, shift: calendars.get(String(a.calendarId)) ?? always })), agentNames: new Map(agents.map((a) => [a.id, a.name])), teamOf: (key) => teams.find((t) => t.name === teamNames[key])?.id ?? null,
    queues, policies, calendars, accounts: new Map(accounts.map((a) => [a.kind, a.id])), holidays: new Set(chineseCalendar().holidays.map((h) => h.date)), language: company.language,
  };
}
