import type { FieldDay, FieldJob } from '@aftercare/contract/field';
import type { Handle } from '../../../platform/db/index.ts';
import type { Loose } from '../../../platform/http/index.ts';
import { clockOfDay, dayAfter, dayAt } from '../clock-of-day.ts';
import { walk } from '../day/walk.ts';
import type { Days, House } from '../days.ts';
import * as store from '../store.ts';
import { type VisitRow, doneAt, historyOf } from '../store-visits.ts';

/** Today and tomorrow of a technician, with all that is needed where there is no line. */
export async function fieldDay(handle: Handle, days: Days, technician: store.TechnicianRow, company: { name: string }, now: Date): Promise<Loose<FieldDay>> {
  const house = await days.house(handle);
  const today = dayAt(now, house.timeZone);
  const jobs: { day: string; row: VisitRow; drive: number | null }[] = [];
  for (const day of [today, dayAfter(today, 1)]) jobs.push(...(await jobsOf(handle, days, house, technician.id, day)));
  const ids = jobs.map(({ row }) => row.id);
  const [done, history, units] = [await doneAt(handle, ids), await historyOf(handle, ids), await store.unitsOf(handle, jobs.map(({ row }) => row.ticketId))];
  const van = house.vans.filter((p) => p.siteId === technician.vanSiteId);
  const nameOf = (partId: number) => van.find((p) => p.partId === partId)?.name.zh ?? `#${partId}`;
  return {
    technician: { id: technician.id, name: technician.name, homeName: technician.homeName, homeLat: technician.homeLat, homeLon: technician.homeLon }, timeZone: house.timeZone, today, at: now, company: company.name,
    van: van.map(({ siteId: _, ...part }) => part),
    jobs: jobs.map(({ day, row, drive }): Loose<FieldJob> => {
      const { photos, used } = done.find((d) => d.visitId === row.id) ?? { photos: 0, used: [] };
      const unit = units.find((u) => u.id === row.ticketId);
      return {
        id: row.id, ticketId: row.ticketId, day, title: row.title, fault: row.fault, customerName: row.customerName, contactName: row.contactName, phone: row.phone, address: row.address, lat: row.lat, lon: row.lon, minutes: row.minutes, priority: row.priority,
        state: row.state, windowFrom: row.windowFrom, windowTo: row.windowTo, startsAt: row.startsAt, locked: row.locked, published: row.publishedAt !== null, drive, onTheWayAt: row.onTheWayAt, etaAt: row.etaAt, arrivedAt: row.arrivedAt, finishedAt: row.finishedAt,
        version: row.version, unit: { product: unit?.product ?? '', serial: unit?.serial ?? '' },
        parts: row.parts.map((p) => ({ ...p, inVan: van.find((v) => v.partId === p.partId)?.available ?? 0 })), used: used.map((u) => ({ ...u, name: row.parts.find((p) => p.partId === u.partId)?.name || nameOf(u.partId) })),
        checklist: row.checklist, checked: row.checked, photos, signedBy: row.signedBy, note: row.note, reason: row.reason,
        history: history.filter((h) => h.of === row.id).map(({ at, title, note }) => ({ at, title, note })),
      };
    }),
  };
}

async function jobsOf(handle: Handle, days: Days, house: House, technicianId: number, day: string) {
  const loaded = await days.read(handle, day, house);
  const route = walk(loaded.facts, loaded.travel).routes.find((r) => r.technician.id === technicianId);
  const at = clockOfDay(day, house.timeZone);
  return loaded.visits.filter((row) => row.technicianId === technicianId && row.startsAt !== null && row.startsAt >= at.starts && row.startsAt < at.ends).map((row) => {
    const stop = route?.stops.find((s) => s.visit.id === row.id);
    return { day, row, drive: stop ? Math.round(stop.drives / 60) : null };
  });
}
