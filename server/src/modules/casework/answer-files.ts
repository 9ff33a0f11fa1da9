import { type Principal } from '../../platform/auth/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { TaskRow } from '../processes/index.ts';
import * as store from './store.ts';

/** Numbers of the photos and signatures among the answers of a step. @throws Refusal `invalid-input` where one is none, or somebody else's */
export async function filesIn(tx: Tx, principal: Principal, form: TaskRow['form'], answers: Readonly<Record<string, unknown>>): Promise<number[]> {
  const found: number[] = [];
  for (const field of form) {
    if (field.type !== 'photo' && field.type !== 'signature') continue;
    const key = String(field.key);
    const value = answers[key];
    const ids: unknown[] = value === undefined || value === null || value === '' ? [] : Array.isArray(value) ? value : [value];
    const known = new Set(await store.ownFiles(tx, ids.filter((id): id is number => typeof id === 'number' && Number.isSafeInteger(id)), `${principal.kind}:${principal.id}`));
    if (ids.length > 20 || ids.some((id) => !known.has(id as number))) throw new Refusal('invalid-input', { fields: [{ path: `answers.${key}`, key: 'field.format' }] });
    found.push(...known);
  }
  return found;
}
