import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Packages with a single door: every other file is told where the door is. */
const doors = [
  {
    name: '@vscode/webview-ui-toolkit',
    door: 'webviews/shared/toolkit.ts',
    allowTypeImports: false,
    message: 'The UI toolkit is sunset: only webviews/shared/toolkit.ts imports it, so that it can be replaced.',
  },
  {
    name: '@tensorflow/tfjs-node',
    door: 'src/engine/tensorflow.ts',
    allowTypeImports: true,
    message: 'Only src/engine/tensorflow.ts loads TensorFlow: it mends Node 24 first.',
  },
];

const inTensorRooms = ['src/engine/**', 'test/unit/engine/**', 'test/learning/**', 'bench/**'];
const inEditorRooms = ['src/host/**', 'src/extension.ts', 'test/host/**'];
const editorTests = ['test/unit/host/**'];

const tensors = { regex: '^@tensorflow/', message: 'Only src/engine knows tensors.' };
const editor = { name: 'vscode', message: 'Only src/host and src/extension.ts import vscode.' };
const nodeModules = {
  regex: '^node:',
  message: 'This room is pure: clock, files and randomness come in as arguments.',
};

/** Restrictions on imports do not add up over configurations: each room states all of its own. */
function restrictImports(files, { paths = [], patterns = [] }, ignores = []) {
  const doorPaths = doors.map(({ name, message, allowTypeImports }) => ({ name, message, allowTypeImports }));
  return {
    files,
    ignores: [...doors.map(({ door }) => door), ...ignores],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [...doorPaths, ...paths], patterns }],
    },
  };
}

const acquireApi = {
  selector: 'CallExpression[callee.name="acquireVsCodeApi"]',
  message: 'VS Code hands out its API once a page: only webviews/shared/vscodePort.ts acquires it.',
};

const literalTexts = {
  selector:
    'CallExpression:matches([callee.name="t"], [callee.object.name="l10n"][callee.property.name="t"])' +
    ' > .arguments:first-child:not(Literal, ObjectExpression)',
  message: 'A text for people is written as one literal, so that it can be collected for translation.',
};

export default defineConfig(
  globalIgnores(['dist/', 'out/', 'node_modules/', '**/.gatescope/']),
  {
    // Restrictions on imports hold for plain JavaScript too.
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      // `Promise.withResolvers<void>()` makes a promise without a value.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // noPropertyAccessFromIndexSignature asks for the brackets that this rule would take away.
      '@typescript-eslint/dot-notation': 'off',
      // Its way out, `!`, is forbidden by another rule of the same set.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // Numbers are welcome in texts; everything else is turned into text on purpose.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', acquireApi, literalTexts],
      'max-lines': ['error', { max: 320, skipBlankLines: true, skipComments: true }],
    },
  },
  restrictImports(['**/*.ts'], { paths: [editor], patterns: [tensors] }, [
    ...inTensorRooms,
    ...inEditorRooms,
    ...editorTests,
  ]),
  restrictImports(['src/contracts/**', 'src/core/**'], { paths: [editor], patterns: [tensors, nodeModules] }),
  restrictImports(['webviews/**'], { paths: [editor], patterns: [tensors, nodeModules] }),
  restrictImports(inTensorRooms, { paths: [editor] }),
  restrictImports(inEditorRooms, { patterns: [tensors] }),
  // These run in plain Node, where vscode is only known by its types.
  restrictImports(editorTests, { paths: [{ ...editor, allowTypeImports: true }], patterns: [tensors] }),
  {
    files: ['webviews/shared/vscodePort.ts'],
    rules: { 'no-restricted-syntax': ['error', literalTexts] },
  },
  {
    files: ['scripts/**', 'bench/**', 'test/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      // node:test answers a promise that nobody waits for.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] },
          ],
        },
      ],
    },
  },
);
