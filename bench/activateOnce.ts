import { createRequire, registerHooks } from 'node:module';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';

/**
 * Loads and activates the built extension once in this process, beside a stand-in for `vscode` that does nothing, and
 * prints what it took as JSON. Run in a fresh process each time: a second load would find everything warm.
 */
export interface Activation {
  /** Reading, compiling and running the bundle. */
  readonly loadMilliseconds: number;
  /** From the call of `activate` until it has settled. */
  readonly activateMilliseconds: number;
  /** Files and libraries of TensorFlow that were loaded. There should be none. */
  readonly tensorflow: readonly string[];
}

const require = createRequire(import.meta.url);

/** Answers every question with something that can be called, constructed and asked further. */
function anything(): unknown {
  const answer = (): unknown => anything();
  // Only a function can be called and constructed.
  return new Proxy(
    function answerTo() {
      return undefined;
    },
    {
      // A promise of it must settle: it has no `then`.
      get: (_target, name) => (name === 'then' || typeof name === 'symbol' ? undefined : anything()),
      apply: answer,
      construct: () => anything() as object,
    },
  );
}

/** What the extension reads while it starts has to have the right kind; the rest may be anything. */
function fakeVscode(): object {
  const workspace = {
    textDocuments: [],
    workspaceFolders: undefined,
    isTrusted: true,
    getConfiguration: () => ({ get: (_name: string, fallback: unknown) => fallback }),
    findFiles: () => Promise.resolve([]),
  };
  const withRest = (known: object): object =>
    new Proxy(known, { get: (target, name) => (name in target ? (Reflect.get(target, name) as unknown) : anything()) });
  return withRest({ workspace: withRest(workspace), l10n: { bundle: undefined }, env: withRest({ language: 'en' }) });
}

function listTensorFlow(): string[] {
  // The shape of a report is part of Node's documentation, not of its types.
  const report = process.report.getReport() as unknown as { readonly sharedObjects: readonly string[] };
  return [...Object.keys(require.cache), ...report.sharedObjects].filter((path) => /tensorflow|tfjs/i.test(path));
}

async function activateOnce(): Promise<Activation> {
  const bundle = join(import.meta.dirname, '../dist/extension.cjs');
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vscode'
        ? { url: 'fake:vscode', format: 'commonjs', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url === 'fake:vscode'
        ? { format: 'commonjs', source: 'module.exports = globalThis.fakeVscode', shortCircuit: true }
        : next(url, context),
  });
  Object.assign(globalThis, { fakeVscode: fakeVscode() });
  const start = performance.now();
  // The bundle exports what src/extension.ts exports.
  const extension = require(bundle) as { activate(context: unknown): unknown };
  const loaded = performance.now();
  await extension.activate({
    subscriptions: [],
    extensionUri: anything(),
    extension: { packageJSON: { version: '0.0.0' } },
  });
  const activated = performance.now();
  return {
    loadMilliseconds: loaded - start,
    activateMilliseconds: activated - loaded,
    tensorflow: listTensorFlow(),
  };
}

if (import.meta.main) {
  process.stdout.write(JSON.stringify(await activateOnce()));
  // Timers of the extension would keep the process.
  process.exit(0);
}
