import type { ImportReport } from '@aftercare/contract/products';
import { type Actor, type NewEvent } from '../../platform/bus/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import { type CsvFault, type CsvRow, readCsv, readDay, readMoney, reportOf } from './csv.ts';
import { UnitRegistered } from './events.ts';
import { readSerial, serialKey } from './serial.ts';
import * as catalogue from './store.ts';
import * as store from './store-units.ts';

const unitColumns = {
  serial: ['序列号', 'sn', 'serial number'], model: ['型号', 'model number'], sku: ['规格', '货号'], batch: ['批次'], country: ['国家', '国家代码'], name: ['客户', '姓名', 'customer', 'customer name'], email: ['邮箱', 'e-mail', 'mail'], phone: ['电话', '手机'],
  producedOn: ['出厂日期', 'produced', 'production date'], purchasedOn: ['购买日期', 'purchased', 'purchase date'], activatedOn: ['激活日期', 'activated'], seller: ['销售方', '店铺', 'shop'], price: ['价格', '金额'], currency: ['币种'], note: ['备注'],
} as const;
const modelColumns = { brand: ['品牌'], model: ['型号', 'key'], nameZh: ['名称', '中文名称', 'name zh'], nameEn: ['英文名称', 'name', 'name en'], category: ['品类', '类别'], releasedOn: ['上市日期', 'released'] } as const;
const chunk = 1000;

