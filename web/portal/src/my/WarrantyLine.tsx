import type { Warranty } from '@aftercare/contract/portal-home';
import { ShieldAlert, ShieldCheck, ShieldQuestionMark, ShieldX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { dayText, warrantyWords } from './words.ts';

const signs = { good: ShieldCheck, soon: ShieldAlert, open: ShieldQuestionMark, over: ShieldX };
const today = () => new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(Date.now());

/** What a product is owed, in one line with its sign. */
export function WarrantyLine({ warranty }: { readonly warranty: Warranty }) {
  const { t, i18n } = useTranslation();
  const { look, phrase, day } = warrantyWords(warranty, today());
  const Sign = signs[look];
  return <span className="p-warranty" data-look={look}><Sign size={16} aria-hidden="true" />{t(phrase, { day: day ? dayText(day, i18n.language) : '' })}</span>;
}
