import type { Disposition, Grade, ReturnKind, ReturnState } from '@aftercare/contract/returns';

/** Where a return may go from where it stands. `received` comes straight after the request for what is brought to a counter. */
const transitions: Readonly<Record<ReturnState, readonly ReturnState[]>> = {
  requested: ['approved', 'refused', 'cancelled'],
  approved: ['labelled', 'received', 'refunded', 'refused', 'cancelled'],
  labelled: ['received', 'cancelled'],
  received: ['inspected'],
  inspected: ['refunded', 'swapped', 'sent-back', 'inspected'],
  refunded: ['closed'],
  swapped: ['closed'],
  'sent-back': ['closed'],
  refused: [],
  closed: [],
  cancelled: [],
};
export const returnStates = Object.keys(transitions) as ReturnState[];
export const nextStates = (from: ReturnState): readonly ReturnState[] => transitions[from];
export const mayGo = (from: ReturnState, to: ReturnState): boolean => transitions[from].includes(to);
export const isFinished = (state: ReturnState): boolean => transitions[state].length === 0;

export interface ReturnFacts { readonly state: ReturnState; readonly kind: ReturnKind; readonly grade: Grade | null; readonly disposed: boolean }
/** Why a return may not go there although the table would let it; null when it may. Keys of sentences under `returns.guard`. */
export function guard(facts: ReturnFacts, to: ReturnState): string | null {
  if (!mayGo(facts.state, to)) return 'state';
  // Money alone comes back without the product; with it, nobody pays before it was looked at.
  if (to === 'refunded' && facts.state === 'approved' && facts.kind !== 'refund') return 'not-inspected';
  if (to === 'labelled' && facts.kind === 'refund') return 'no-parcel';
  if (to === 'swapped' && facts.kind !== 'exchange') return 'not-exchange';
  if (to === 'closed' && facts.kind !== 'refund' && !facts.disposed) return 'not-disposed';
  return null;
}

export const acts = ['approve', 'refuse', 'label', 'receive', 'inspect', 'refund', 'swap', 'dispose', 'cancel'] as const;
export type Act = (typeof acts)[number];
/** What people can do with a return that stands here. */
export function actsFor(f: ReturnFacts): Act[] {
  const can: Record<Act, boolean> = {
    approve: f.state === 'requested', refuse: f.state === 'requested' || f.state === 'approved', label: f.state === 'approved' && f.kind !== 'refund',
    receive: (f.state === 'approved' && f.kind !== 'refund') || f.state === 'labelled', inspect: f.state === 'received' || f.state === 'inspected',
    refund: f.state === 'inspected' || (f.state === 'approved' && f.kind === 'refund'), swap: f.state === 'inspected' && f.kind === 'exchange',
    dispose: !f.disposed && (f.state === 'inspected' || f.state === 'refunded' || f.state === 'swapped'), cancel: f.state === 'requested' || f.state === 'approved' || f.state === 'labelled',
  };
  return acts.filter((act) => can[act]);
}

/** What becomes of a product by its grade, unless somebody decides otherwise. */
export const usualDisposition = (grade: Grade): Disposition => ({ A: 'restock', B: 'refurbish', C: 'refurbish', D: 'recycle' } as const)[grade];
