import type { Currency } from '@aftercare/contract/money';
import { say } from '../../platform/i18n/index.ts';
import type { Block, Paper } from '../../platform/papers/index.ts';
import { count, moneyText, percent } from './money-text.ts';
import { inChineseWords, type PricedLine } from './pricing.ts';
import type { InvoiceRecord } from './store-invoices.ts';
import type { QuoteRecord } from './store-quotes.ts';

export interface House { readonly company: string; readonly timeZone: string; readonly seller: Record<string, string> }
export interface About { readonly customer: string; readonly subject: string; readonly ticketId: number }
interface Sums { readonly lines: readonly PricedLine[]; readonly taxes: readonly { rate: number; netMinor: number; taxMinor: number }[]; readonly netMinor: number; readonly taxMinor: number; readonly grossMinor: number; readonly currency: Currency; readonly language: 'zh-CN' | 'en' }

/** Lines and sums, the same on quote and invoice. */
export function bill(s: Sums): Block[] {
  const t = (key: string, params?: Record<string, unknown>) => say(s.language, `charges.paper.${key}`, params);
  const money = (minor: number) => moneyText(minor, s.currency, s.language);
  return [
    {
      kind: 'table',
      columns: [{ title: t('item'), width: 'rest' }, { title: t('quantity'), align: 'right' }, { title: t('unit'), align: 'right' }, { title: t('tax'), align: 'right' }, { title: t('net'), align: 'right' }],
      rows: s.lines.map((l) => [l.description, count(l.quantity), money(l.unitMinor), percent(l.taxRate), money(l.netMinor)]),
    },
    { kind: 'sums', rows: [{ label: t('sum-net'), value: money(s.netMinor) }, ...s.taxes.map((tax) => ({ label: t('sum-tax', { rate: percent(tax.rate), net: money(tax.netMinor) }), value: money(tax.taxMinor) })), { label: t('sum-gross'), value: money(s.grossMinor), strong: true }] },
  ];
}
export const lines = (house: House) => {
  const s = house.seller;
  return [[s['address'], [s['postcode'], s['city']].filter(Boolean).join(' ')].filter(Boolean).join(', '), [s['phone'], s['email']].filter(Boolean).join(' · ')].filter(Boolean);
};
export const date = (at: Date | string, language: string, timeZone: string) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(new Date(at));
export const foot = (house: House, language: string) => [house.seller['name'] || house.company, house.seller['taxId'] ? say(language, 'charges.paper.tax-id', { id: house.seller['taxId'] }) : ''].filter(Boolean).join(' · ');

export function quotePaper(quote: QuoteRecord, about: About, house: House, url: string | null): Paper {
  const t = (key: string, params?: Record<string, unknown>) => say(quote.language, `charges.paper.${key}`, params);
  return {
    size: 'A4', language: quote.language, title: `${t('quote')} ${quote.number}`, foot: foot(house, quote.language),
    head: { company: house.seller['name'] || house.company, lines: lines(house), what: t('quote'), number: quote.number },
    blocks: [
      { kind: 'facts', columns: 2, items: [{ label: t('customer'), value: about.customer }, { label: t('date'), value: date(quote.sentAt ?? quote.createdAt, quote.language, house.timeZone) }, { label: t('ticket'), value: `#${about.ticketId} ${about.subject}` }, { label: t('valid-until'), value: quote.validUntil ? date(quote.validUntil, quote.language, house.timeZone) : '' }] },
      ...bill(quote),
      ...(quote.note ? [{ kind: 'text', text: quote.note } as const] : []),
      ...(quote.state === 'approved' && quote.answeredAt ? [{ kind: 'frame', blocks: [{ kind: 'text', strong: true, text: t('approved', { by: quote.answeredBy ?? '', date: date(quote.answeredAt, quote.language, house.timeZone) }) }] } as const] : []),
      ...(quote.state === 'sent' && url ? [{ kind: 'qr', text: url, caption: t('answer-here') } as const] : []),
    ],
  };
}

export function invoicePaper(invoice: InvoiceRecord, about: About, house: House): Paper {
  const t = (key: string, params?: Record<string, unknown>) => say(invoice.language, `charges.paper.${key}`, params);
  const money = (minor: number) => moneyText(minor, invoice.currency, invoice.language);
  const open = invoice.openMinor;
  const { seller, buyer } = invoice;
  const link = invoice.payments.find((p) => p.state === 'pending' && p.url)?.url;
  return {
    size: 'A4', language: invoice.language, title: `${t('invoice')} ${invoice.number}`, foot: foot({ ...house, seller }, invoice.language),
    head: { company: seller['name'] || house.company, lines: lines({ ...house, seller }), what: t('invoice'), number: invoice.number },
    blocks: [
      { kind: 'facts', columns: 2, items: [{ label: t('buyer'), value: buyer.name }, { label: t('date'), value: date(invoice.issuedAt, invoice.language, house.timeZone) }, { label: t('address'), value: [buyer.address, [buyer.postcode, buyer.city].filter(Boolean).join(' '), buyer.country].filter(Boolean).join(', ') }, { label: t('due'), value: date(`${invoice.dueOn}T12:00:00Z`, invoice.language, 'UTC') }, { label: t('buyer-tax-id'), value: buyer.taxId }, { label: t('ticket'), value: `#${about.ticketId} ${about.subject}` }] },
      ...bill(invoice),
      ...(invoice.language === 'zh-CN' && invoice.currency === 'CNY' ? [{ kind: 'text', text: t('in-words', { words: inChineseWords(invoice.grossMinor) }) } as const] : []),
      { kind: 'frame', blocks: [
        { kind: 'text', strong: true, text: open > 0 ? t('to-pay', { amount: money(open), date: date(`${invoice.dueOn}T12:00:00Z`, invoice.language, 'UTC') }) : t(invoice.creditedMinor === invoice.grossMinor ? 'credited-all' : 'paid') },
        ...invoice.creditNotes.map((c) => ({ kind: 'text', text: t('credited-by', { number: c.number, amount: money(c.grossMinor) }) }) as const),
        { kind: 'facts', items: open > 0 ? [{ label: t('account-name'), value: seller['account'] ? (seller['name'] ?? '') : '' }, { label: t('bank'), value: seller['bank'] ?? '' }, { label: t('account'), value: seller['account'] ?? '' }] : [] },
      ] },
      ...(invoice.electronic.number ? [{ kind: 'text', muted: true, text: t('electronic', { number: invoice.electronic.number }) } as const] : []),
      ...(open > 0 && link ? [{ kind: 'qr', text: link, caption: t('pay-here') } as const] : []),
    ],
  };
}
