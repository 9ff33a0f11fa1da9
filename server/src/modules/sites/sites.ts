import type { SiteKind, SiteWrite } from '@aftercare/contract/sites';
import { type Principal, reachOf } from '../../platform/auth/index.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { SiteChanged } from './events.ts';
import * as store from './store.ts';

export type SiteRow = store.SiteRow;

/** What a broken rule of the database means to whoever wrote the site. */
function refusalFor(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === '23505' && constraint === 'site_key') throw new Refusal('conflict', { key: 'sites.key-taken' });
  if (code === '23505' && constraint === 'site_driver') throw new Refusal('conflict', { key: 'sites.driver-taken' });
  if (code === '23503') throw new Refusal('invalid-input', { fields: [{ path: { site_calendar_id_fkey: 'calendarId', site_agent_id_fkey: 'agentId' }[constraint ?? ''] ?? 'homeId', key: 'field.choice' }] });
  if (code === '23514') throw new Refusal('invalid-input', { fields: [{ path: 'homeId', key: 'field.choice' }] });
  throw error;
}

/** Shops, service centres, depots, warehouses and vans. */
export function createSites(platform: Pick<Platform, 'db' | 'bus'>) {
  const { db, bus } = platform;
  const load = async (handle: Handle, id: number) => {
    const row = await store.findSite(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const changed = (tx: Tx, siteId: number, actor: Actor) => bus.publish(tx, SiteChanged, { stream: `site:${siteId}`, payload: { siteId }, actor });
  /** Sites whose rows a caller may touch; null means all. Others have those they work at or drive, those named by a role, and those of its regions. */
  const allowed = async (handle: Handle, principal: Principal): Promise<readonly number[] | null> => {
    if (principal.scope === 'all') return null;
    const named = reachOf(principal);
    const own = principal.kind === 'agent' ? await store.sitesOfAgent(handle, principal.id) : [];
    const inRegions = await store.sitesIn(handle, named.flatMap((r) => r.regions));
    return [...new Set([...own, ...inRegions].map((s) => s.id).concat(named.flatMap((r) => r.sites)))];
  };

  return {
    list: (filter: { kind?: SiteKind | undefined; active?: boolean | undefined; ids?: readonly number[] | null } = {}, handle: Handle = db) => store.listSites(handle, filter),
    get: (id: number, handle: Handle = db) => store.findSite(handle, id),
    byKey: (key: string, handle: Handle = db) => store.findByKey(handle, key),
    /** The van an agent drives; undefined without one. */
    vanOf: (agentId: number, handle: Handle = db) => store.vanOf(handle, agentId),
    /** @throws Refusal `not-found` */
    load,
    allowed,
    /** Refusal `not-found` where the caller has no business at this site. */
    async assertAllowed(handle: Handle, principal: Principal, siteId: number): Promise<void> {
      const ids = await allowed(handle, principal);
      if (ids && !ids.includes(siteId)) throw new Refusal('not-found');
    },
    /** @throws Refusal `conflict` when the key or the driver is taken; `invalid-input` for unknown calendar, driver or home */
    async create(tx: Tx, input: SiteWrite, actor: Actor): Promise<SiteRow> {
      const row = await store.insertSite(tx, input).catch(refusalFor);
      if (!row) throw new Error('the site was not written');
      await store.setStaff(tx, row.id, input.staff);
      await changed(tx, row.id, actor);
      return load(tx, row.id);
    },
    /** @throws as `create`, and `not-found` */
    async update(tx: Tx, id: number, input: SiteWrite, actor: Actor): Promise<SiteRow> {
      if ((await store.saveSite(tx, id, input).catch(refusalFor)) === 0) throw new Refusal('not-found');
      await store.setStaff(tx, id, input.staff);
      await changed(tx, id, actor);
      return load(tx, id);
    },
  };
}
export type Sites = ReturnType<typeof createSites>;
