/// <reference types="node" />
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Leaves zod out of browser bundles: see `src/api/schemaless.ts`. For `plugins` of each app's Vite configuration. */
export function schemaless(): Plugin {
  const stand = fileURLToPath(new URL('./api/schemaless.ts', import.meta.url));
  return { name: 'aftercare-schemaless', enforce: 'pre', resolveId: (source) => (source === 'zod' ? stand : null), config: () => ({ optimizeDeps: { exclude: ['zod', '@aftercare/contract', '@aftercare/ui'] } }) };
}
