import type { BatchWrite, FaultWrite, KnownFault, ModelWrite, TreeWrite, VariantWrite } from '@aftercare/contract/products';
import type { z } from 'zod';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { takeFiles } from './files.ts';
import { isPattern } from './serial.ts';
import * as store from './store.ts';
import { explainForeign } from './units.ts';

/** Faults of a tree: ends that lead nowhere, questions nobody reaches, circles without a way out. */
export function treeFaults(tree: z.infer<typeof TreeWrite>): { path: string; key: string; params: Record<string, unknown> }[] {
  const found: { path: string; key: string; params: Record<string, unknown> }[] = [];
  const next = (key: string) => { const node = tree.nodes[key]; return node === undefined ? [] : node.kind === 'question' ? node.answers.map((a) => a.to) : node.kind === 'fix' && node.notHelped ? [node.notHelped] : []; };
  if (!tree.nodes[tree.start]) found.push({ path: 'start', key: 'products.tree-nowhere', params: { to: tree.start } });
  for (const key of Object.keys(tree.nodes)) for (const to of next(key)) if (!tree.nodes[to]) found.push({ path: `nodes.${key}`, key: 'products.tree-nowhere', params: { to } });
  const reached = new Set<string>();
  const walk = (key: string): void => { if (reached.has(key) || !tree.nodes[key]) return; reached.add(key); for (const to of next(key)) walk(to); };
  walk(tree.start);
  for (const key of Object.keys(tree.nodes)) if (!reached.has(key)) found.push({ path: `nodes.${key}`, key: 'products.tree-unreached', params: { node: key } });
  // From every node some end must be reachable.
  const ends = new Set(Object.entries(tree.nodes).flatMap(([key, node]) => (node.kind === 'question' ? [] : [key])));
  for (let grew = true; grew;) {
    grew = false;
    for (const key of Object.keys(tree.nodes)) if (!ends.has(key) && next(key).some((to) => ends.has(to))) { ends.add(key); grew = true; }
  }
  for (const key of reached) if (!ends.has(key)) found.push({ path: `nodes.${key}`, key: 'products.tree-circle', params: { node: key } });
  return found;
}

