import { DispatchSettings, type TechnicianWrite, type TerritoryWrite } from '@aftercare/contract/dispatch';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import { DayPlanChanged } from './events.ts';
import * as store from './store.ts';
import { crosses } from './territory.ts';

function explainTechnician(error: { code?: string; constraint?: string }): never {
  if (error.code === '23503') throw new Refusal('invalid-input', { fields: [{ path: error.constraint?.includes('van') ? 'vanSiteId' : 'agentId', key: 'field.choice' }] });
  if (error.code === '23505') throw new Refusal('conflict', { key: 'visits.technician-exists' });
  throw error;
}

/** Who drives, where, and by what rules. Every change here may change any day, so boards of all days look again. */
export function createCrew({ db, bus }: Pick<Platform, 'db' | 'bus'>, org: Pick<Org, 'updateAgent'>) {
  const assertArea = ({ polygon }: TerritoryWrite) => {
    if (polygon && crosses(polygon)) throw new Refusal('invalid-input', { fields: [{ path: 'polygon', key: 'visits.polygon-crosses' }] });
  };
  const changed = (tx: Tx, actor: Actor) => bus.publish(tx, DayPlanChanged, { stream: 'day:all', payload: { day: 'all', what: 'settings' }, actor });
  const technician = async (handle: Handle, id: number) => {
    const row = (await store.technicians(handle)).find((t) => t.id === id);
    if (!row) throw new Refusal('not-found');
    return row;
  };

  return {
    settings: async (handle: Handle = db): Promise<DispatchSettings> => DispatchSettings.parse(await store.settings(handle)),
    async saveSettings(tx: Tx, settings: DispatchSettings, actor: Actor): Promise<DispatchSettings> {
      await store.saveSettings(tx, settings);
      await changed(tx, actor);
      return settings;
    },

    territories: (handle: Handle = db) => store.territories(handle),
    async createTerritory(tx: Tx, territory: TerritoryWrite, actor: Actor): Promise<store.TerritoryRow> {
      assertArea(territory);
      await changed(tx, actor);
      return (await store.insertTerritory(tx, territory))!;
    },
    /** @throws Refusal `not-found` */
    async updateTerritory(tx: Tx, id: number, territory: TerritoryWrite, actor: Actor): Promise<store.TerritoryRow> {
      assertArea(territory);
      const row = await store.saveTerritory(tx, id, territory);
      if (!row) throw new Refusal('not-found');
      await changed(tx, actor);
      return row;
    },

    /** Those whose account is not disabled, active ones first. */
    technicians: (handle: Handle = db) => store.technicians(handle),
    /** @throws Refusal `conflict` when the agent is a technician already; `invalid-input` for an unknown agent or van */
    async createTechnician(tx: Tx, input: TechnicianWrite, actor: Actor): Promise<store.TechnicianRow> {
      const row = await store.insertTechnician(tx, input).catch(explainTechnician);
      if (!row) throw new Refusal('conflict', { key: 'visits.technician-exists' });
      if (input.skills) await org.updateAgent(tx, input.agentId, { skills: input.skills }, actor);
      await changed(tx, actor);
      return technician(tx, row.id);
    },
    /** @throws Refusal `not-found`, and those of `createTechnician` */
    async updateTechnician(tx: Tx, id: number, input: TechnicianWrite, actor: Actor): Promise<store.TechnicianRow> {
      await technician(tx, id);
      await store.saveTechnician(tx, id, input).catch(explainTechnician);
      if (input.skills) await org.updateAgent(tx, input.agentId, { skills: input.skills }, actor);
      await changed(tx, actor);
      return technician(tx, id);
    },
    /** Somebody is back sooner; their visits stay with whom they went to. @throws Refusal `not-found` */
    async removeAbsence(tx: Tx, technicianId: number, id: number, actor: Actor): Promise<void> {
      if ((await store.deleteAbsence(tx, technicianId, id)) === 0) throw new Refusal('not-found');
      await changed(tx, actor);
    },
  };
}
export type Crew = ReturnType<typeof createCrew>;
