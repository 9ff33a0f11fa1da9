import type { Handle } from '../../platform/db/index.ts';
import type { Units } from './ports.ts';

interface Line { readonly unitId: number | null; readonly product: string; readonly ticketSerial: string; readonly dueAt: Date }
type Shown<L extends Line> = Omit<L, 'unitId' | 'product' | 'ticketSerial'> & { model: string; serial: string; overdue: boolean };

/** A page of a bench: each line with the unit it is about, or what its ticket says of it. The units are read in one look. */
export async function benchLines<L extends Line>(handle: Handle, units: Units, lines: readonly L[], o: { readonly language: 'zh-CN' | 'en'; readonly now: Date }): Promise<Shown<L>[]> {
  const known = await units.units(handle, lines.flatMap((l) => (l.unitId === null ? [] : [l.unitId])));
  return lines.map(({ unitId, product, ticketSerial, ...line }) => {
    const unit = unitId === null ? undefined : known.get(unitId);
    return { ...line, model: unit ? (o.language === 'en' ? unit.model.en : unit.model.zh) : product, serial: unit?.serial ?? ticketSerial, overdue: line.dueAt < o.now };
  });
}
