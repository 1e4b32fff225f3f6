import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['src/**/*.bench.ts'], environment: 'node', testTimeout: 120_000, maxWorkers: 1 },
});
