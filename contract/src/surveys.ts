import { z } from 'zod';
import { Instant } from './basics.ts';

const Star = z.int().min(1).max(5);
export const SurveyAnswer = z.object({
  /** Five-point marks: how fast, was it solved, did we know our trade, all in all. */
  speed: Star.optional(), result: Star.optional(), professionalism: Star.optional(), overall: Star, comment: z.string().max(4000).default(''),
});
export type SurveyAnswer = z.infer<typeof SurveyAnswer>;
export const Survey = z.object({
  id: z.int(), ticketId: z.int(), askedAt: Instant, answeredAt: Instant.nullable(),
  answer: SurveyAnswer.nullable(),
});
export type Survey = z.infer<typeof Survey>;
