import type { Words } from '@aftercare/contract/processes';
import { type Tx, sql } from '../../platform/db/index.ts';

/** An instance in its new version; open visits carry the new names. */
export async function saveMoved(tx: Tx, m: { id: number; version: number; data: Buffer; gone: readonly number[]; names: Readonly<Record<string, string>> }): Promise<void> {
  await tx.run(sql`update process_instance set version = ${m.version}, data = ${m.data} where id = ${m.id}`);
  await tx.run(sql`delete from process_timer where instance_id = ${m.id} and wait = any(${m.gone})`);
  await tx.run(sql`delete from process_wait where instance_id = ${m.id} and wait = any(${m.gone})`);
  await tx.run(sql`update process_visit set element = coalesce(${JSON.stringify(m.names)}::jsonb ->> element, element) where instance_id = ${m.id} and left_at is null and model = ''`);
}
export const renameTask = (tx: Tx, instanceId: number, wait: number, t: { element: string; title: Words; version: number }) => tx.run(sql`update process_task set element = ${t.element}, title = ${JSON.stringify(t.title)}::jsonb, version = ${t.version} where instance_id = ${instanceId} and wait = ${wait}`);
