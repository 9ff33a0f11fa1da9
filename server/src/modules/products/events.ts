import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

const About = z.object({ unitId: z.int(), serial: z.string(), serialKey: z.string(), modelId: z.int(), customerId: z.int().nullable() });
/** A unit is known from now on. */
export const UnitRegistered = defineEvent('products.unit-registered', 1, About.extend({ registeredBy: z.string() }));
/** Owner, dates, state or variant changed. */
export const UnitChanged = defineEvent('products.unit-changed', 1, About.extend({ fields: z.array(z.string()) }));
export const ProofSubmitted = defineEvent('products.proof-submitted', 1, z.object({ proofId: z.int(), unitId: z.int(), customerId: z.int().nullable(), kind: z.string(), at: z.string() }));
/** `byRule`: nobody had to look. */
export const ProofDecided = defineEvent('products.proof-decided', 1, z.object({ proofId: z.int(), unitId: z.int(), customerId: z.int().nullable(), accepted: z.boolean(), byRule: z.boolean(), purchasedOn: z.string(), at: z.string() }));
export const ExclusionRecorded = defineEvent('products.exclusion-recorded', 1, z.object({ exclusionId: z.int(), unitId: z.int(), ticketId: z.int().nullable(), kind: z.string(), withdrawn: z.boolean(), at: z.string() }));
export const PlanSold = defineEvent('products.plan-sold', 1, z.object({ unitId: z.int(), planKey: z.string(), soldOn: z.string() }));
export const PolicyPublished = defineEvent('products.policy-published', 1, z.object({ policyId: z.int(), key: z.string(), version: z.int(), at: z.string() }));
