/** Two plays of the same month, in a thread of their own. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ReplaySide } from '@aftercare/contract/routing';
import { loadDecisions } from '../../../platform/feel/index.ts';
import type { News } from '../../../platform/simulation/index.ts';
import { compileCalendar } from '../../../platform/time/index.ts';
import { compileRules } from '../rules.ts';
import type { ReplaySetting, ReplayWork } from './past.ts';
import { play } from './play.ts';

const work = workerData as ReplayWork;
const say = (news: News<{ before: ReplaySide; after: ReplaySide }>) => parentPort?.postMessage(news);
const calendars = work.calendars.map((c) => compileCalendar(c));
const side = async (setting: ReplaySetting, from: number): Promise<ReplaySide> => {
  const rules = setting.rules ? compileRules(await loadDecisions(setting.rules.xml), setting.rules.version, work.skillIds) : null;
  return play({ work, setting, rules, calendars, told: (share) => say({ progress: from + share / 2 }) });
};
const before = await side(work.before, 0);
say({ done: { before, after: await side(work.after, 0.5) } });
