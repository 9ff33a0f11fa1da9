import { fileURLToPath } from 'node:url';
import { keptWords, offline, plainIcons, precompressed, schemaless } from '@aftercare/ui/vite.ts';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev` finds a running server. */
const server = `http://127.0.0.1:${process.env.PORT ?? '3000'}`;

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/portal/',
  plugins: [schemaless(), keptWords(), plainIcons(), react(), offline({ worker: fileURLToPath(new URL('./src/worker.js', import.meta.url)), kept: ['icon-192.png', 'badge-96.png'], late: /zxing|\.wasm$|ponyfill/ }), precompressed()],
  // Where the built app goes; the server looks here.
  build: { outDir: fileURLToPath(new URL('./dist', import.meta.url)), target: 'es2022', sourcemap: false },
  server: { proxy: { '/api': { target: server, ws: true }, '/widget': server } },
});
