import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

const About = z.object({ surveyId: z.int(), ticketId: z.int(), customerId: z.int(), /** Who owned the ticket when it was solved. */ ownerId: z.int().nullable(), teamId: z.int().nullable(), at: z.string() });

/** A customer was asked how it went. `channel`: the door the question went out by; null when only their screen asks (chat, portal). */
export const SurveyAsked = defineEvent('surveys.asked', 1, About.extend({ channel: z.string().nullable(), language: z.enum(['zh-CN', 'en']) }));
const Answered = About.extend({
  overall: z.int().min(1).max(5), ratings: z.object({ speed: z.int().optional(), result: z.int().optional(), professionalism: z.int().optional() }), comment: z.string(), channel: z.string(),
});
/** A customer's marks, once per solution. */
export const SurveyAnswered = defineEvent('surveys.answered', 1, Answered);
/** The marks were low: somebody should ring. */
export const CustomerUnhappy = defineEvent('surveys.customer-unhappy', 1, Answered);