/** Units and models from tables. What is wrong with a row is told and the others go on; a dry run writes nothing. */
export function createImports({ db, bus, clock }: Pick<Platform, 'db' | 'bus' | 'clock'>, customers: Customers) {
  interface Ready { row: CsvRow; unit: store.NewUnit; person: { name: string; email: string; phone: string } | null }

  function readRows(rows: readonly CsvRow[], known: { models: Map<string, { id: number; brandId: number }>; skus: Map<string, { id: number; modelId: number }>; rules: Map<number, catalogue.BrandRow['serialRules']> }, faults: CsvFault[]): (Ready & { batch: string | null })[] {
    const seen = new Map<string, number>();
    return rows.flatMap((row) => {
      const v = row.values;
      const before = faults.length;
      const fault = (column: string, key: string, params?: Record<string, unknown>) => void faults.push({ line: row.line, column, value: v[column] ?? '', key, ...(params ? { params } : {}) });
      const day = (column: string) => { const text = v[column] ?? ''; if (text === '') return null; const read = readDay(text); if (read === null) fault(column, 'products.import.day'); return read; };
      const key = serialKey(v['serial'] ?? '');
      const variant = v['sku'] ? known.skus.get(v['sku'].toLowerCase()) : undefined;
      const model = known.models.get((v['model'] ?? '').toLowerCase());
      if (!model) fault('model', v['model'] ? 'products.import.unknown' : 'products.import.required');
      if (v['sku'] && (!variant || variant.modelId !== model?.id)) fault('sku', 'products.import.unknown');
      const rules = model ? known.rules.get(model.brandId) ?? [] : [];
      const reading = readSerial(key, rules);
      if (key.length < 3) fault('serial', 'products.import.required');
      else if (model && reading.problem) fault('serial', `products.serial-${reading.problem}`);
      const twice = seen.get(`${model?.brandId} ${key}`);
      if (key !== '' && twice) fault('serial', 'products.import.twice', { line: twice });
      seen.set(`${model?.brandId} ${key}`, row.line);
      const country = (v['country'] || 'CN').toUpperCase();
      if (!/^[A-Z]{2}$/.test(country)) fault('country', 'products.import.country');
      const price = v['price'] ? readMoney(v['price']) : null;
      if (v['price'] && price === null) fault('price', 'products.import.money');
      if (v['email'] && !/^[^\s@]+@[^\s@]+$/.test(v['email'])) fault('email', 'products.import.email');
      const dates = { producedOn: day('producedOn') ?? reading.producedOn, purchasedOn: day('purchasedOn'), activatedOn: day('activatedOn') };
      if (faults.length > before || !model) return [];
      const person = v['email'] || v['phone'] ? { name: v['name'] || v['email'] || v['phone'] || '', email: v['email'] ?? '', phone: v['phone'] ?? '' } : null;
      return [{ row, person, batch: v['batch'] || reading.batch, unit: { serial: v['serial'] ?? '', serialKey: key, brandId: model.brandId, modelId: model.id, variantId: variant?.id ?? null, batchId: null, customerId: null, country, ...dates, seller: v['seller'] ?? '', priceMinor: price, currency: (v['currency'] || 'CNY').toUpperCase().slice(0, 3), status: 'in-use', note: v['note'] ?? '', registeredBy: 'csv', createdAt: clock.now() } }];
    });
  }

  return {
    /** Units. One that exists is brought up to date where the table says something it did not know, or left as it is. */
    async importUnits(input: { csv: string; dryRun: boolean; update: boolean }, actor: Actor, language: 'zh-CN' | 'en'): Promise<ImportReport> {
      const csv = readCsv(input.csv, unitColumns, ['serial', 'model']);
      const faults: CsvFault[] = [];
      const distinct = (column: string) => [...new Set(csv.rows.map((r) => r.values[column] ?? '').filter(Boolean))];
      const known = {
        models: new Map((await catalogue.modelsByKey(db, distinct('model'))).flatMap((m) => [m.key, m.key.replaceAll(' ', '')].map((k) => [k.toLowerCase(), m] as const))), skus: new Map((await catalogue.variantsBySku(db, distinct('sku'))).map((s) => [s.sku, s])), rules: new Map((await catalogue.brands(db)).map((b) => [b.id, b.serialRules])),
      };
      const ready = readRows(csv.rows, known, faults);
      const counts = { created: 0, changed: 0, unchanged: 0 };
      for (let from = 0; from < ready.length; from += chunk) {
        const part = ready.slice(from, from + chunk);
        await db.tx(async (tx) => {
          const there = new Map((await store.unitsByKeys(tx, part.map((p) => p.unit.serialKey))).map((u) => [`${u.brandId} ${u.serialKey}`, u]));
          const placed = part.map((p) => ({ ...p, there: there.get(`${p.unit.brandId} ${p.unit.serialKey}`) }));
          const fresh = placed.filter((p) => !p.there);
          const adds = (p: (typeof placed)[number]) => input.update && p.there !== undefined && ((p.unit.purchasedOn !== null && p.there.purchasedOn === null) || (p.person !== null && p.there.customerId === null));
          const grown = placed.filter(adds);
          counts.created += fresh.length;
          counts.changed += grown.length;
          counts.unchanged += placed.length - fresh.length - grown.length;
          if (input.dryRun) return;
          const people = [...fresh, ...grown].filter((p) => p.person);
          const found = await customers.findOrCreateMany(tx, people.map(({ person }) => ({ name: person?.name ?? '', language, addresses: [...(person?.email ? [{ kind: 'email' as const, value: person.email }] : []), ...(person?.phone ? [{ kind: 'phone' as const, value: person.phone }] : [])] })));
          const customerOf = new Map(people.map((p, i) => [p, found[i]?.id ?? null]));
          const batchIds = new Map<string, number>();
          for (const p of fresh) {
            if (!p.batch) continue;
            const key = `${p.unit.modelId} ${p.batch}`;
            if (!batchIds.has(key)) batchIds.set(key, (await catalogue.saveBatch(tx, p.unit.modelId, { key: p.batch, producedOn: p.unit.producedOn, note: '' }))?.id ?? 0);
          }
          const rows = fresh.map((p) => ({ ...p.unit, customerId: customerOf.get(p) ?? null, batchId: p.batch ? batchIds.get(`${p.unit.modelId} ${p.batch}`) ?? null : null }));
          const made = new Map((await store.insertUnits(tx, rows)).map((m) => [`${m.brandId} ${m.serialKey}`, m.id]));
          for (const p of grown) await store.patchUnit(tx, p.there?.id ?? 0, { ...(p.there?.purchasedOn === null && p.unit.purchasedOn ? { purchasedOn: p.unit.purchasedOn } : {}), ...(p.there?.customerId === null && customerOf.get(p) ? { customerId: customerOf.get(p) } : {}) });
          await bus.publishAll(tx, rows.flatMap((u): NewEvent[] => {
            const unitId = made.get(`${u.brandId} ${u.serialKey}`);
            return unitId ? [{ type: UnitRegistered, stream: `unit:${unitId}`, actor, payload: { unitId, serial: u.serial, serialKey: u.serialKey, modelId: u.modelId, customerId: u.customerId, registeredBy: 'csv' } }] : [];
          }));
        });
      }
      return reportOf(csv, { dryRun: input.dryRun, ...counts }, faults, language);
    },

    async importModels(input: { csv: string; dryRun: boolean; update: boolean }, language: 'zh-CN' | 'en'): Promise<ImportReport> {
      const csv = readCsv(input.csv, modelColumns, ['brand', 'model']);
      const faults: CsvFault[] = [];
      const counts = { created: 0, changed: 0, unchanged: 0 };
      await db.tx(async (tx) => {
        const brands = new Map((await catalogue.brands(tx)).flatMap((b) => [b.key, b.name.zh, b.name.en].map((n) => [n.toLowerCase(), b.id] as const)));
        const there = new Map((await catalogue.modelsByKey(tx, csv.rows.map((r) => r.values['model'] ?? ''))).flatMap((m) => [m.key, m.key.replaceAll(' ', '')].map((k) => [k.toLowerCase(), m] as const)));
        for (const { line, values: v } of csv.rows) {
          const key = v['model'] ?? '';
          const brandId = brands.get((v['brand'] ?? '').toLowerCase());
          const releasedOn = v['releasedOn'] ? readDay(v['releasedOn']) : null;
          if (key === '') faults.push({ line, column: 'model', value: '', key: 'products.import.required' });
          if (!brandId) faults.push({ line, column: 'brand', value: v['brand'] ?? '', key: 'products.import.unknown' });
          if (v['releasedOn'] && releasedOn === null) faults.push({ line, column: 'releasedOn', value: v['releasedOn'], key: 'products.import.day' });
          if (key === '' || !brandId || (v['releasedOn'] && releasedOn === null)) continue;
          const name = { zh: v['nameZh'] || v['nameEn'] || key, en: v['nameEn'] || v['nameZh'] || key };
          const known = there.get(key.toLowerCase());
          if (!known) {
            counts.created += 1;
            if (!input.dryRun) await catalogue.insertModel(tx, { brandId, key, name, category: v['category'] ?? '', description: { zh: '', en: '' }, imageId: null, releasedOn, discontinuedOn: null, active: true });
          } else if (input.update) {
            counts.changed += 1;
            if (!input.dryRun) await catalogue.patchModel(tx, known.id, { name, ...(v['category'] ? { category: v['category'] } : {}), ...(releasedOn ? { releasedOn } : {}) }, null);
          } else counts.unchanged += 1;
        }
      });
      return reportOf(csv, { dryRun: input.dryRun, ...counts }, faults, language);
    },
  };
}
