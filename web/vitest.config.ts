import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vite.config.ts';

export default mergeConfig(
  base,
  defineConfig({
    test: {
      environment: 'jsdom',
      include: ['src/**/*.test.{ts,tsx}'],
      exclude: ['**/node_modules/**'],
      setupFiles: ['src/testing/setup.ts'],
      testTimeout: 60_000,
      env: { TZ: 'UTC' },
    },
  }),
);
