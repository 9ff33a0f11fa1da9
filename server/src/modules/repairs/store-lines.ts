import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export interface LineRow {
  id: number; repairId: number; kind: 'part' | 'labour' | 'other'; partId: number | null; description: string; quantity: number; minutes: number; unitMinor: number; taxRate: number;
  state: 'planned' | 'reserved' | 'waiting' | 'used' | 'dropped'; reservationId: number | null; serial: string; oldPart: 'none' | 'expected' | 'back';
}
export type NewLine = Pick<LineRow, 'kind' | 'partId' | 'description' | 'quantity' | 'minutes' | 'unitMinor' | 'taxRate' | 'oldPart'>;
const columns = sql`id, repair_id as "repairId", kind, part_id as "partId", description, quantity, minutes, unit_minor as "unitMinor", tax_rate as "taxRate", state, reservation_id as "reservationId", serial, old_part as "oldPart"`;

export const linesOf = (db: Handle, repairId: number) => db.rows<LineRow>(sql`select ${columns} from repair_line where repair_id = ${repairId} and state <> 'dropped' order by id`);
/** What is only planned is planned anew; what is kept or used stays. */
export const dropPlanned = (tx: Tx, repairId: number) => tx.run(sql`delete from repair_line where repair_id = ${repairId} and state = 'planned'`);
export const insertLines = (tx: Tx, repairId: number, lines: readonly NewLine[]) => tx.run(sql`insert into repair_line (repair_id, kind, part_id, description, quantity, minutes, unit_minor, tax_rate, old_part)
  select ${repairId}, l.kind, l."partId", l.description, l.quantity, l.minutes, l."unitMinor", l."taxRate", l."oldPart"
  from json_to_recordset(${JSON.stringify(lines)}::json) as l(kind text, "partId" bigint, description text, quantity numeric, minutes int, "unitMinor" bigint, "taxRate" int, "oldPart" text)`);
export const setLine = (tx: Tx, id: number, l: Pick<LineRow, 'state' | 'reservationId' | 'serial' | 'oldPart' | 'minutes'>) => tx.run(sql`update repair_line set state = ${l.state}, reservation_id = ${l.reservationId}, serial = ${l.serial}, old_part = ${l.oldPart}, minutes = ${l.minutes} where id = ${id}`);
