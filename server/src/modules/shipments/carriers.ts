import type { Names } from '@aftercare/contract/basics';
import type { Probe } from '@aftercare/contract/orders';
import type { Carrier } from '@aftercare/contract/shipments';
import type { CarrierAccount, CarrierAdapter } from '../../integrations/carrier.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { type Loose, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import * as store from './store.ts';

interface Write { readonly name: Names; readonly enabled: boolean; readonly settings: Record<string, unknown> }

/** Carriers: settings checked by their adapter's schema, secrets apart and encrypted. */
export function createCarriers(platform: Pick<Platform, 'db' | 'secrets' | 'config'>, list: readonly CarrierAdapter[]) {
  const { db, secrets, config } = platform;
  const adapters = new Map(list.map((a) => [a.kind, a]));
  const adapterOf = (kind: string) => {
    const adapter = adapters.get(kind);
    if (!adapter) throw new Refusal('invalid-input', { fields: [{ path: 'kind', key: 'field.unknown', params: { value: kind } }] });
    return adapter;
  };
  const openBox = (row: store.CarrierRow): Record<string, unknown> => (row.secrets ? (JSON.parse(secrets.decrypt(row.secrets)) as Record<string, unknown>) : {});
  /** An empty secret keeps the old one. */
  const split = (kind: string, given: Record<string, unknown>, old: Record<string, unknown>) => {
    const { settings, secretSettings } = adapterOf(kind);
    const filled = { ...given };
    for (const name of secretSettings) if (!filled[name]) filled[name] = old[name];
    const entries = Object.entries(settings.parse(filled));
    const box = Object.fromEntries(entries.filter(([name, value]) => secretSettings.includes(name) && value));
    return { settings: Object.fromEntries(entries.filter(([name]) => !secretSettings.includes(name))), secrets: Object.keys(box).length > 0 ? secrets.encrypt(JSON.stringify(box)) : null };
  };
  const shown = (row: store.CarrierRow): Loose<Carrier> => ({ id: row.id, key: row.key, kind: row.kind, name: row.name, enabled: row.enabled, settings: row.settings, secretsSet: Object.keys(openBox(row)), eventsUrl: `${config.publicUrl}/api/v1/carriers/${row.key}/events` });

  return {
    adapterOf: (row: Pick<store.CarrierRow, 'kind'>) => adapterOf(row.kind),
    accountOf: (row: store.CarrierRow): CarrierAccount => ({ id: row.id, key: row.key, settings: { ...row.settings, ...openBox(row) } }),
    byKey: (key: string) => store.carrierByKey(db, key),
    rows: (handle: Handle = db) => store.listCarriers(handle),
    list: async () => (await store.listCarriers(db)).map(shown),
    async create(tx: Tx, input: Write & { key: string; kind: string }): Promise<Loose<Carrier>> {
      const row = await store.insertCarrier(tx, { ...input, ...split(input.kind, input.settings, {}) });
      if (!row) throw new Refusal('conflict', { fields: [{ path: 'key', key: 'shipments.key-taken' }] });
      return shown(row);
    },
    /** Asks the carrier itself; where nobody can be asked, people do the work. */
    async test(id: number): Promise<Probe> {
      const row = await store.findCarrier(db, id);
      if (!row) throw new Refusal('not-found');
      const adapter = adapterOf(row.kind);
      if (!adapter.check) return { ok: true, steps: [{ key: 'hands', ok: true, detail: '' }] };
      const said = await adapter.check({ id, key: row.key, settings: { ...row.settings, ...openBox(row) } }).then(() => null, (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 300));
      const eventsUrl = `${config.publicUrl}/api/v1/carriers/${row.key}/events`;
      const steps: Probe['steps'] = [{ key: 'reach', ok: said === null, detail: said ?? '' }, { key: 'address', ok: eventsUrl.startsWith('https://'), detail: eventsUrl }];
      return { ok: steps.every((s) => s.ok), steps };
    },
    async update(tx: Tx, id: number, patch: Partial<Write>): Promise<Loose<Carrier>> {
      const row = await store.findCarrier(tx, id);
      if (!row) throw new Refusal('not-found');
      const saved = await store.saveCarrier(tx, id, { name: patch.name ?? row.name, enabled: patch.enabled ?? row.enabled, ...split(row.kind, patch.settings ?? row.settings, openBox(row)) });
      if (!saved) throw new Refusal('not-found');
      return shown(saved);
    },
  };
}
export type Carriers = ReturnType<typeof createCarriers>;
