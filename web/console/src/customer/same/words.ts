import type { CustomerMerge, LikelySame } from '@aftercare/contract/customers';
import type { TFunction } from 'i18next';

type Reason = LikelySame['reasons'][number];
/** A reason as a person reads it. */
export const reasonWords = (t: TFunction, reason: Reason): string => t(`same.reason.${reason.code}`, { value: reason.value });
/** «3 tickets, 2 orders»: what moves. Tables nobody knows by name are counted together. */
export function movedWords(t: TFunction, moved: CustomerMerge['moved'], language: string): string {
  const known = ['ticket', 'conversation', 'identity', 'product_unit', 'shop_order', 'counter_item', 'customer.company_id'];
  const shown = moved.filter((m) => known.includes(m.table)).map((m) => t(`same.moved.${m.table.replace('.', '_')}`, { count: m.count }));
  return shown.length === 0 ? t('same.movedNothing') : new Intl.ListFormat(language, { type: 'conjunction' }).format(shown).replace(/和(?=\d)/u, '和 ');
}
