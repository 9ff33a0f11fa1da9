import { FeelError, faultOfCondition, holds } from '../../platform/feel/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { TicketFacts } from './events.ts';

/** What a condition of a policy or a queue may ask of a ticket. */
const names = ['ticketId', 'type', 'status', 'priority', 'channel', 'language', 'customerId', 'tier', 'contract', 'region', 'ownerId', 'teamId', 'tags', 'waitsFor', 'openedAt'] as const satisfies readonly (keyof TicketFacts)[];

/** Whether a ticket meets a condition in FEEL; none is met by every ticket. What cannot be told is no. The compiled expression is kept. */
export function meets(condition: string | undefined, facts: Partial<TicketFacts> & Readonly<Record<string, unknown>>): boolean {
  if (!condition?.trim()) return true;
  try {
    return holds(condition.replace(/^\s*=/, ''), facts);
  } catch (error) {
    if (error instanceof FeelError) return false;
    throw error;
  }
}

/** @throws Refusal `invalid-input` at the condition, saying what is wrong and at which character */
export function assertCondition(condition: string | undefined, path = 'match.condition', more: readonly string[] = []): void {
  if (!condition?.replace(/^\s*=/, '').trim()) return;
  const fault = faultOfCondition(condition, [...names, ...more]);
  if (fault) throw new Refusal('invalid-input', { fields: [{ path, ...fault }] });
}
