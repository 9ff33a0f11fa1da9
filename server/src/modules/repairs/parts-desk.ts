import { Refusal } from '../../platform/http/index.ts';
import type { Parts } from '../parts/index.ts';
import type { PartFacts, PartsDesk } from './ports.ts';

/** Parts as repairs ask for them. */
export function createPartsDesk(parts: Parts): PartsDesk {
  return {
    async parts(handle, ids) {
      const found: PartFacts[] = [];
      for (const id of new Set(ids)) {
        try { found.push(await parts.part(handle, id)); } catch (error) { if (!(error instanceof Refusal)) throw error; }
      }
      return found;
    },
    reserve: (tx, { wait, ...wanted }) => (wait ? parts.want(tx, wanted) : parts.reserve(tx, wanted)),
    reservations: (handle, what) => parts.reservationsFor(handle, what),
    use: (tx, use) => parts.use(tx, use),
    release: (tx, { reservationId, key, actor }) => parts.release(tx, reservationId, { key, ...(actor ? { actor } : {}) }),
    oldBack: (tx, old) => parts.returnOld(tx, { ...old, what: 'return' }),
  };
}
