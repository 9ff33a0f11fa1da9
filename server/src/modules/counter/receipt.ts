import { say } from '../../platform/i18n/index.ts';
import type { Block, Paper } from '../../platform/papers/index.ts';
import type { SiteRow } from '../sites/index.ts';
import type { ItemRow } from './store-items.ts';

export interface ReceiptInput { readonly item: ItemRow; readonly site: SiteRow; readonly company: string; readonly timeZone: string; readonly customerUrl: string; readonly language: 'zh-CN' | 'en'; readonly contact: string }

/** What the customer takes away: the till's roll, or A5 with room for signatures. */
export function receiptOf(form: '80mm' | 'a5', { item, site, company, timeZone, customerUrl, language, contact }: ReceiptInput): Paper {
  const t = (key: string, params = {}) => say(language, `counter.receipt.${key}`, params);
  const name = language === 'zh-CN' ? site.name.zh : site.name.en;
  const when = (at: Date) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
  const narrow = form === '80mm';
  const marks = item.condition.filter((c) => c.state !== 'fine').map((c) => `${c.area} · ${say(language, `counter.condition.${c.state}`)}${c.note ? ` · ${c.note}` : ''}`);
  const condition: Block[] = [{ kind: 'heading', level: 3, text: t('condition') }, marks.length > 0 ? { kind: 'list', items: marks } : { kind: 'text', text: t('unmarked') }];
  const accessories: Block[] = item.accessories.length > 0 ? [{ kind: 'heading', level: 3, text: t('accessories') }, { kind: 'checklist', items: item.accessories.map((a) => ({ text: a.name, done: a.there })) }] : [];
  const facts: Block = {
    kind: 'facts', columns: narrow ? 1 : 2,
    items: [
      { label: t('ticket'), value: `#${item.ticketId}` }, { label: t('received'), value: when(item.receivedAt) }, { label: t('customer'), value: item.customer }, { label: t('contact'), value: contact }, { label: t('product'), value: item.product },
      { label: t('serial'), value: item.serial }, { label: t('seal'), value: item.seal }, { label: t('promised'), value: item.promisedAt ? when(item.promisedAt) : '' }, { label: t('by'), value: item.receivedBy ?? '' },
    ],
  };
  const qr: Block = { kind: 'qr', text: customerUrl, caption: t('scan'), side: narrow ? 130 : 96, align: narrow ? 'center' : 'left' };
  return {
    size: narrow ? 'receipt-80mm' : 'A5', language, title: `${t('title')} ${item.code}`, head: { company, lines: [name, site.address, site.phone], what: t('title'), number: item.code }, foot: `${company} · ${name}`,
    blocks: [
      facts, { kind: 'frame', blocks: [{ kind: 'text', text: t('fault'), muted: true }, { kind: 'text', text: item.fault, strong: true }] }, ...condition, ...accessories,
      ...(narrow ? [{ kind: 'line' } as const, qr] : [{ kind: 'columns', columns: [[qr], [{ kind: 'text', text: t('keep'), muted: true }]], widths: ['fit', 'rest'] } as const, { kind: 'signature', labels: [t('signCustomer'), t('signClerk')] } as const]),
      ...(narrow ? [{ kind: 'text', text: t('keep'), muted: true, align: 'center', size: 8 } as const] : []),
    ],
  };
}
