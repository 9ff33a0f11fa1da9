import type { Simulation, SimulationSide, Words } from '@aftercare/contract/processes';
import type { Drawn } from './drawn.ts';
import { quantile } from '../../../platform/simulation/index.ts';
import type { Past, Setting, World } from './past.ts';
import { type Progress, play } from './play.ts';

export interface Sides { readonly before: { readonly model: Drawn; readonly setting: Setting }; readonly after: { readonly model: Drawn; readonly setting: Setting } }

/** Played cases may take so much longer than real ones before hands-on times are doubted. */
const tolerance = 1.15;
const fewest = 20;
const sampled = 1500;
const rounds = 6;

/**
 * How much of the measured hands-on times is truly work: people did other things in between. Found so that the past, played, takes
 * as long as it took. 1 where it does already, or where too few cases say anything.
 */
async function paceOf({ model, setting }: Sides['before'], past: Past, world: World, progress: Progress): Promise<number> {
  if (past.hours.length < fewest) return 1;
  const real = quantile(past.hours, 0.5);
  const some: Past = { ...past, cases: past.cases.slice(0, sampled) };
  const played = async (pace: number) => (await play(model, some, { ...setting, pace }, world, progress)).side.medianHours;
  if (real <= 0 || (await played(1)) <= real * tolerance) return 1;
  let [low, high] = [0.02, 1];
  for (let round = 0; round < rounds; round++) {
    const middle = (low + high) / 2;
    if ((await played(middle)) > real) high = middle;
    else low = middle;
  }
  return high;
}

/** Plays the past on both diagrams. Nothing but the change differs: the same cases take the same ways and times where they can. */
export async function compareSides(sides: Sides, past: Past, world: World, progress: (share: number) => boolean): Promise<Pick<Simulation, 'before' | 'after' | 'notes'>> {
  const pace = await paceOf(sides.before, past, world, (share) => progress(share * 0.1));
  const before = await play(sides.before.model, past, { ...sides.before.setting, pace }, world, (share) => progress(0.1 + share * 0.45));
  const after = await play(sides.after.model, past, { ...sides.after.setting, pace }, world, (share) => progress(0.55 + share * 0.45));
  return { before: before.side, after: after.side, notes: notesOf(sides.after.model, after, past, before.side, pace) };
}

function notesOf(model: Drawn, after: Awaited<ReturnType<typeof play>>, past: Past, before: SimulationSide, pace: number): Words[] {
  const names = (ids: readonly string[], language: keyof Words) => ids.map((id) => model.nodes.get(id)?.title[language] || id).join(language === 'zh' ? '、' : ', ');
  const note = (ids: readonly string[], zh: (steps: string) => string, en: (steps: string) => string): Words[] => (ids.length > 0 ? [{ zh: zh(names(ids, 'zh')), en: en(names(ids, 'en')) }] : []);
  const real = quantile(past.hours, 0.5).toFixed(1);
  return [
    ...(past.hours.length >= fewest ? [{ zh: `对照：过去一半案例在 ${real} 小时内办结，重放为 ${before.medianHours.toFixed(1)} 小时${pace < 1 ? `（动手时间按实测的 ${Math.round(pace * 100)}% 计，其余时间同事在忙别的）` : ''}。`, en: `Held against the past: half of the cases really took up to ${real} hours, played ${before.medianHours.toFixed(1)}${pace < 1 ? ` (of the measured times ${Math.round(pace * 100)} % count as work, the rest people spent on other things)` : ''}.` }] : [{ zh: '过去办完的案例很少，结果只能看个大概。', en: 'Few cases of the past are finished: take the result as a rough one.' }]),
    ...note(after.assumed, (steps) => `这些步骤没有过往用时，按其他步骤的中位数估计：${steps}。`, (steps) => `Steps without a past are taken to need as long as others do: ${steps}.`),
    ...note(after.evenly, (steps) => `这些分支没有过往，条件也无法按案例判断，各走向平均分配：${steps}。`, (steps) => `Gateways without a past whose conditions the cases do not tell are shared out evenly: ${steps}.`),
    ...note(after.endless, (steps) => `有案例在这里一直打转，没有走完：${steps}。`, (steps) => `Cases go round for ever here and were left: ${steps}.`),
  ];
}
