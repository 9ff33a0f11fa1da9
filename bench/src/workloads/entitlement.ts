import { join } from 'node:path';
import { createApp } from '../../../server/src/app.ts';
import { loadConfig } from '../../../server/src/platform/config/index.ts';
import { silentLog } from '../../../server/src/platform/log/index.ts';
import type { Bench } from '../harness.ts';
import { load, quantile } from '../load.ts';
import type { Line } from '../report.ts';

const units = 200_000;

/** What a unit is owed, out of 200,000 units with failures and exclusions: the decision itself from the database, and through the API. */
export async function entitlement(bench: Bench, seconds: number): Promise<Line[]> {
  const config = loadConfig({}, { AFTERCARE_DATA: join(bench.dataDir, 'bench'), DATABASE_URL: bench.databaseUrl, PUBLIC_URL: bench.base, PORT: '0', SMTP_PORT: '0' });
  const app = await createApp({ config, databaseUrl: bench.databaseUrl, log: silentLog, roles: [] });
  const { products } = app.afterSales;
  const { db } = app.platform;
  try {
    const first = await db.tx(async (tx) => {
      await products.policies.seed(tx);
      const brand = await products.saveBrand(tx, { key: 'bench', name: { zh: '测', en: 'Bench' }, serialRules: [], active: true });
      return products.createModel(tx, { brandId: brand.id, key: 'BENCH', name: { zh: '测', en: 'Bench' }, category: 'robot-vacuum', description: { zh: '', en: '' }, imageId: null, releasedOn: null, discontinuedOn: null, active: true }, 'agent:0');
    });
    await bench.db.query(`insert into product_unit (serial, serial_key, brand_id, model_id, country, produced_on, purchased_on, registered_by)
      select 'BENCH' || n, 'BENCH' || n, m.brand_id, m.id, (array['CN', 'DE', 'GB', 'US'])[1 + n % 4], date '2023-01-01' + n % 900, date '2023-02-01' + n % 1200, 'api' from generate_series(1, ${units}) n, product_model m where m.id = ${first}`);
    await bench.db.query(`insert into unit_fault (unit_id, reference, fault_key, happened_on) select id, 'bench:' || id, 'x', purchased_on + 30 from product_unit where model_id = ${first} and id % 5 = 0`);
    await bench.db.query(`insert into unit_exclusion (unit_id, kind, description, recorded_by, recorded_at) select id, 'human-damage', 'x', '{}', now() from product_unit where model_id = ${first} and id % 20 = 0`);
    await bench.db.query('vacuum analyze product_unit, unit_fault, unit_exclusion');
    const ids = (await bench.db.query<{ id: string }>(`select id from product_unit where model_id = ${first} order by md5(id::text) limit 3000`)).rows.map((r) => Number(r.id));
    const on = new Date();
    for (const unitId of ids.slice(0, 100)) await products.entitlement(db, { unitId, on });
    const times: number[] = [];
    // In turn with it, the least a driver can do: one look at the unit by its key, and nothing decided.
    const bare: number[] = [];
    for (const unitId of ids) {
      const asked = performance.now();
      await bench.db.query({ name: 'bare-unit', text: 'select * from product_unit where id = $1', values: [unitId] });
      bare.push(performance.now() - asked);
      const begun = performance.now(); await products.entitlement(db, { unitId, on, partCategory: unitId % 3 === 0 ? 'motor' : null }); times.push(performance.now() - begun);
    }
    const through = await load({ url: bench.base, paths: ids.map((id) => `/api/v1/units/${id}/entitlement`), headers: { authorization: `Bearer ${bench.key}` }, clients: 4, seconds: Math.min(seconds, 5) });
    return [
      { workload: 'entitlement: decision', figure: 'p95', value: quantile(times, 0.95), unit: 'ms', limit: quantile(bare, 0.95), target: '< 5 ms', ok: quantile(times, 0.95) < 5, note: `median ${quantile(times, 0.5).toFixed(2)} ms of bare ${quantile(bare, 0.5).toFixed(2)} ms, ${units} units` },
      { workload: 'entitlement: API', figure: 'answers', value: through.perSecond, unit: '/s', target: 'no errors', ok: through.errors === 0, note: `p95 ${through.p95.toFixed(1)} ms with 4 callers` },
    ];
  } finally { await app.stop(); }
}
