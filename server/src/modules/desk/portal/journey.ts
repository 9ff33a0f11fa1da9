import type { PortalTicket } from '@aftercare/contract/portal';
import type { Loose } from '../../../platform/http/index.ts';

export type JourneyStep = Loose<PortalTicket['steps'][number]>;
export interface JourneyFacts {
  readonly status: PortalTicket['status'];
  readonly openedAt: Date;
  readonly owner: string | null;
  /** Somebody took it; null when it was given an owner at once, or has none. */
  readonly takenAt: Date | null;
  readonly firstAnsweredAt: Date | null;
  readonly waitingAt: Date | null;
  readonly solvedAt: Date | null;
  readonly closedAt: Date | null;
  /** Promises still open. */
  readonly due: { readonly answer: Date | null; readonly solution: Date | null };
  /** When a solved ticket closes by itself. */
  readonly closesAt: Date | null;
  readonly asked: boolean;
  readonly ratedAt: Date | null;
}

/** The way of a ticket in the customer's words: what was, what is, what comes and by when. Exactly one step is current until all is done. */
export function journeyOf(f: JourneyFacts): JourneyStep[] {
  const finished = f.status === 'solved' || f.status === 'closed';
  const taken = f.owner !== null || f.firstAnsweredAt !== null || f.status === 'pending' || finished;
  const takenAt = f.takenAt ?? (f.owner !== null ? f.openedAt : f.firstAnsweredAt);
  const waiting = f.status === 'pending';
  const step = (key: JourneyStep['key'], state: JourneyStep['state'], rest: Partial<Pick<JourneyStep, 'at' | 'dueAt' | 'who'>> = {}): JourneyStep => ({ key, state, at: null, dueAt: null, who: null, ...rest });

  const steps = [
    step('received', 'done', { at: f.openedAt }),
    taken ? step('assigned', 'done', { at: takenAt, who: f.owner }) : step('assigned', 'current', { dueAt: f.due.answer }),
    !taken ? step('working', 'ahead', { dueAt: f.due.solution }) : step('working', finished || waiting ? 'done' : 'current', { at: f.firstAnsweredAt ?? takenAt, who: f.owner, dueAt: finished ? null : (f.firstAnsweredAt ? null : f.due.answer) ?? f.due.solution }),
  ];
  // Told only while it is so: on the way to a solution it is no station of its own.
  if (waiting) steps.push(step('waiting-for-you', 'current', { at: f.waitingAt }));
  if (!finished) steps.push(step('solved', 'ahead', { dueAt: f.due.solution }), step('closed', 'ahead'));
  else if (f.status === 'solved') steps.push(step('solved', 'current', { at: f.solvedAt, who: f.owner }), step('closed', 'ahead', { dueAt: f.closesAt }));
  else steps.push(step('solved', 'done', { at: f.solvedAt, who: f.owner }), step('closed', f.asked && f.ratedAt === null ? 'current' : 'done', { at: f.closedAt }));
  if (f.ratedAt) steps.push(step('rated', 'done', { at: f.ratedAt }));
  else if (f.asked || !finished || f.status === 'solved') steps.push(step('rated', 'ahead'));
  return steps;
}
