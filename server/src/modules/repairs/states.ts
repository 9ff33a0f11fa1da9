import type { Damage, Remedy, RepairState } from '@aftercare/contract/repairs';

/** Where a repair may go from where it stands. */
const transitions: Readonly<Record<RepairState, readonly RepairState[]>> = {
  reported: ['confirmed', 'solved-remotely', 'cancelled'],
  confirmed: ['received', 'diagnosed', 'solved-remotely', 'cancelled'],
  received: ['diagnosed', 'cancelled'],
  diagnosed: ['diagnosed', 'quoted', 'approved', 'waiting-parts', 'in-repair', 'replaced', 'declined', 'solved-remotely', 'cancelled'],
  quoted: ['diagnosed', 'approved', 'declined', 'cancelled'],
  approved: ['waiting-parts', 'in-repair', 'replaced', 'cancelled'],
  'waiting-parts': ['diagnosed', 'in-repair', 'replaced', 'declined', 'cancelled'],
  'in-repair': ['waiting-parts', 'testing', 'replaced'],
  testing: ['in-repair', 'ready', 'replaced'],
  ready: ['testing', 'handed-back'],
  replaced: ['handed-back'],
  declined: ['handed-back'],
  'handed-back': [],
  'solved-remotely': [],
  cancelled: [],
};
export const repairStates = Object.keys(transitions) as RepairState[];
export const nextStates = (from: RepairState): readonly RepairState[] => transitions[from];
export const mayGo = (from: RepairState, to: RepairState): boolean => transitions[from].includes(to);
export const isFinished = (state: RepairState): boolean => transitions[state].length === 0;

/** What a guard looks at. */
export interface RepairFacts {
  readonly state: RepairState;
  readonly covered: boolean | null;
  readonly damage: Damage | null;
  readonly remedy: Remedy | null;
  /** Net price of the planned work. */
  readonly netMinor: number;
  readonly quoteApproved: boolean;
  readonly parts: { readonly planned: number; readonly waiting: number };
  readonly tested: boolean;
  readonly testsPassed: boolean;
  readonly hasReplacement: boolean;
}

/** What the customer has agreed to, or need not: what warranty pays, and what costs nothing. */
export const paidFor = (f: Pick<RepairFacts, 'covered' | 'damage' | 'netMinor' | 'quoteApproved'>): boolean => (f.covered === true && (f.damage ?? 'none') === 'none') || f.netMinor === 0 || f.quoteApproved;

/** Why a repair may not go there although the table would let it; null when it may. Keys of sentences under `repairs.guard`. */
export function guard(facts: RepairFacts, to: RepairState): string | null {
  if (!mayGo(facts.state, to)) return 'state';
  if ((to === 'waiting-parts' || to === 'in-repair') && facts.state !== 'testing' && !paidFor(facts)) return 'not-approved';
  if (to === 'in-repair' && facts.parts.waiting > 0) return 'parts-missing';
  if (to === 'testing' && facts.parts.planned + facts.parts.waiting > 0 && facts.state === 'in-repair') return 'parts-open';
  if (to === 'ready' && !(facts.tested && facts.testsPassed)) return 'not-tested';
  if (to === 'replaced' && !facts.hasReplacement) return 'no-replacement';
  return null;
}

export const acts = ['confirm', 'receive', 'diagnose', 'decide', 'quote', 'reserve', 'work', 'test', 'hand-back', 'replace', 'solve', 'cancel'] as const;
export type Act = (typeof acts)[number];
const from: Readonly<Record<Act, readonly RepairState[]>> = {
  confirm: ['reported'], receive: ['confirmed'], diagnose: ['confirmed', 'received', 'diagnosed', 'quoted'], decide: ['diagnosed'], quote: ['diagnosed', 'quoted'],
  reserve: ['diagnosed', 'approved', 'waiting-parts'], work: ['in-repair'], test: ['testing'], 'hand-back': ['ready', 'replaced', 'declined'],
  replace: ['diagnosed', 'approved', 'waiting-parts', 'in-repair', 'testing'], solve: ['reported', 'confirmed', 'diagnosed'], cancel: ['reported', 'confirmed', 'received', 'diagnosed', 'quoted', 'approved', 'waiting-parts'],
};
/** What people can do with a repair that stands here. */
export const actsFor = (facts: RepairFacts): Act[] => acts.filter((act) => from[act].includes(facts.state) && (act !== 'reserve' || paidFor(facts)) && (act !== 'quote' || !paidFor(facts)) && (act !== 'replace' || facts.remedy === 'replace'));
export const mayAct = (facts: RepairFacts, act: Act): boolean => actsFor(facts).includes(act);
