import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const week = { mon: [['09:00', '18:00']], tue: [['09:00', '18:00']], wed: [], thu: [], fri: [], sat: [], sun: [] };
const json = (value: unknown) => JSON.stringify(value);

/** What a row must hold to make sense, where the catalogue does not tell. `other` are rows beside the planted ones; `mark` says whose it is. */
export function values(mark: string, other: { customer: number; site: number; ticket: number }): Readonly<Record<string, Record<string, unknown>>> {
  const named = { zh: `${mark} name`, en: `${mark} name` };
  const line = json([]);
  const money = { currency: 'CNY', lines: line, taxes: line, net_minor: 100, tax_minor: 0, gross_minor: 100, language: 'zh-CN' };
  const nothing = json({ channels: [], tiers: [], types: [], priorities: [], products: [], tags: [], languages: [] });
  const party = json({ name: `${mark} party`, address: `${mark} road`, taxId: '' });
  return {
    agent: { roles: ['viewer'] },
    customer: { joined_into: null, company_id: null },
    ticket: { type: 'inquiry', channel: 'mail', product: `${mark} product`, serial: `${mark} serial`, tags: [`${mark} tag`], preview: `${mark} preview` },
    ticket_link: { to_id: other.ticket }, ticket_merge: { into_id: other.ticket, conversations: [], notes: [] }, hotline_party: { number: '' }, ticket_change: { fields: json([{ field: 'subject', from: `${mark} from`, to: `${mark} to` }]) },
    casework_binding: { ticket_type: 'inquiry', process_key: 'kingfisher' },
    customer_merge: { from_id: other.customer, proof: 'person', before: '{}', after: '{}' }, customer_proposal: { a_id: other.customer, reasons: '[]' },
    channel_account: { kind: 'webhook', enabled: false }, file: { key: 'a'.repeat(40), type: 'image/png' }, message: { direction: 'in', delivery: 'received' },
    sla_policy: { match: nothing, targets: '{}' }, queue: { match: nothing }, sla_ledger: { kind: 'started', target_seconds: 3600 }, stock: { on_hand: 10, reserved: 5, in_transit: 5 }, goods_stock: { grade: 'A', ready: 1, refurbishing: 1 }, goods_item: { grade: 'A', state: 'ready' }, saved_view: { filter: '{}', sort: 'updated' },
    calendar: { time_zone: 'Asia/Shanghai', hours: json(week) }, country_rule: { country: 'FR', rule: '{}' },
    skill: { key: 'other', name: json({ zh: '别的', en: 'Other' }) }, territory: { name: json({ zh: '城东', en: 'East' }), regions: [] }, technician_absence: { reason: '' }, technician: { shift: json(week), home_lat: 31, home_lon: 121, home_name: '', phone: '' }, visit: { minutes: 60 }, plan_run: { state: 'ready' },
    counter_service: { letter: 'K', name: json(named) }, counter_item: { holder: 'site', bound_for_id: null },
    quote: { ...money, version: 1, state: 'sent', sent_at: '2026-03-02T02:00:00Z' },
    invoice: { ...money, number: `${mark} 1`, series: 'K', place: 1, seller: party, buyer: party, paid_minor: 100, electronic: '{}' },
    credit_note: { ...money, number: `${mark} 2`, series: 'K', place: 1, seller: party, buyer: party, electronic: '{}' },
    part_transfer: { to_id: other.site }, repair_line: { kind: 'labour', part_id: null, reservation_id: null },
    repair: { report: json({ text: `${mark} report`, faultKey: '', guided: [], photos: [] }), quote_id: null, replacement_id: null, technician_id: null }, return_order: { refund_minor: null },
    vendor_job: { state: 'accepted', done_at: '2026-03-02T02:00:00Z', checked_at: '2026-03-02T02:00:00Z', queue: [], customer: json({ name: `${mark} customer`, phone: '', address: '' }) }, vendor_settlement: { period: '2026-03', currency: 'CNY' },
    process_definition: { key: 'kingfisher', kind: 'bpmn', title: json(named), live: null }, process_version: { key: 'kingfisher', version: 1, xml: readFileSync(join(import.meta.dirname, '../../../processes/inquiry.bpmn'), 'utf8') }, process_draft: { key: 'kingfisher' },
    process_instance: { key: 'kingfisher', version: 1, state: 'completed', data: null }, process_task: { key: 'kingfisher', version: 1, words: json({ standard: null, script: null, checklist: [], form: [], customer: null }) }, process_simulation: { key: 'kingfisher' },
    hotline_number: { menu: json({ start: 'a', nodes: [] }), line: '{}', recording: json({ mode: 'tell', consent: { zhFileId: null, enFileId: null }, countries: [] }) },
  };
}
