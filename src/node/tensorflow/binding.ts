import { t } from '@vscode/l10n';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Machine, ProgramResult } from './machine.ts';

/**
 * Names of the C API's library, the one that holds it first. `_cc` is what the Python wheels call it, and comes first:
 * beside it, the plain name is a link that the loader does not look for.
 */
const libraryNames: Readonly<Partial<Record<NodeJS.Platform, readonly (readonly string[])[]>>> = {
  linux: [['libtensorflow_cc.so.2', 'libtensorflow.so.2'], ['libtensorflow_framework.so.2']],
  darwin: [['libtensorflow_cc.2.dylib', 'libtensorflow.2.dylib'], ['libtensorflow_framework.2.dylib']],
  win32: [['tensorflow.dll']],
};

const linkOptions: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['-shared', '-Wl,-rpath,$ORIGIN/../../deps/lib'],
  darwin: ['-bundle', '-undefined', 'dynamic_lookup', '-Wl,-rpath,@loader_path/../../deps/lib'],
};

/** Files of TensorFlow's C library in `folder`, or `undefined` where one of them is missing. */
export function findLibraries(folder: string, platform: NodeJS.Platform): readonly string[] | undefined {
  const found = libraryNames[platform]?.map((names) =>
    names.map((name) => join(folder, name)).find((file) => existsSync(file)),
  );
  return found?.every((file) => file !== undefined) === true ? found : undefined;
}

/** The Node-API version whose binding tfjs-node loads in this process, for example 8. */
export function napiVersionOf(packageFolder: string): number {
  // The package's own manifest, in a layout that node-pre-gyp prescribes.
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    readonly binary: { readonly napi_versions: readonly number[] };
  };
  const spoken = Number(process.versions['napi']);
  return Math.max(...manifest.binary.napi_versions.filter((version) => version <= spoken));
}

/** Where tfjs-node looks for its binding in a folder laid out like its package. */
export function bindingFileOf(folder: string, napiVersion: number): string {
  return join(folder, 'lib', `napi-v${String(napiVersion)}`, 'tfjs_binding.node');
}

/**
 * Loads a binding in a process of its own, because a library that does not fit can end the process that loads it.
 * Answers TensorFlow's version. Throws with the loader's reason.
 */
export async function probeBinding(binding: string, machine: Machine, signal: AbortSignal): Promise<string> {
  const script = 'process.stdout.write(String(require(process.argv[1]).TF_Version))';
  const result = await machine.run(
    {
      command: process.execPath,
      args: ['-e', script, binding],
      // The first makes VS Code's own program behave as plain Node, the second keeps TensorFlow's start lines quiet.
      env: { ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: '3' },
      timeoutMilliseconds: 120_000,
    },
    signal,
  );
  if (result.outcome !== 'succeeded' || result.stdout === '') {
    throw new Error(t('the library does not load: {0}', lastLines(result)));
  }
  return result.stdout;
}

export interface CompileOptions {
  /** Folder of `@tensorflow/tfjs-node`, which holds the binding's sources. */
  readonly packageFolder: string;
  /** Folder with Node-API's C headers (`node_api.h`). */
  readonly headersFolder: string;
  /** Folder with `deps/lib` and `deps/include`; the binding goes into its `lib`. */
  readonly folder: string;
  readonly napiVersion: number;
  readonly machine: Machine;
  readonly signal: AbortSignal;
}

/**
 * Compiles tfjs-node's binding, two files, against the library in `deps/lib`. Node-API is stable in its binary form,
 * so neither node-gyp nor the headers of one particular Node are needed, only a C++ compiler.
 */
export async function compileBinding(options: CompileOptions): Promise<void> {
  const { machine, signal } = options;
  const args = compilerArguments(options);
  await mkdir(dirname(bindingFileOf(options.folder, options.napiVersion)), { recursive: true });
  for (const command of [process.env['CXX'] ?? 'c++', 'g++', 'clang++']) {
    const result = await machine.run({ command, args, timeoutMilliseconds: 300_000 }, signal);
    if (result.outcome === 'succeeded') return;
    if (result.outcome !== 'missing') throw new Error(t('{0} failed: {1}', command, lastLines(result)));
  }
  throw new Error(t('no C++ compiler was found to build the binding (install g++ or clang)'));
}

function compilerArguments(options: CompileOptions): string[] {
  const { packageFolder, folder, machine } = options;
  const libraries = findLibraries(join(folder, 'deps/lib'), machine.platform);
  const linking = linkOptions[machine.platform];
  if (libraries === undefined || linking === undefined) {
    throw new Error(t('the binding cannot be built on {0}', machine.platform));
  }
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(packageFolder, 'binding', name));
  const includes = [options.headersFolder, join(folder, 'deps/include')].flatMap((path) => ['-I', path]);
  const output = ['-o', bindingFileOf(folder, options.napiVersion)];
  const define = `-DNAPI_VERSION=${String(options.napiVersion)}`;
  return ['-std=c++17', '-O2', '-fPIC', define, ...includes, ...sources, ...output, ...libraries, ...linking];
}

/** The end of what a program printed, where the reason stands, on one line. */
export function lastLines(result: ProgramResult): string {
  if (result.outcome === 'timedOut') return t('it took too long');
  const lines = `${result.stdout}\n${result.stderr}`.split('\n').map((line) => line.trim());
  const telling = lines.filter((line) => /error|denied|cannot|no space|not found/i.test(line));
  const chosen = telling.length > 0 ? telling : lines.filter((line) => line !== '');
  return chosen.slice(-2).join(' ').slice(-400);
}
