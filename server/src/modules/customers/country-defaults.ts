import { parsePhone } from '../../platform/phone/index.ts';
import type { Purpose } from './store-consent.ts';

/** What may be sent while a customer has said nothing. A starting point for each country, no legal advice; their own word always counts more. */
interface Defaults { readonly survey: boolean; /** Channels on which offers may go until they say no. */ readonly marketing: readonly string[] }
const usual: Defaults = { survey: true, marketing: [] };
const defaults: Readonly<Record<string, Defaults>> = {
  // Courts there hold a question how it went to be advertising: it needs a yes.
  DE: { survey: false, marketing: [] },
  AT: { survey: false, marketing: [] },
  // Mail may be sent until they say no; telephones and texts need a yes.
  US: { survey: true, marketing: ['mail'] },
  CA: { survey: true, marketing: [] },
  CN: { survey: true, marketing: [] },
};

/** The country of a telephone number; null where there is none. */
export const countryOf = (phone: string | null | undefined): string | null => (phone ? (parsePhone(phone)?.country ?? null) : null);
/** Service about their own matter may always be sent. */
export function allowedByDefault(country: string | null, purpose: Purpose, channel: string): boolean {
  const here = defaults[country ?? ''] ?? usual;
  return purpose === 'service' || (purpose === 'survey' ? here.survey : here.marketing.includes(channel));
}
/** What a customer of this country has agreed to without a word, for screens. */
export const defaultsOf = (country: string | null): { country: string | null; survey: boolean; marketing: readonly string[] } => ({ country, ...(defaults[country ?? ''] ?? usual) });
