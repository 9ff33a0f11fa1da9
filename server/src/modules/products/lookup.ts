import type { Handle } from '../../platform/db/index.ts';
import { modelsByKey, variantsBySku } from './store.ts';

export interface Sold { readonly modelId: number; readonly variantId: number | null }
/** What goods are by their SKU, or by the model number where a shop uses that; keys in small letters. */
export async function skuLookup(handle: Handle, skus: readonly string[]): Promise<Map<string, Sold>> {
  const known = new Map<string, Sold>();
  for (const m of await modelsByKey(handle, skus)) for (const key of [m.key, m.key.replaceAll(' ', '')]) known.set(key.toLowerCase(), { modelId: m.id, variantId: null });
  for (const v of await variantsBySku(handle, skus)) known.set(v.sku, { modelId: v.modelId, variantId: v.id });
  return known;
}
