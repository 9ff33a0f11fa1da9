import type { Platform } from '../../platform/module/index.ts';
import type { Definitions } from './definitions.ts';
import * as store from './store-insight.ts';

const monthMs = 30 * 86_400_000;

/** How often and how long each step of a diagram was visited; the last thirty days unless told. */
export async function heatOf({ work, clock }: Pick<Platform, 'work' | 'clock'>, definitions: Definitions, { key, version, from, to }: { key: string; version?: number | undefined; from?: string | undefined; to?: string | undefined }) {
  const now = clock.now();
  const until = to ? new Date(to) : now;
  const span = { key, version: version ?? null, from: from ? new Date(from) : new Date(until.getTime() - monthMs), to: until, now };
  return {
    key, version: version ?? (await definitions.liveVersion(work, key)), from: span.from, to: until,
    instances: await store.instancesIn(work, span), elements: await store.heat(work, span), flows: await store.flowsTaken(work, span),
  };
}
