import type { ImportReport } from '@aftercare/contract/products';
import type { OrderWrite } from '@aftercare/contract/orders';
import type { Actor } from '../../platform/bus/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type CsvFault, type CsvRow, readCsv, readDay, readMoney, reportOf } from '../products/index.ts';
import type { Orders } from './orders.ts';

const columns = {
  number: ['订单号', 'order', 'order number', 'order no'], orderedOn: ['下单日期', '日期', 'date', 'order date'], status: ['状态'], name: ['客户', '姓名', '收货人', 'customer'], email: ['邮箱', 'e-mail', 'mail'], phone: ['电话', '手机'], country: ['国家'], address: ['地址'],
  sku: ['货号', 'SKU', '型号', 'model'], title: ['商品', '名称', 'article', 'product'], quantity: ['数量', 'qty'], price: ['单价', '价格'], serials: ['序列号', 'serial', 'sn'], currency: ['币种'], carrier: ['快递公司'], tracking: ['快递单号', '运单号'], invoice: ['发票号', 'invoice number'],
} as const;
const statuses: Readonly<Record<string, OrderWrite['status']>> = { 待付款: 'placed', 已付款: 'paid', 已发货: 'shipped', 已签收: 'delivered', 已完成: 'delivered', 已取消: 'cancelled', 已退款: 'refunded', placed: 'placed', paid: 'paid', shipped: 'shipped', delivered: 'delivered', cancelled: 'cancelled', refunded: 'refunded' };

/** Orders from a table with one line per article; lines of one number are one order. An order with a faulty line is left out whole. */
export function createOrderImport({ db, clock }: Pick<Platform, 'db' | 'clock'>, orders: Orders) {
  function orderOf(lines: readonly CsvRow[], faults: CsvFault[]): OrderWrite | null {
    const before = faults.length;
    const [head] = lines;
    if (!head) return null;
    const fault = (row: CsvRow, column: string, key: string) => void faults.push({ line: row.line, column, value: row.values[column] ?? '', key });
    const v = head.values;
    const day = readDay(v['orderedOn'] ?? '');
    if (!day) fault(head, 'orderedOn', 'products.import.day');
    const status = statuses[v['status'] || 'paid'];
    if (!status) fault(head, 'status', 'products.import.unknown');
    if (!v['name']) fault(head, 'name', 'products.import.required');
    if (v['email'] && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(v['email'])) fault(head, 'email', 'products.import.email');
    const country = (v['country'] || 'CN').toUpperCase();
    if (!/^[A-Z]{2}$/.test(country)) fault(head, 'country', 'products.import.country');
    const items = lines.map((row) => {
      const price = readMoney(row.values['price'] || '0');
      if (price === null) fault(row, 'price', 'products.import.money');
      const quantity = Number(row.values['quantity'] || '1');
      if (!Number.isInteger(quantity) || quantity < 1) fault(row, 'quantity', 'field.invalid');
      if (!row.values['sku'] && !row.values['title']) fault(row, 'title', 'products.import.required');
      return { sku: row.values['sku'] ?? '', title: row.values['title'] || row.values['sku'] || '—', quantity, returned: 0, priceMinor: price ?? 0, serials: (row.values['serials'] ?? '').split(/[\s|、，,;；]+/).filter((s) => s.length >= 3) };
    });
    if (faults.length > before || !day || !status) return null;
    return {
      externalId: v['number'] ?? '', number: v['number'] ?? '', status, currency: (v['currency'] || 'CNY').toUpperCase(), totalMinor: items.reduce((sum, i) => sum + i.priceMinor * i.quantity, 0), taxMinor: 0, shippingMinor: 0, orderedAt: `${day}T04:00:00.000Z`, changedAt: clock.now().toISOString(), deliveredAt: null,
      country, address: v['address'] ?? '', carrier: v['carrier'] ?? '', tracking: v['tracking'] ?? '', customer: { name: v['name'] ?? '', ...(v['email'] ? { email: v['email'] } : {}), ...(v['phone'] ? { phone: v['phone'] } : {}) }, lines: items,
      invoices: v['invoice'] ? [{ number: v['invoice'], url: '', issuedOn: null, totalMinor: null }] : [], note: '',
    };
  }
  return async (shopKey: string, input: { csv: string; dryRun: boolean }, actor: Actor, language: 'zh-CN' | 'en'): Promise<ImportReport> => {
    const csv = readCsv(input.csv, columns, ['number', 'orderedOn', 'name']);
    const faults: CsvFault[] = [];
    for (const row of csv.rows) if (!row.values['number']) faults.push({ line: row.line, column: 'number', value: '', key: 'products.import.required' });
    const groups = Map.groupBy(csv.rows.filter((r) => r.values['number']), (r) => r.values['number'] ?? '');
    const ready = [...groups.values()].flatMap((lines) => { const order = orderOf(lines, faults); return order ? [{ order, line: lines[0]?.line ?? 0 }] : []; });
    const counts = { created: 0, changed: 0, unchanged: 0 };
    for (let from = 0; from < ready.length; from += 200) {
      const part = ready.slice(from, from + 200);
      const undone = Symbol('undone');
      // A dry run does everything and takes it back: it answers exactly what would happen.
      await db.tx(async (tx) => {
        const shop = await orders.shopFor(tx, shopKey);
        const taken = await orders.take(tx, shop, part.map((p) => p.order), actor, language);
        for (const [i, t] of taken.entries()) {
          counts[t.outcome] += 1;
          for (const r of t.refusedSerials) faults.push({ line: part[i]?.line ?? 0, column: 'serials', value: r.serial, key: 'orders.serial-refused', params: { reason: r.reason } });
        }
        if (input.dryRun) throw undone;
      }).catch((error: unknown) => { if (error !== undone) throw error; });
    }
    return reportOf(csv, { dryRun: input.dryRun, ...counts }, faults, language);
  };
}
