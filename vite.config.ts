import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Relative, so that the files work under any path.
  base: './',
  plugins: [react(), tailwindcss()],
  define: {
    __BUILD__: JSON.stringify(process.env['CONCLAVE_BUILD'] ?? 'local'),
  },
  // `es`: the worker loads its chunks by import(), which needs only script-src 'self'.
  worker: {
    format: 'es',
    rolldownOptions: { output: { entryFileNames: 'assets/engine-[name]-[hash].js' } },
  },
  build: {
    target: 'es2023',
    manifest: true,
    // Inlined assets would be data: URLs, which the policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: at('./index.html'), wall: at('./wall.html'), embed: at('./embed.html') },
    },
  },
});
