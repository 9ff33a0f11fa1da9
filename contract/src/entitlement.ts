import { z } from 'zod';
import { Names } from './basics.ts';

export const Remedy = z.enum(['return', 'exchange', 'repair', 'replace']);
export type Remedy = z.infer<typeof Remedy>;
/** Codes stay the same; `text` says it in both languages. */
export const EntitlementReason = z.object({ code: z.string(), text: Names });
export type EntitlementReason = z.infer<typeof EntitlementReason>;
/** Where it stands: the policy or plan, its version, the rule of its table counted from 1, and the words. */
export const EntitlementClause = z.object({ source: z.enum(['policy', 'plan']), key: z.string(), name: Names, version: z.int().nullable(), rule: z.int().nullable(), text: Names });
export type EntitlementClause = z.infer<typeof EntitlementClause>;
/** A day, in the company's time zone; that day still counts. */
const Day = z.string().nullable();
export const RemedyAnswer = z.object({ owed: z.boolean(), until: Day, clause: EntitlementClause.nullable(), reason: EntitlementReason });
export type RemedyAnswer = z.infer<typeof RemedyAnswer>;

/** What a unit is owed on a day, until when, on what clause, and why not. The same answer at every door. */
export const Entitlement = z.object({
  unitId: z.int().nullable(), on: z.string(),
  /** Mending, exchange or replacement is free of charge. */
  covered: z.boolean(), until: Day, clause: EntitlementClause.nullable(),
  remedies: z.object({ return: RemedyAnswer, exchange: RemedyAnswer, repair: RemedyAnswer, replace: RemedyAnswer }),
  /** What was decisive, most important first. */
  reasons: z.array(EntitlementReason),
  exclusions: z.array(z.object({ id: z.int().nullable(), kind: z.string(), description: z.string(), excludes: z.array(Remedy), text: Names, covered: z.boolean() })),
  /** From which day the time is counted, and by what. */
  start: z.object({ day: Day, basis: z.enum(['purchase', 'activation', 'production', 'unknown']), proven: z.boolean() }),
});
export type Entitlement = z.infer<typeof Entitlement>;
