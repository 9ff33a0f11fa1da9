import type { PartWrite } from '@aftercare/contract/parts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import * as store from './store-parts.ts';

const refusalFor = (error: unknown): never => {
  const { code, constraint = '' } = error as { code?: string; constraint?: string };
  if (code === '23505') throw new Refusal('conflict', { key: 'parts.number-taken' });
  if (code === '23503') throw new Refusal('invalid-input', { fields: [{ path: constraint.includes('supersedes') ? 'supersedesId' : 'modelIds', key: 'field.choice' }] });
  if (code === '23514') throw new Refusal('invalid-input', { fields: [{ path: 'supersedesId', key: 'parts.supersedes-circle' }] });
  throw error;
};

/** Kinds of spare parts: numbers, names, prices, what they fit and replace. */
export function createCatalogue() {
  const load = async (handle: Handle, id: number): Promise<store.PartRow> => {
    const row = await store.findPart(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  return {
    /** @throws Refusal `not-found` */
    part: load,
    byNumber: (handle: Handle, number: string) => store.findByNumber(handle, number),
    successorOf: (handle: Handle, id: number) => store.findSuccessor(handle, id),
    listParts: store.listParts,
    /** @throws Refusal `conflict` when the number is taken; `invalid-input` for an unknown model or superseded part */
    async createPart(tx: Tx, part: PartWrite): Promise<store.PartRow> {
      const made = await store.insertPart(tx, part).catch(refusalFor);
      await store.setModels(tx, made?.id ?? 0, part.modelIds).catch(refusalFor);
      return load(tx, made?.id ?? 0);
    },
    /** @throws as `createPart`; `invalid-input` for a circle of replacements; `conflict` for another currency while there is stock */
    async updatePart(tx: Tx, id: number, part: PartWrite): Promise<store.PartRow> {
      const before = await load(tx, id);
      if (part.supersedesId !== null && (await store.wouldCircle(tx, id, part.supersedesId))) throw new Refusal('invalid-input', { fields: [{ path: 'supersedesId', key: 'parts.supersedes-circle' }] });
      if (before.currency !== part.currency && (await store.hasStock(tx, id))) throw new Refusal('conflict', { key: 'parts.in-use' });
      await store.savePart(tx, id, part).catch(refusalFor);
      await store.setModels(tx, id, part.modelIds).catch(refusalFor);
      return load(tx, id);
    },
  };
}
