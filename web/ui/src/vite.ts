/// <reference types="node" />
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Leaves zod out of browser bundles: see `src/api/schemaless.ts`. For `plugins` of each app's Vite configuration. */
export function schemaless(): Plugin {
  const stand = fileURLToPath(new URL('./api/schemaless.ts', import.meta.url));
  return { name: 'aftercare-schemaless', enforce: 'pre', resolveId: (source) => (source === 'zod' ? stand : null), config: () => ({ optimizeDeps: { exclude: ['zod', '@aftercare/contract', '@aftercare/ui'] } }) };
}

/** Below this a compressed copy saves less than a packet. */
const worthBytes = 1024;

/** Lays a `.gz` and a `.br` beside every text file of the build: the server sends those instead of compressing for each visitor. */
export function precompressed(): Plugin {
  let folder = '';
  let quick = false;
  return {
    name: 'aftercare-precompressed', apply: 'build',
    configResolved(config) { folder = resolve(config.root, config.build.outDir); },
    buildStart() { quick = this.meta.watchMode; },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|json|svg)$/.test(name)) continue;
        const bytes = readFileSync(join(folder, name));
        if (bytes.length < worthBytes) continue;
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: quick ? 4 : 9 }));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quick ? 4 : 11 } }));
      }
    },
  };
}
