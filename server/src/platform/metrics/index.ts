export { registerHealth } from './health.ts';
export type { HealthOptions, Readiness } from './health.ts';
export { createMetrics } from './metrics.ts';
export type { Metrics, PoolCounts } from './metrics.ts';
