import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { keptWords, plainIcons, precompressed, schemaless } from '@aftercare/ui/vite.ts';

/** Where `npm run dev` finds a running server. */
const server = `http://127.0.0.1:${process.env.PORT ?? '3000'}`;

export default defineConfig({
  plugins: [schemaless(), keptWords(), plainIcons(), react(), precompressed()],
  build: { target: 'baseline-widely-available', sourcemap: false, chunkSizeWarningLimit: 1200 },
  server: { port: 5173, proxy: { '/api': { target: server, ws: true, changeOrigin: false }, '/portal': server, '/widget': server } },
});
