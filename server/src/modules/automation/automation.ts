import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Org } from '../org/index.ts';
import type { ProcessEngine } from '../processes/index.ts';
import type { Segments } from '../segments/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { createBulk } from './bulk.ts';
import { createMacros } from './macros.ts';
import { createRules } from './rules.ts';
import { createRunning } from './running.ts';
import { createTrying } from './trying.ts';

/** Work that people do not do by hand: macros, triggers, schedules, one thing for many tickets. */
export function createAutomation(platform: Platform, { org, tickets, conversations, processes, segments }: { org: Org; tickets: Tickets; conversations: Conversations; processes: ProcessEngine; segments: Segments }) {
  const macros = createMacros(platform, org, tickets, conversations);
  return { macros, bulk: createBulk(platform, org, tickets, conversations, macros), rules: createRules(platform, processes, createRunning(platform, org, tickets, processes, segments)), trial: createTrying(platform, tickets, segments) };
}
export type Automation = ReturnType<typeof createAutomation>;
