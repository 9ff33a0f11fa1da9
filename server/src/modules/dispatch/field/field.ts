import type { FieldOperation, FieldOutcome } from '@aftercare/contract/field';
import { type Principal, actorOf } from '../../../platform/auth/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import type { Org } from '../../org/index.ts';
import type { Days } from '../days.ts';
import * as store from '../store.ts';
import { fieldDay } from './day.ts';
import { type OperationParts, createOperations } from './operations.ts';

/** The technician's side: the day down, what was done up. */
export function createField({ org, days, ...parts }: OperationParts & { org: Org; days: Days }) {
  const { db, clock } = parts.platform;
  const perform = createOperations(parts);
  const own = async (principal: Principal) => {
    const row = principal.kind === 'agent' ? await store.technicianOfAgent(db, principal.id) : undefined;
    if (!row) throw new Refusal('not-allowed', { key: 'visits.not-technician' });
    return row;
  };
  return {
    /** @throws Refusal `not-allowed` for who is no technician */
    async day(principal: Principal) {
      const technician = await own(principal);
      return fieldDay(db, days, technician, await org.company(), clock.now());
    },
    /** Takes operations in their order, each once: one known already gets the answer it got before. */
    async sync(principal: Principal, operations: readonly FieldOperation[], language: 'zh-CN' | 'en'): Promise<FieldOutcome[]> {
      const technician = await own(principal);
      const actor = actorOf(principal);
      const outcomes: FieldOutcome[] = [];
      for (const operation of operations) {
        outcomes.push(await db.tx(async (tx) => {
          await store.lockTechnician(tx, technician.id);
          const [known] = await store.knownOperations(tx, [operation.id]);
          if (known) return { id: operation.id, ...(known.technicianId === technician.id ? known.outcome : { outcome: 'conflict', conflict: 'refused', detail: '' }) } as FieldOutcome;
          const outcome = await perform(tx, operation, technician, actor, language);
          await store.insertOperation(tx, { id: operation.id, technicianId: technician.id, visitId: operation.visitId, kind: operation.kind, at: new Date(operation.at), receivedAt: clock.now(), outcome });
          return { id: operation.id, ...outcome };
        }));
      }
      return outcomes;
    },
  };
}
export type Field = ReturnType<typeof createField>;
