import boundaries from 'eslint-plugin-boundaries';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/** The floors of the house (ARCHITECTURE.md): a folder may import from its own and from lower floors only. */
const floors = [
  ['standard', 'sealing'],
  ['config', 'database', 'content', 'queue', 'http'],
  ['events', 'directory', 'identity', 'mandates'],
  ['exchange', 'checking'],
  ['notice', 'notification', 'progress', 'evidence', 'operations'],
];

const elements = [
  ...floors.flat().map((name) => ({ type: name, pattern: `src/${name}` })),
  { type: 'client', pattern: 'src/client' },
  { type: 'migrations', pattern: 'migrations' },
];

/** Floor 0 is pure: standard and sealing know nothing of each other. */
const floorRules = floors.flatMap((names, level) =>
  names.map((name) => ({
    from: { element: { type: name } },
    allow: { to: { element: { type: level === 0 ? [name] : [...floors.slice(0, level + 1).flat(), 'migrations'] } } },
  })),
);

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', '.data/**', 'node_modules/**'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX, boundaries },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ alwaysTryTypes: true })],
      'import/resolver': { typescript: { alwaysTryTypes: true } },
      'boundaries/elements': elements,
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-self-import': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
      'no-console': 'error',
    },
  },
  {
    // The composition (src/*.ts) puts all floors together; nothing on a floor imports it.
    files: ['src/*/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/(app\\.module|application|housekeeping\\.module|main|openapi)\\.js$',
              message: 'The composition imports the floors, never the other way.',
            },
          ],
        },
      ],
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: [
            ...floorRules,
            {
              from: { element: { type: 'client' } },
              allow: { to: { element: { type: ['client', 'standard', 'sealing'] } } },
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/standard/**/*.ts', 'src/sealing/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@nestjs/*', 'typeorm', 'fastify', '@fastify/*', 'bullmq', 'ioredis', 'pg'],
              message: 'Floor 0 imports no framework.',
            },
            {
              group: ['node:fs*', 'node:net', 'node:http*', 'node:child_process', 'node:process'],
              message: 'Floor 0 does no I/O.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', { name: 'process', message: 'Floor 0 reads no environment.' }],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The clock is an argument.' },
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'The clock is an argument.' },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['scripts/**', 'src/client/cli/**', 'test/setup/**'],
    rules: { 'no-console': 'off' },
  },
);
