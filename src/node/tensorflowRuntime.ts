import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';
import { existsSync } from 'node:fs';
import { bindingFileOf, napiVersionOf, probeBinding } from './tensorflow/binding.ts';
import { downloadFile } from './tensorflow/downloadFile.ts';
import { downloadWay, tensorflowStorage } from './tensorflow/downloadWay.ts';
import { givenWay } from './tensorflow/givenWay.ts';
import type { Machine } from './tensorflow/machine.ts';
import { runProgram } from './tensorflow/runProgram.ts';
import { RuntimeCache } from './tensorflow/runtimeCache.ts';
import { readStamp, type RuntimeStamp, writeStamp } from './tensorflow/runtimeStamp.ts';
import type { RuntimeProgress, Way } from './tensorflow/way.ts';
import { wheelWay } from './tensorflow/wheelWay.ts';

export interface TensorFlowOptions {
  /** Folder of the package `@tensorflow/tfjs-node`. */
  readonly packageFolder: string;
  /** Folder with Node-API's C headers (`include` of the package `node-api-headers`). */
  readonly headersFolder: string;
  /** Folder for what is downloaded once a machine. */
  readonly cacheFolder: string;
  /** libtensorflow or a TensorFlow wheel that the person has, packed or not. It is then the only way. */
  readonly given: string | null;
  readonly report: (progress: RuntimeProgress) => void;
  readonly signal: AbortSignal;
}

export interface TensorFlowRuntime {
  /** Version that the library reports. */
  readonly version: string;
  /** `false`: it was there already. */
  readonly changed: boolean;
}

const thisMachine: Machine = {
  platform: process.platform,
  arch: process.arch,
  run: runProgram,
  download: downloadFile,
};

/**
 * Makes `@tensorflow/tfjs-node` loadable: its native library and binding are put into its folder, by the first way
 * that works. Returns at once when they are there. An attempt that ends early leaves nothing that looks finished.
 * Throws a `UserError` that names every way, why it failed, and what to do.
 */
export async function provideTensorFlow(
  options: TensorFlowOptions,
  machine: Machine = thisMachine,
): Promise<TensorFlowRuntime> {
  const system = `${machine.platform}-${machine.arch}`;
  const ways = collectWays(options, system);
  const present = await findPresent(options, machine, system);
  if (present !== undefined && isWanted(present, ways)) return { version: present.tensorflow, changed: false };

  const cache = new RuntimeCache({ ...options, machine, system });
  const failures: string[] = [];
  for (const way of [...ways.filter((each) => cache.has(each)), ...ways]) {
    try {
      const stamp = await cache.provide(way);
      return { version: stamp.tensorflow, changed: true };
    } catch (error) {
      options.signal.throwIfAborted();
      failures.push(`- ${way.title}: ${error instanceof Error ? error.message : String(error)}`);
      options.report({ message: t('This way failed: {0}', failures.at(-1)?.slice(2) ?? '') });
    }
  }
  throw new UserError(describeFailure([...new Set(failures)], options));
}

function collectWays(options: TensorFlowOptions, system: string): readonly Way[] {
  if (options.given !== null) return [givenWay(options.given)];
  const napiVersion = napiVersionOf(options.packageFolder);
  return [downloadWay({ system, storage: tensorflowStorage(process.env), napiVersion }), wheelWay(system)];
}

/** A stamp is believed. Without one, tfjs-node's own installer may have done the work: loading it tells. */
async function findPresent(
  { packageFolder, report, signal }: TensorFlowOptions,
  machine: Machine,
  system: string,
): Promise<RuntimeStamp | undefined> {
  const stamp = readStamp(packageFolder, system);
  if (stamp !== undefined) return stamp;
  const binding = bindingFileOf(packageFolder, napiVersionOf(packageFolder));
  if (!existsSync(binding)) return undefined;
  report({ message: t('Trying the TensorFlow library that is there') });
  try {
    const tensorflow = await probeBinding(binding, machine, signal);
    return await writeStamp(packageFolder, { system, tensorflow, source: 'found' });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** A path that the person gives replaces a library from elsewhere; without one, every library will do. */
function isWanted(present: RuntimeStamp, ways: readonly Way[]): boolean {
  const given = ways.find((way) => way.key.startsWith('given-'));
  return given === undefined || given.key === present.source;
}

function describeFailure(failures: readonly string[], options: TensorFlowOptions): string {
  const remedies = [
    t('Connect to the internet (behind a proxy, set HTTPS_PROXY), make sure that Python has pip, and try again.'),
    t(
      'Or get libtensorflow, or the wheel tensorflow-cpu 2.21.0, on another machine and set GATESCOPE_TENSORFLOW to the file or its unpacked folder.',
    ),
    t('A wheel also needs a C++ compiler on this machine (g++ or clang).'),
  ];
  const tried = t('TensorFlow could not be provided for {0}. This was tried:', options.packageFolder);
  return [tried, ...failures, t('What to do:'), ...remedies.map((remedy) => `- ${remedy}`)].join('\n');
}
