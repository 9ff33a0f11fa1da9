/// <reference types="node" />
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Leaves zod out of browser bundles: see `src/api/schemaless.ts`. For `plugins` of each app's Vite configuration. */
export function schemaless(): Plugin {
  const stand = fileURLToPath(new URL('./api/schemaless.ts', import.meta.url));
  return { name: 'aftercare-schemaless', enforce: 'pre', resolveId: (source) => (source === 'zod' ? stand : null), config: () => ({ optimizeDeps: { exclude: ['zod', '@aftercare/contract', '@aftercare/ui'] } }) };
}

/** Words by our own hook: see `src/language/use-translation.ts`. For `plugins` of each app's Vite configuration. */
export function keptWords(): Plugin {
  const stand = fileURLToPath(new URL('./language/use-translation.ts', import.meta.url));
  return { name: 'aftercare-kept-words', enforce: 'pre', resolveId: (source) => (source === 'react-i18next' ? stand : null), config: () => ({ optimizeDeps: { exclude: ['react-i18next'] } }) };
}

/** Icons that are made once: see `src/mark/plain-icon.ts`. For `plugins` of each app's Vite configuration; only what is built has them. */
export function plainIcons(): Plugin {
  const stand = fileURLToPath(new URL('./mark/plain-icon.ts', import.meta.url));
  const name = '\0aftercare-icon';
  return {
    name: 'aftercare-plain-icons', enforce: 'pre', apply: 'build',
    resolveId: { filter: { id: /\/createLucideIcon\.mjs$/ }, handler: () => name },
    load: { filter: { id: /aftercare-icon$/ }, handler: () => `export { plainIcon as default } from ${JSON.stringify(stand)};` },
  };
}

const [gz, br] = [promisify(gzip), promisify(brotliCompress)];

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
    async closeBundle() {
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|css|html|json|svg)$/.test(name));
      // All at once: the work is done by zlib's own threads.
      await Promise.all(names.map(async (name) => {
        const bytes = readFileSync(join(folder, name));
        if (bytes.length < worthBytes) return;
        const [zipped, brotli] = await Promise.all([gz(bytes, { level: quick ? 4 : 9 }), br(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quick ? 4 : 11 } })]);
        writeFileSync(join(folder, `${name}.gz`), zipped);
        writeFileSync(join(folder, `${name}.br`), brotli);
      }));
    },
  };
}

interface OfflineOptions {
  /** Path of the service worker's source; `'VERSION'` and `['FILES']` in it are filled in. */
  readonly worker: string;
  /** Files of `public/` the app needs without a line. */
  readonly kept: readonly string[];
  /** Files of the build that are kept only once they were used. */
  readonly late?: RegExp;
}
/** Writes the service worker with the list of all files of this build; its name changes with any of them. */
export function offline({ worker, kept, late }: OfflineOptions): Plugin {
  let base = '/';
  return {
    name: 'aftercare-offline', apply: 'build', enforce: 'post',
    configResolved(config) { ({ base } = config); },
    generateBundle(_, bundle) {
      const source = readFileSync(worker, 'utf8');
      const files = ['', ...Object.keys(bundle).filter((name) => name !== 'index.html' && !late?.test(name)), ...kept].map((name) => `${base}${name}`);
      const version = createHash('sha256').update(source).update(JSON.stringify(Object.values(bundle).map((part) => (part.type === 'chunk' ? part.code : part.source.toString())))).digest('hex').slice(0, 12);
      this.emitFile({ type: 'asset', fileName: 'worker.js', source: source.replace("'VERSION'", JSON.stringify(version)).replace("['FILES']", JSON.stringify(files)) });
    },
  };
}
