import type { PortalReturn, ReturnOrder } from '@aftercare/contract/returns';
import type { Handle } from '../../platform/db/index.ts';
import { filePath } from '../../platform/files/index.ts';
import type { Loose } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Units } from '../repairs/index.ts';
import type { Shipments } from '../shipments/index.ts';
import type { Returns } from './returns.ts';
import { actsFor } from './states.ts';
import type { ReturnRow } from './store.ts';

/** A return as screens show it: ours, and the customer's. */
export function createPage({ clock, files }: Pick<Platform, 'clock' | 'files'>, units: Pick<Units, 'unit'>, shipments: Pick<Shipments, 'ofTicket'>, returns: Pick<Returns, 'facts'>) {
  return {
    async ours(handle: Handle, row: ReturnRow, language: 'zh-CN' | 'en'): Promise<Loose<ReturnOrder>> {
      const unit = row.unitId ? await units.unit(handle, row.unitId) : undefined;
      const fresh = row.newUnitId ? await units.unit(handle, row.newUnitId) : undefined;
      const photos = [];
      for (const id of row.inspection?.photos ?? []) {
        const file = await files.find(id);
        if (file) photos.push({ id: file.id, name: file.name, type: file.type, size: file.size, url: filePath(file.key) });
      }
      const { siteId: _s, refundedAt: _r, unitId: _u, newUnitId: _n, grade, inspection, ...rest } = row;
      return {
        ...rest, unit: unit ? { id: unit.id, serial: unit.serial, model: language === 'en' ? unit.model.en : unit.model.zh } : null,
        inspection: inspection && grade ? { grade, checks: inspection.checks, note: inspection.note, photos, at: inspection.at, by: inspection.by } : null,
        newUnit: fresh ? { id: fresh.id, serial: fresh.serial } : null, overdue: (row.finishedAt ?? clock.now()) > row.dueAt,
        shipments: await shipments.ofTicket(row.ticketId, {}, handle), can: actsFor(returns.facts(row)),
      };
    },
    async theirs(handle: Handle, row: ReturnRow): Promise<Loose<PortalReturn>> {
      const parcels = await shipments.ofTicket(row.ticketId, { signed: true }, handle);
      const there = parcels.findLast((p) => p.direction === 'to-us' && p.state !== 'cancelled' && p.state !== 'refused');
      const back = parcels.findLast((p) => p.direction === 'to-customer' && p.state !== 'cancelled' && p.state !== 'refused');
      return {
        kind: row.kind, state: row.state, eligible: row.eligible, why: row.why, refundMinor: row.refundMinor, currency: row.currency, dueAt: row.dueAt,
        label: there?.label ?? null, trackingNumber: there?.trackingNumber ?? null, trackingUrl: there?.trackingUrl ?? null, manual: there?.carrier?.manual ?? false, sendTo: there ? [there.to.name, there.to.address, there.to.phone].filter(Boolean).join('\n') : null, scans: there?.scans ?? [],
        back: back ? { trackingNumber: back.trackingNumber, trackingUrl: back.trackingUrl, scans: back.scans } : null,
      };
    },
  };
}
export type ReturnPage = ReturnType<typeof createPage>;
