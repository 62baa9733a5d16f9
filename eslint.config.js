import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { noDefaultExport } from './scripts/lint/bans.mjs';
import { zoneConfigs } from './scripts/lint/zones.mjs';

const configFiles = ['*.config.ts', 'eslint.config.js'];
/** Loaded by Electron itself as CommonJS, outside of every bundle and type check. */
const plainElectronFiles = [
  'scripts/electron-runtime/default-app/*.js',
  'scripts/world/import-certificate/*.js',
  'test/support/driven-app/*.js',
];

export default defineConfig(
  globalIgnores(['out/', 'dist/', '.renkei/', 'coverage/']),
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    name: 'all',
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // A port that an adapter implements is an interface, data is a type: which one it is says something.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // `() => stop()` for a call without an answer reads well and cannot be mistaken.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A number in a text is no mistake; an object is.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        // The default is the never-check, or is meant.
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      // What is spread here are key faces and words of our own, where a code point is a character.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Taking a property out of an object by naming it beside the rest; a parameter the port asks for.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', ...noDefaultExport],
    },
  },
  { name: 'configs', files: configFiles, rules: { 'no-restricted-syntax': 'off' } },
  { name: 'renderer', files: ['src-renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
  {
    name: 'scripts',
    files: ['scripts/**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly' } },
  },
  {
    name: 'tests',
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      // Test bodies and fakes are often `async` only because the port is.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    name: 'plain-electron',
    files: plainElectronFiles,
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { require: 'readonly', process: 'readonly', __dirname: 'readonly' },
    },
    // CommonJS is the only thing these are loaded as.
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  ...zoneConfigs,
);
