import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** Name, tier, language, preferred channel, tags or addresses of a customer changed. */
export const CustomerChanged = defineEvent('customers.changed', 1, z.object({ customerId: z.int(), fields: z.array(z.string()) }));
/** Many customers came or changed by a file (or went again): whoever keeps something about customers counts anew. */
export const CustomersImported = defineEvent('customers.imported', 1, z.object({ runId: z.int() }));
/** Two customers turned out to be one: everything of `fromId` belongs to `intoId` from here on. */
export const CustomersJoined = defineEvent('customers.joined', 1, z.object({ fromId: z.int(), intoId: z.int(), mergeId: z.int().optional() }));
/** They were two after all: everything of `fromId` belongs to it again. */
export const JoiningUndone = defineEvent('customers.joining-undone', 1, z.object({ fromId: z.int(), intoId: z.int(), mergeId: z.int() }));
/** What holds in a country without a customer's word is another now. */
export const CountryRuleChanged = defineEvent('customers.country-rule-changed', 1, z.object({ country: z.string() }));
