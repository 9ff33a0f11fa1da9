import type { FieldOperation, FieldOutcome } from '@aftercare/contract/field';
import type { Actor } from '../../../platform/bus/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { say } from '../../../platform/i18n/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Course } from '../course.ts';
import type { TechnicianRow } from '../store.ts';
import { type VisitRow, findVisit, insertPhoto, insertUsedPart, lockVisit, setChecked } from '../store-visits.ts';
import type { Vans } from '../vans.ts';
import type { Visits } from '../visits.ts';

type Outcome = Pick<FieldOutcome, 'outcome' | 'conflict' | 'detail'>;
const applied: Outcome = { outcome: 'applied', conflict: null, detail: '' };

export interface OperationParts { readonly platform: Platform; readonly visits: Visits; readonly course: Course; readonly vans: Vans | null }

/** Does one thing a technician did while away, or says why it cannot be taken. */
export function createOperations({ platform, visits, course, vans }: OperationParts) {
  const { files, clock } = platform;

  /** Makes an upload of this technician part of the visit. @throws Refusal `not-found` for anybody else's */
  async function claim(tx: Tx, fileId: number, actor: Actor): Promise<void> {
    const file = await files.find(fileId);
    if (!file) throw new Refusal('not-found');
    await files.claim(tx, [file.key], `${actor.kind}:${actor.id}`);
  }

  async function take(tx: Tx, operation: FieldOperation, row: VisitRow, technician: TechnicianRow, actor: Actor): Promise<void> {
    // A device's clock may run ahead; nothing happens in the future.
    const at = new Date(Math.min(new Date(operation.at).getTime(), clock.now().getTime()));
    switch (operation.kind) {
      case 'on-the-way': await course.onTheWay(tx, row, at, operation.eta === null ? null : new Date(operation.eta), actor); return;
      case 'arrived': await course.arrived(tx, row, at, actor); return;
      case 'done': await course.done(tx, row, at, actor); return;
      case 'failed': await course.failed(tx, row, at, operation.reason, actor); return;
      case 'check': await setChecked(tx, row.id, operation.key, operation.checked); return;
      case 'note': await visits.change(tx, row, { note: operation.text }); return;
      case 'photo':
        await claim(tx, operation.fileId, actor);
        await insertPhoto(tx, { visitId: row.id, fileId: operation.fileId, caption: operation.caption, at });
        return;
      case 'signature':
        await claim(tx, operation.fileId, actor);
        await visits.change(tx, row, { signatureFileId: operation.fileId, signedBy: operation.name || row.contactName });
        return;
      case 'part':
        if (technician.vanSiteId === null || !vans) throw new Refusal('no-stock');
        await vans.use(tx, { partId: operation.partId, siteId: technician.vanSiteId, quantity: operation.quantity, serials: operation.serials, for: `visit:${row.id}`, ticketId: row.ticketId, key: `field:${operation.id}`, actor });
        await insertUsedPart(tx, { visitId: row.id, partId: operation.partId, quantity: operation.quantity, serials: operation.serials, at, operation: operation.id });
    }
  }

  /** What stands in the way before anything is tried; null when nothing does. */
  function obstacle(operation: FieldOperation, row: VisitRow | undefined, technician: TechnicianRow): NonNullable<FieldOutcome['conflict']> | null {
    if (!row) return 'gone';
    if (row.state === 'cancelled') return 'cancelled';
    if (row.technicianId !== technician.id) return 'moved';
    const course = operation.kind === 'on-the-way' || operation.kind === 'arrived' || operation.kind === 'done' || operation.kind === 'failed';
    return course && (row.state === 'done' || row.state === 'failed') ? 'finished' : null;
  }

  /** In a transaction of its own: one operation that cannot be taken must not hold up the others. */
  return async (tx: Tx, operation: FieldOperation, technician: TechnicianRow, actor: Actor, language: 'zh-CN' | 'en'): Promise<Outcome> => {
    await lockVisit(tx, operation.visitId);
    const row = await findVisit(tx, operation.visitId);
    const blocked = obstacle(operation, row, technician);
    const no = (conflict: NonNullable<FieldOutcome['conflict']>, detail = ''): Outcome => ({ outcome: 'conflict', conflict, detail: detail || say(language, `visits.field.${conflict}`, { technician: row?.technicianName ?? '' }) });
    if (blocked || !row) return no(blocked ?? 'gone');
    try {
      await take(tx, operation, row, technician, actor);
      return applied;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'no-stock') return no('no-stock');
      if (error.code === 'transition-not-allowed') return no('order');
      if (error.code === 'not-found' && (operation.kind === 'photo' || operation.kind === 'signature')) return no('file');
      return no('refused', say(language, error.detail.key ?? `problem.${error.code}`, error.detail.params));
    }
  };
}
