import type { SerialCheck } from '@aftercare/contract/products';
import type { Handle } from '../../platform/db/index.ts';
import { readSerial, ruleLike, serialKey } from './serial.ts';
import { brands, modelsByKey } from './store.ts';
import { findBySerial, type UnitRow } from './store-units.ts';

export interface Identified {
  /** As numbers are compared. */
  readonly key: string;
  readonly units: readonly UnitRow[];
  /** `wrong-check`: of a form we know, but a character is mistyped; `check` says how the last one is found. */
  readonly problem: 'wrong-form' | 'wrong-check' | null;
  readonly check: SerialCheck;
  /** How numbers look, in the brand's own words. */
  readonly note: string;
  /** Brands it may be of, and the model where the number says so. */
  readonly brandIds: readonly number[];
  readonly modelId: number | null;
}

/** What a number as people write it says by itself, and which units have it. Brands without rules take any number. */
export async function identify(handle: Handle, serial: string): Promise<Identified> {
  const key = serialKey(serial);
  const units = key.length < 3 ? [] : await findBySerial(handle, key);
  const active = (await brands(handle)).filter((b) => b.active);
  const ruled = active.filter((b) => b.serialRules.length > 0);
  const readings = ruled.map((brand) => ({ brand, reading: readSerial(key, brand.serialRules) }));
  const fits = readings.find((r) => r.reading.problem === null);
  const about = { key, units, check: 'none' as SerialCheck, note: '', modelId: null };
  if (fits) return { ...about, problem: null, brandIds: [fits.brand.id], modelId: fits.reading.model ? (await modelsByKey(handle, [fits.reading.model]))[0]?.id ?? null : null };
  const near = readings.find((r) => r.reading.problem === 'wrong-check');
  if (near) {
    const rule = ruleLike(key, near.brand.serialRules);
    return { ...about, problem: 'wrong-check', check: rule?.check ?? 'none', note: rule?.note ?? '', brandIds: [near.brand.id] };
  }
  const free = active.filter((b) => b.serialRules.length === 0).map((b) => b.id);
  if (free.length > 0 && key.length >= 3) return { ...about, problem: null, brandIds: free };
  return { ...about, problem: 'wrong-form', note: [...new Set(ruled.flatMap((b) => b.serialRules.map((r) => r.note)).filter(Boolean))].slice(0, 3).join(' · '), brandIds: [] };
}
