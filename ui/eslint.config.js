import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['dist', 'e2e', 'node_modules'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  { files: ['**/*.js'], ...ts.configs.disableTypeChecked },
  { files: ['**/*.{ts,tsx}'], plugins: { 'react-hooks': hooks }, rules: hooks.configs.recommended.rules },
  { files: ['**/*.tsx'], ...a11y.flatConfigs.strict },
  {
    // What scrolls must be reachable by keyboard (axe: scrollable-region-focusable).
    files: ['**/*.tsx'],
    rules: { 'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['region'], tags: [] }] },
  },
  {
    // Layers: the protocol and the clients know nothing of React, and the components nothing of the socket.
    files: [
      'src/protocol/**',
      'src/presence/**',
      'src/media/**',
      'src/voice/**',
      'src/telemetry/**',
      'src/insights/model/**',
      'src/insights/charts/option.ts',
      'src/insights/{api,export}.ts',
    ],
    ignores: ['src/voice/useVoice.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['react', 'react-dom', '**/components/**'] }] },
  },
  prettier,
);
