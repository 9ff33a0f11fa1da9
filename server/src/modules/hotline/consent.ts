/** Whether a call may be recorded, and what its caller is told before; pure. */
import type { Announcement, ConsentRule, Recording } from '@aftercare/contract/hotline';
import type { z } from 'zod';
import { parsePhone } from '../../platform/phone/index.ts';

export interface Consent { readonly rule: Exclude<ConsentRule, 'never'>; readonly say: Announcement }

/** Where a caller is at home by their number; a number without a country is Chinese. */
export const countryOf = (caller: string): string | null => parsePhone(caller, 'CN')?.country ?? null;

/** By the law of the caller's country where one is set, else as the number says. Null: not recorded. */
export function consentFor(recording: z.infer<typeof Recording>, caller: string): Consent | null {
  if (!recording.calls) return null;
  const country = countryOf(caller);
  const own = recording.countries.find((c) => c.country === country);
  if (own?.rule === 'never') return null;
  const silent = !own || (!own.consent.zh && !own.consent.en && !own.consent.zhFileId && !own.consent.enFileId);
  return { rule: own?.rule === 'ask' || own?.rule === 'tell' ? own.rule : recording.rule, say: silent ? recording.consent : own.consent };
}
