import { fileURLToPath } from 'node:url';
import { precompressed } from '@aftercare/ui/vite.ts';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One classic script without globals of its own: foreign pages load it, so no module loading, no chunks. */
function script(entry: string, name: string, first: boolean) {
  return {
    consumer: 'client' as const,
    build: {
      outDir: here('./dist'), emptyOutDir: first, copyPublicDir: first, target: 'es2022', modulePreload: false as const, cssCodeSplit: false, sourcemap: false,
      rollupOptions: { input: { [name]: here(entry) }, output: { format: 'iife' as const, entryFileNames: '[name].js', assetFileNames: '[name][extname]' } },
    },
  };
}

/** Two scripts out of one build: the loader every page carries, and the app it fetches when somebody wants to talk. */
export default defineConfig({
  root: here('.'),
  base: '/widget/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { outDir: here('./dist') },
  plugins: [precompressed()],
  environments: { client: script('./src/app.tsx', 'app', true), loader: script('./src/loader/loader.ts', 'loader', false) },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'loader']) await builder.build(builder.environments[name]!);
    },
  },
});