/** Brands, models and what is known of them. */
export function createCatalogue({ db, files }: Pick<Platform, 'db' | 'files'>) {
  const found = async (handle: Handle, id: number) => {
    const model = await store.findModel(handle, id);
    if (!model) throw new Refusal('not-found');
    return model;
  };
  /** What others refer to stays. */
  const gone = async (deleted: Promise<number>): Promise<void> => {
    const count = await deleted.catch((error: { code?: string }) => { throw error.code === '23503' ? new Refusal('conflict', { key: 'products.in-use' }) : error; });
    if (count === 0) throw new Refusal('not-found');
  };
  const assertTree = (tree: z.infer<typeof TreeWrite>): void => {
    const faults = treeFaults(tree);
    if (faults.length > 0) throw new Refusal('invalid-input', { fields: faults });
  };
  return {
    brands: (handle: Handle = db) => store.brands(handle),
    async saveBrand(tx: Tx, brand: Parameters<typeof store.saveBrand>[1]) {
      const wrong = brand.serialRules.findIndex((r) => !isPattern(r.pattern));
      if (wrong >= 0) throw new Refusal('invalid-input', { fields: [{ path: `serialRules.${wrong}.pattern`, key: 'field.format' }] });
      return (await store.saveBrand(tx, brand)) as store.BrandRow;
    },
    models: (filter: store.ModelFilter, handle: Handle = db) => store.listModels(handle, filter),
    model: (id: number, handle: Handle = db) => store.findModel(handle, id),
    modelByKey: async (key: string, handle: Handle = db) => (await store.modelsByKey(handle, [key]))[0],
    choices: (brandIds: readonly number[], handle: Handle = db) => store.choices(handle, brandIds, 200),
    manuals: (modelId: number, handle: Handle = db) => store.manuals(handle, modelId),
    categories: (handle: Handle = db) => store.categories(handle),
    /** A model with everything known of it. @throws Refusal `not-found` */
    async modelPage(id: number, handle: Handle = db) {
      const model = await found(handle, id);
      return { ...model, variants: await store.variants(handle, id), batches: await store.batches(handle, id), manuals: await store.manuals(handle, id), faults: await store.knownFaults(handle, id), trees: await store.trees(handle, id) };
    },
    async createModel(tx: Tx, input: z.infer<typeof ModelWrite>, owner: string): Promise<number> {
      if (input.imageId) await takeFiles(tx, files, [input.imageId], owner);
      const row = await store.insertModel(tx, input).catch(explainForeign);
      if (!row) throw new Refusal('conflict', { key: 'products.model-taken' });
      return row.id;
    },
    async updateModel(tx: Tx, id: number, patch: Partial<z.infer<typeof ModelWrite>>, version: number | null, owner: string): Promise<void> {
      const before = await found(tx, id);
      if (patch.imageId && patch.imageId !== before.imageId) await takeFiles(tx, files, [patch.imageId], owner);
      const done = await store.patchModel(tx, id, patch, version).catch((error: { code?: string }) => { throw error.code === '23505' ? new Refusal('conflict', { key: 'products.model-taken' }) : error; });
      if (!done) throw new Refusal('stale-version');
    },
    async saveVariant(tx: Tx, modelId: number, variant: z.infer<typeof VariantWrite>) {
      await found(tx, modelId);
      const row = await store.saveVariant(tx, modelId, variant);
      if (!row) throw new Refusal('conflict', { key: 'products.sku-taken' });
      return row;
    },
    async saveBatch(tx: Tx, modelId: number, batch: z.infer<typeof BatchWrite>) {
      await found(tx, modelId);
      return (await store.saveBatch(tx, modelId, batch)) as store.BatchRow;
    },
    /** A batch as somebody wrote it on its form. */
    async writeBatch(tx: Tx, modelId: number, batch: z.infer<typeof BatchWrite>) {
      await found(tx, modelId);
      return (await store.writeBatch(tx, modelId, batch)) as store.BatchRow;
    },
    removeVariant: (tx: Tx, modelId: number, id: number) => gone(store.deleteVariant(tx, modelId, id)),
    removeBatch: (tx: Tx, modelId: number, id: number) => gone(store.deleteBatch(tx, modelId, id)),
    async removeFault(tx: Tx, modelId: number, id: number): Promise<void> {
      if (!(await store.isFaultOf(tx, modelId, id))) throw new Refusal('not-found');
      if ((await store.deleteFault(tx, modelId, id)) === 0) throw new Refusal('conflict', { key: 'products.in-use' });
    },
    async addManual(tx: Tx, modelId: number, manual: { title: string; language: string; kind: string; fileId: number }, owner: string) {
      await found(tx, modelId);
      await takeFiles(tx, files, [manual.fileId], owner);
      const row = await store.insertManual(tx, modelId, manual);
      return (await store.manuals(tx, modelId)).find((m) => m.id === row?.id) as store.ManualRow;
    },
    async removeManual(tx: Tx, modelId: number, id: number): Promise<void> {
      if ((await store.deleteManual(tx, modelId, id)) === 0) throw new Refusal('not-found');
    },
    knownFaults: (modelId: number, handle: Handle = db) => store.knownFaults(handle, modelId),
    knownFault: (modelId: number, key: string, handle: Handle = db) => store.findFault(handle, modelId, key),
    async saveFault(tx: Tx, modelId: number, fault: z.infer<typeof FaultWrite>): Promise<KnownFault> {
      await found(tx, modelId);
      await store.saveFault(tx, modelId, fault);
      return (await store.findFault(tx, modelId, fault.key)) as store.FaultRow;
    },
    trees: (modelId: number, handle: Handle = db) => store.trees(handle, modelId),
    async addTree(tx: Tx, modelId: number, tree: z.infer<typeof TreeWrite>) {
      await found(tx, modelId);
      assertTree(tree);
      const row = await store.insertTree(tx, modelId, tree);
      if (!row) throw new Error('the tree was not written');
      return row;
    },
    removeTree: (tx: Tx, id: number) => gone(store.deleteTree(tx, id)),
    async saveTree(tx: Tx, id: number, tree: z.infer<typeof TreeWrite>) {
      assertTree(tree);
      const row = await store.updateTree(tx, id, tree);
      if (!row) throw new Refusal('not-found');
      return row;
    },
  };
}
export type Catalogue = ReturnType<typeof createCatalogue>;
