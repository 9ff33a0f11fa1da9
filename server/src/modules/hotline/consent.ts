/** Whether a call may be recorded, and what its caller is told before; pure. */
import type { CountryRule } from '@aftercare/contract/countries';
import type { Announcement, ConsentRule, Recording } from '@aftercare/contract/hotline';
import type { z } from 'zod';
import { phoneCountry } from '../../platform/phone/index.ts';

export interface Consent { readonly rule: Exclude<ConsentRule, 'never'>; readonly say: Announcement }

const isSilent = (say: Announcement) => !say.zh && !say.en && !say.zhFileId && !say.enFileId;
const spoken = (words: CountryRule['announcement']): Announcement => ({ ...words, zhFileId: null, enFileId: null });

/** As this number says for the caller's country, else as the company says for it, else as the number says. Null: not recorded. A number without a country is Chinese. */
export function consentFor(recording: z.infer<typeof Recording>, caller: string, here: (country: string | null) => Pick<CountryRule, 'recording' | 'announcement'>): Consent | null {
  if (!recording.calls) return null;
  const country = phoneCountry(caller, 'CN');
  const own = recording.countries.find((c) => c.country === country);
  const usual = here(country);
  const { rule, say } = own ? { rule: own.rule, say: own.consent } : { rule: usual.recording ?? recording.rule, say: spoken(usual.announcement) };
  return rule === 'never' ? null : { rule, say: isSilent(say) ? recording.consent : say };
}
