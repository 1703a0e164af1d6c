import { defineConfig } from 'vitest/config';

/** Browser tests against the whole product: real Chromium, real Kafka, PostgreSQL and LiveKit. One file at a time. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    environment: 'node',
    include: process.env['EARSHOT_PICTURES'] === undefined ? ['**/*.e2e.ts'] : ['pictures.ts'],
    globalSetup: ['./support/product.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    reporters: ['verbose'],
  },
});
