import { currencyDigits, formatMoney } from '@aftercare/contract/money';
import { say } from '../../platform/i18n/index.ts';
import type { Paper, Papers } from '../../platform/papers/index.ts';
import type { LineRow, SettlementRow } from './store-money.ts';

type Language = 'zh-CN' | 'en';
const day = (at: Date, language: Language, timeZone: string) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }).format(at);
/** What opens as a formula in a spreadsheet is text here. */
const cell = (value: string | number) => {
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A settlement as a table for spreadsheets: UTF-8 with a mark, so that Excel reads the Chinese. */
export function settlementCsv(s: SettlementRow, lines: readonly LineRow[], language: Language): string {
  const amount = (minor: number) => (minor / 10 ** currencyDigits[s.currency]).toFixed(currencyDigits[s.currency]);
  const head = ['period', 'job', 'ticket', 'kind', 'work', 'product', 'serial', 'done', 'checked', 'amount', 'currency'].map((k) => say(language, `vendors.column.${k}`));
  const rows = lines.map((l) => [s.period, l.jobId, l.ticketId, say(language, `vendors.kind.${l.kind}`), l.summary, l.product, l.serial, l.doneAt.toISOString(), l.checkedAt.toISOString(), amount(l.amountMinor), s.currency]);
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** The same as a paper. */
export function settlementPdf(papers: Papers, s: SettlementRow, lines: readonly LineRow[], o: { language: Language; company: string; timeZone: string }): Promise<Uint8Array> {
  const t = (key: string, params = {}) => say(o.language, `vendors.${key}`, params);
  const money = (minor: number) => formatMoney(minor, s.currency, o.language);
  const paper: Paper = {
    size: 'A4', language: o.language, title: t('settlement', { period: s.period }), head: { company: o.company, what: t('settlement', { period: s.period }), number: `V-${s.period}-${s.id}` }, foot: o.company,
    blocks: [
      { kind: 'facts', columns: 2, items: [{ label: t('paper.vendor'), value: s.vendor.name }, { label: t('paper.period'), value: s.period }, { label: t('paper.state'), value: t(`state.${s.state}`) }, { label: t('paper.reference'), value: s.reference }] },
      {
        kind: 'table',
        columns: [{ title: t('column.job') }, { title: t('column.work'), width: 'rest' }, { title: t('column.serial') }, { title: t('column.checked') }, { title: t('column.amount'), align: 'right' }],
        rows: lines.map((l) => [`#${l.jobId}`, `${t(`kind.${l.kind}`)} · ${l.product}`, l.serial, day(l.checkedAt, o.language, o.timeZone), money(l.amountMinor)]),
      },
      { kind: 'sums', rows: [{ label: t('paper.jobs', { count: s.jobs }), value: '' }, { label: t('paper.total'), value: money(s.totalMinor), strong: true }] },
      { kind: 'signature', labels: [o.company, s.vendor.name] },
    ],
  };
  return papers.render(paper);
}
