import { fileURLToPath } from 'node:url';
import { schemaless } from '@aftercare/ui/vite.ts';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.AFTERCARE_SERVER ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/portal/',
  plugins: [schemaless(), react()],
  build: { target: 'es2022', sourcemap: false },
  server: { proxy: { '/api': { target: server, ws: true }, '/widget': server } },
});
