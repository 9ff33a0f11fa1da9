import { z } from 'zod';
import { ChannelKind, Done, Instant } from './basics.ts';
import { ConsentRule } from './hotline.ts';
import { route } from './route.ts';

/** `*`: every country without a rule of its own. */
export const CountryCode = z.string().regex(/^([A-Z]{2}|\*)$/);
const Minute = z.int().min(0).max(1439);
/** What holds for people of one country, told by their telephone number, while they themselves have said nothing. */
export const CountryRule = z.object({
  /** Recording of calls. tell: one party knowing is enough, callers hear it. ask: all parties agree, by key 1. never: not recorded. Null: as each number of ours says. */
  recording: ConsentRule.nullable(),
  /** What callers hear, by the voice; without words, each number's own. */
  announcement: z.object({ zh: z.string().trim().max(600), en: z.string().trim().max(600) }),
  /** How it went may be asked without a yes. */
  survey: z.boolean(),
  /** Ways on which offers may go until they say no. */
  marketing: z.array(ChannelKind).max(30),
  /** When nothing rings that is no answer; null: no such hours. */
  quietFrom: Minute.nullable(), quietTo: Minute.nullable(), timeZone: z.string().min(1).max(60),
});
export type CountryRule = z.infer<typeof CountryRule>;
export const CountryItem = CountryRule.extend({ country: CountryCode, /** Another than what the product comes with; who and when. */ changed: z.object({ by: z.string(), at: Instant }).nullable(), /** The product comes with a rule for it. */ shipped: z.boolean() });
export type CountryItem = z.infer<typeof CountryItem>;
const CountryParam = z.object({ country: CountryCode });

/** Consent by country: what the product comes with, and what administrators made of it. */
export const countries = {
  list: route({ method: 'GET', path: '/country-rules', summary: 'Consent by country', right: 'org.manage', response: z.object({ items: z.array(CountryItem) }) }),
  save: route({ method: 'PUT', path: '/country-rules/:country', summary: 'Change what holds in a country', right: 'org.manage', params: CountryParam, body: CountryRule, response: CountryItem }),
  reset: route({ method: 'DELETE', path: '/country-rules/:country', summary: 'Go back to what the product comes with', right: 'org.manage', params: CountryParam, response: Done }),
};
