import js from '@eslint/js';
import globals from 'globals';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Casts turn `unknown` into a claim. Only decoders and the constructors of branded types may claim. */
const noCasts = {
  selector: 'TSAsExpression:not([typeAnnotation.typeName.name="const"])',
  message: 'No casts outside wire/ and the brand constructors: decode or narrow instead.',
};

const unsafeMarkup = {
  selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
  message: 'Text from a cluster is never markup.',
};

export default tseslint.config(
  {
    ignores: ['dist', '.cache', 'node_modules', 'test-results', 'playwright-report', 'coverage', 'scripts/lint-canary'],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers are what this console writes into sentences.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', noCasts, unsafeMarkup],
    },
  },
  {
    // React is here alone; every function is read as its compiler would.
    files: ['src/{app,flows,pages,state,ui,widgets}/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: hooks.configs.recommended.rules,
  },
  {
    files: [
      'src/wire/**',
      'src/domain/ids.ts',
      'src/domain/time.ts',
      'src/transport/subject.ts',
      '**/*.test.{ts,tsx}',
      'src/testing/**',
      'e2e/**',
    ],
    rules: { 'no-restricted-syntax': ['error', unsafeMarkup] },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'src/testing/**', 'e2e/**'],
    rules: { 'max-lines': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // Pure: what the clock, chance, network or document says comes in as a parameter.
    files: ['src/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'navigator',
        'self',
        'globalThis',
        'fetch',
        'WebSocket',
        'setTimeout',
        'setInterval',
        'localStorage',
        'indexedDB',
        'performance',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The domain is pure: `now` is a parameter.' },
        { object: 'Math', property: 'random', message: 'The domain is pure.' },
      ],
    },
  },
  { files: ['scripts/**/*.mjs', '*.js', '*.cjs', '*.config.ts'], languageOptions: { globals: globals.node } },
  { files: ['public/**/*.js'], languageOptions: { globals: globals.browser } },
);
