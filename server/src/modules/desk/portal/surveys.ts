import type { SurveyAnswer } from '@aftercare/contract/surveys';
import type { Handle, Tx } from '../../../platform/db/index.ts';

/** What the customer's side needs of surveys. */
export interface CustomerSurveys {
  /** The newest question about a ticket; undefined when it was never asked. */
  latest(ticketId: number, handle?: Handle): Promise<{ readonly askedAt: Date; readonly answeredAt: Date | null; readonly answer: SurveyAnswer | null } | undefined>;
  /** Refusals: `already-answered`, `conflict` when nothing was asked. */
  answer(tx: Tx, ticketId: number, answer: SurveyAnswer, channel: 'chat' | 'portal'): Promise<void>;
}
