import type { SkillKey, TeamKey } from '../company.ts';

/**
 * What people write about one matter in one language. Words in braces are filled in: {p} product, {order}, {city}, {shop},
 * {sn} serial number, {months}, {tracking}, {amount}, {firm}.
 */
export interface Words {
  readonly subjects: readonly string[];
  /** What happened, as the customer tells it. */
  readonly told: readonly string[];
  /** First answer: questions and steps to try. */
  readonly asked: readonly string[];
  /** What came of it. */
  readonly answered: readonly string[];
  /** What solved it, said by the agent. */
  readonly solved: readonly string[];
  /** Said among ourselves. */
  readonly notes: readonly string[];
}
export interface Topic {
  readonly key: string;
  readonly type: 'inquiry' | 'usage' | 'support' | 'repair' | 'return' | 'exchange' | 'refund' | 'complaint';
  /** Keys of products; empty: any. */
  readonly products: readonly string[];
  readonly team: TeamKey;
  readonly skill: SkillKey;
  readonly weight: number;
  /** A part or a technician is needed: it takes days. */
  readonly part: boolean;
  readonly tags: readonly string[];
  readonly zh: Words;
  readonly en: Words;
}
