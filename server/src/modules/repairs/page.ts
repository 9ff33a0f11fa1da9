import type { Repair } from '@aftercare/contract/repairs';
import type { Handle } from '../../platform/db/index.ts';
import { filePath } from '../../platform/files/index.ts';
import type { Loose } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Sites } from '../sites/index.ts';
import { netOf } from './facts.ts';
import type { Moves } from './moves.ts';
import type { Units } from './ports.ts';
import { actsFor } from './states.ts';
import * as store from './store.ts';
import { linesOf } from './store-lines.ts';

/** A repair as screens show it. One after the other: a transaction has one line to the database. */
export function createPage(platform: Pick<Platform, 'clock' | 'files'>, org: Pick<Org, 'agents'>, sites: Pick<Sites, 'get'>, units: Units, moves: Moves) {
  const { clock, files } = platform;
  const inLanguage = (names: { zh: string; en: string }, language: string) => (language === 'en' ? names.en : names.zh);

  return async (handle: Handle, row: store.RepairRow, language: 'zh-CN' | 'en'): Promise<Loose<Repair>> => {
    const lines = await linesOf(handle, row.id);
    const facts = await moves.facts(handle, row);
    const unit = row.unitId ? await units.unit(handle, row.unitId) : undefined;
    const replacement = row.replacementId ? await units.unit(handle, row.replacementId) : undefined;
    const site = row.siteId ? await sites.get(row.siteId, handle) : undefined;
    const technician = row.technicianId ? (await org.agents(handle)).find((a) => a.id === row.technicianId) : undefined;
    const photos = [];
    for (const id of row.diagnosis?.photos ?? []) {
      const file = await files.find(id);
      if (file) photos.push({ id: file.id, name: file.name, type: file.type, size: file.size, url: filePath(file.key) });
    }
    const { currency } = await store.settings(handle);
    const steps = await store.stepsOf(handle, row.id);
    return {
      id: row.id, ticketId: row.ticketId, state: row.state, how: row.how, unit: unit ? { id: unit.id, serial: unit.serial, model: inLanguage(unit.model, language), modelId: unit.modelId } : null,
      site: site ? { id: site.id, name: site.name } : null, technician: technician ? { id: technician.id, name: technician.name } : null,
      report: row.report, diagnosis: row.diagnosis ? { ...row.diagnosis, photos } : null, owed: row.owed, remedy: row.remedy,
      lines: lines.map(({ repairId: _, ...l }) => l), quoteId: row.quoteId, currency, netMinor: netOf(lines), tests: row.tests, testedAt: row.testedAt,
      replacement: replacement ? { id: replacement.id, serial: replacement.serial } : null, failures: row.failures, handBack: row.handBack,
      openedAt: row.openedAt, confirmedAt: row.confirmedAt, dueAt: row.dueAt, finishedAt: row.finishedAt, overdue: (row.finishedAt ?? clock.now()) > row.dueAt,
      steps: steps.map((s) => ({ at: s.at, from: s.from, to: s.to, by: s.actor.name, note: s.note })), can: actsFor(facts), version: row.version,
    };
  };
}
