import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['src/**/*.cli.ts'], environment: 'node', testTimeout: 60_000, hookTimeout: 120_000, maxWorkers: 1 },
});
