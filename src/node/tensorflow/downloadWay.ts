import { t } from '@vscode/l10n';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { bindingFileOf, lastLines } from './binding.ts';
import type { Way, Work } from './way.ts';

/** Libraries that tfjs-node 4.22 downloads, below its storage, by system (its `scripts/install.js`). */
const libraries: Readonly<Record<string, string>> = {
  'linux-x64': 'tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz',
  'linux-arm64': 'tf-builds/libtensorflow_r2_7_linux_arm64.tar.gz',
  'darwin-x64': 'tensorflow/libtensorflow/libtensorflow-cpu-darwin-x86_64-2.9.1.tar.gz',
  'darwin-arm64': 'tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz',
  'win32-x64': 'tensorflow/libtensorflow/libtensorflow-cpu-windows-x86_64-2.9.1.zip',
};

/** Bindings that are built already, below the same storage. They exist for x64 only; elsewhere one is compiled. */
const bindings: Readonly<Record<string, string>> = {
  'linux-x64': 'CPU-linux-4.22.0.tar.gz',
  'darwin-x64': 'CPU-darwin-4.22.0.tar.gz',
  'win32-x64': 'CPU-windows-4.22.0.zip',
};

export interface DownloadWayOptions {
  /** `linux-x64` and the like. */
  readonly system: string;
  /** Address of the storage, ending in `/`. */
  readonly storage: string;
  readonly napiVersion: number;
}

/** tfjs-node's own storage, or the mirror of it that tfjs-node's variable names. */
export function tensorflowStorage(environment: NodeJS.ProcessEnv): string {
  const mirror = environment['TFJS_NODE_CDN_STORAGE'] ?? environment['CDN_STORAGE'] ?? '';
  return mirror === '' ? 'https://storage.googleapis.com/' : mirror.replace(/\/*$/, '/');
}

/** What tfjs-node's own install script does: libtensorflow from Google's storage, and a binding that is built already. */
export function downloadWay({ system, storage, napiVersion }: DownloadWayOptions): Way {
  const library = libraries[system];
  return {
    key: 'libtensorflow',
    title: t('download libtensorflow from {0}', new URL(storage).host),
    obstacle: library === undefined ? t('there is none for {0}', system) : null,
    async collect(folder, work) {
      if (library === undefined) return;
      await unpack(`${storage}${library}`, join(folder, 'deps'), work);
      await collectWindowsLibrary(folder, napiVersion);
      await collectBinding(folder, work);
    },
  };

  async function collectBinding(folder: string, work: Work): Promise<void> {
    const name = bindings[system];
    if (name === undefined) return;
    const unpacked = join(folder, 'binding');
    const path = `tf-builds/pre-built-binary/napi-v${String(napiVersion)}/4.22.0/${name}`;
    try {
      await unpack(`${storage}${path}`, unpacked, work);
      const found = findFile(unpacked, 'tfjs_binding.node');
      if (found === undefined) return;
      await mkdir(dirname(bindingFileOf(folder, napiVersion)), { recursive: true });
      await rename(found, bindingFileOf(folder, napiVersion));
    } catch {
      // Not every system has one: without it, the binding is compiled.
      work.signal.throwIfAborted();
    } finally {
      await rm(unpacked, { recursive: true, force: true });
    }
  }
}

/** Downloads an archive and unpacks it into `folder`. The system's `tar` reads both kinds: on Windows it is bsdtar. */
async function unpack(url: string, folder: string, work: Work): Promise<void> {
  const name = basename(url);
  const message = t('Downloading {0}', url);
  work.report({ message });
  await mkdir(folder, { recursive: true });
  const archive = join(folder, name);
  await work.machine.download(url, archive, {
    signal: work.signal,
    onFraction: (fraction) => {
      work.report({ message, fraction });
    },
  });
  const program = { command: 'tar', args: ['-xf', name], cwd: folder, timeoutMilliseconds: 300_000 };
  const result = await work.machine.run(program, work.signal);
  if (result.outcome === 'missing') throw new Error(t('the program tar is missing'));
  if (result.outcome !== 'succeeded') throw new Error(t('{0} cannot be unpacked: {1}', name, lastLines(result)));
  await rm(archive);
}

/** Windows looks for a library beside the binding, and some of the archives lack the folder `lib`. */
async function collectWindowsLibrary(folder: string, napiVersion: number): Promise<void> {
  const library = findFile(join(folder, 'deps'), 'tensorflow.dll');
  if (library === undefined) return;
  const place = join(dirname(bindingFileOf(folder, napiVersion)), 'tensorflow.dll');
  await mkdir(dirname(place), { recursive: true });
  await mkdir(join(folder, 'deps/lib'), { recursive: true });
  await rename(library, place);
}

function findFile(folder: string, name: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) => basename(path) === name);
  return found === undefined ? undefined : join(folder, found);
}
