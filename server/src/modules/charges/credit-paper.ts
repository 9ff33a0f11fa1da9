import { say } from '../../platform/i18n/index.ts';
import type { Paper } from '../../platform/papers/index.ts';
import { type About, type House, bill, date, foot, lines } from './documents.ts';
import { inChineseWords } from './pricing.ts';
import type { CreditRecord } from './store-credit-notes.ts';

/** What was billed and is taken back: which invoice, why, how much. */
export function creditNotePaper(note: CreditRecord, about: About, house: House): Paper {
  const t = (key: string, params?: Record<string, unknown>) => say(note.language, `charges.paper.${key}`, params);
  const { seller, buyer } = note;
  return {
    size: 'A4', language: note.language, title: `${t('credit-note')} ${note.number}`, foot: foot({ ...house, seller }, note.language),
    head: { company: seller['name'] || house.company, lines: lines({ ...house, seller }), what: t('credit-note'), number: note.number },
    blocks: [
      { kind: 'facts', columns: 2, items: [{ label: t('buyer'), value: buyer.name }, { label: t('date'), value: date(note.issuedAt, note.language, house.timeZone) }, { label: t('address'), value: [buyer.address, [buyer.postcode, buyer.city].filter(Boolean).join(' '), buyer.country].filter(Boolean).join(', ') }, { label: t('for-invoice'), value: t('invoice-of', { number: note.invoiceNumber, date: date(note.invoiceIssuedAt, note.language, house.timeZone) }) }, { label: t('buyer-tax-id'), value: buyer.taxId }, { label: t('ticket'), value: `#${about.ticketId} ${about.subject}` }, { label: t('reason'), value: note.reason }] },
      ...bill(note),
      ...(note.language === 'zh-CN' && note.currency === 'CNY' ? [{ kind: 'text', text: t('in-words', { words: inChineseWords(note.grossMinor) }) } as const] : []),
      { kind: 'frame', blocks: [{ kind: 'text', strong: true, text: t('credit-says') }] },
      ...(note.electronic.number ? [{ kind: 'text', muted: true, text: t('electronic', { number: note.electronic.number }) } as const] : []),
    ],
  };
}
