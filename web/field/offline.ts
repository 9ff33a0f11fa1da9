/// <reference types="node" />
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Files of `public/` the app needs without a line. */
const kept = ['manifest.webmanifest', 'icon.svg'];

/** Writes the service worker with the list of all files of this build; its name changes with any of them. */
export function offline(): Plugin {
  const source = fileURLToPath(new URL('./src/worker.js', import.meta.url));
  return {
    name: 'aftercare-offline', apply: 'build', enforce: 'post',
    generateBundle(_, bundle) {
      const files = ['', ...Object.keys(bundle).filter((name) => name !== 'index.html'), ...kept].map((name) => `/field/${name}`);
      const version = createHash('sha256').update(JSON.stringify(Object.values(bundle).map((part) => (part.type === 'chunk' ? part.code : part.source.toString())))).digest('hex').slice(0, 12);
      this.emitFile({ type: 'asset', fileName: 'worker.js', source: readFileSync(source, 'utf8').replace("'VERSION'", JSON.stringify(version)).replace("['FILES']", JSON.stringify(files)) });
    },
  };
}
