import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const gateway = process.env['EARSHOT_GATEWAY'] ?? 'http://localhost:8080';

/** Which build this is: the package's version, and the commit where there is one to be asked for. */
function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  try {
    const ask = ['describe', '--always', '--exclude=*', '--dirty=.changed', '--abbrev=7'];
    const commit = execFileSync('git', ask, { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' });
    return `${version}+${commit.trim()}`;
  } catch {
    return version;
  }
}

export default defineConfig({
  define: { __EARSHOT_VERSION__: JSON.stringify(version()) },
  base: './',
  plugins: [react(), tailwindcss()],
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 900 },
  server: {
    proxy: {
      '/api': { target: gateway, changeOrigin: true },
      '/ws': { target: gateway, ws: true, changeOrigin: true },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'], exclude: ['e2e/**'] },
});
