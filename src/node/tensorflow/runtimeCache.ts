import { t } from '@vscode/l10n';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isProcessAlive } from '../isProcessAlive.ts';
import { bindingFileOf, compileBinding, napiVersionOf, probeBinding } from './binding.ts';
import { linkTree } from './linkTree.ts';
import type { Machine } from './machine.ts';
import { readStamp, type RuntimeStamp, writeStamp } from './runtimeStamp.ts';
import type { RuntimeProgress, Way, Work } from './way.ts';

export interface RuntimeCacheOptions {
  readonly packageFolder: string;
  readonly headersFolder: string;
  readonly cacheFolder: string;
  readonly system: string;
  readonly machine: Machine;
  readonly report: (progress: RuntimeProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Finished runtimes, one folder a way, each laid out like the package (`deps/lib`, `lib`) so that its files can be
 * linked in there. A folder is made beside its place and moved to it when it is finished and was loaded once.
 */
export class RuntimeCache {
  readonly #options: RuntimeCacheOptions;
  readonly #root: string;

  constructor(options: RuntimeCacheOptions) {
    this.#options = options;
    this.#root = join(options.cacheFolder, 'tensorflow');
  }

  /** Whether the result of `way` is there, so that nothing has to be downloaded. */
  has(way: Way): boolean {
    return readStamp(this.#folderOf(way), this.#options.system) !== undefined;
  }

  /** Puts the result of `way` into the package. Throws with a reason for people. */
  async provide(way: Way): Promise<RuntimeStamp> {
    if (way.obstacle !== null) throw new Error(way.obstacle);
    if (!(await this.#holdsLoadable(way))) await this.#make(way);
    return this.#install(this.#folderOf(way));
  }

  #folderOf(way: Way): string {
    // The binding depends on the package's version.
    const manifest = JSON.parse(readFileSync(join(this.#options.packageFolder, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    return join(this.#root, `${way.key}-${this.#options.system}-tfjs-node-${manifest.version}`);
  }

  /** A cache can be shared by machines that differ, and disks can break: what is cached is loaded before it is used. */
  async #holdsLoadable(way: Way): Promise<boolean> {
    if (!this.has(way)) return false;
    const folder = this.#folderOf(way);
    if ((await this.#tryBinding(bindingFileOf(folder, napiVersionOf(this.#options.packageFolder)))) !== undefined) {
      return true;
    }
    await rm(folder, { recursive: true, force: true });
    return false;
  }

  async #make(way: Way): Promise<void> {
    const downloads = join(this.#root, 'downloads');
    await mkdir(downloads, { recursive: true });
    await removeAbandoned(this.#root);
    await removeAbandoned(downloads);
    const staging = await mkdtemp(join(this.#root, `staging-${String(process.pid)}-`));
    try {
      await way.collect(staging, { ...this.#options, downloads } satisfies Work);
      await this.#finish(staging, way);
      await this.#moveIn(staging, way);
      await removeDownloads(downloads);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }

  /** Sees to a binding that loads, then declares the folder finished. */
  async #finish(folder: string, way: Way): Promise<void> {
    const { packageFolder, system } = this.#options;
    const binding = bindingFileOf(folder, napiVersionOf(packageFolder));
    const tensorflow = (await this.#tryBinding(binding)) ?? (await this.#compile(folder, binding));
    await rm(join(folder, 'deps/include'), { recursive: true, force: true });
    await writeStamp(folder, { system, tensorflow, source: way.key });
  }

  /** A ready binding that does not fit the library or the machine is no reason to give up: one can be compiled. */
  async #tryBinding(binding: string): Promise<string | undefined> {
    if (!existsSync(binding)) return undefined;
    const { machine, signal } = this.#options;
    try {
      return await probeBinding(binding, machine, signal);
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  async #compile(folder: string, binding: string): Promise<string> {
    const { machine, signal, packageFolder, headersFolder, report } = this.#options;
    report({ message: t('Building the binding between TensorFlow and Node') });
    const napiVersion = napiVersionOf(packageFolder);
    await compileBinding({ packageFolder, headersFolder, folder, napiVersion, machine, signal });
    return probeBinding(binding, machine, signal);
  }

  async #moveIn(staging: string, way: Way): Promise<void> {
    const place = this.#folderOf(way);
    if (this.has(way)) return; // Another process was faster.
    await rm(place, { recursive: true, force: true });
    await rename(staging, place);
  }

  /** Links the cached files into the package. The stamp comes in with `lib`, in the last step. */
  async #install(source: string): Promise<RuntimeStamp> {
    const { packageFolder, system, report } = this.#options;
    report({ message: t('Putting TensorFlow into {0}', packageFolder) });
    const staging = await mkdtemp(join(packageFolder, 'staging-'));
    try {
      await linkTree(join(source, 'deps'), join(staging, 'deps'));
      await linkTree(join(source, 'lib'), join(staging, 'lib'));
      // Out with the old stamp first: from here on, the folder does not look finished.
      await rm(join(packageFolder, 'lib'), { recursive: true, force: true });
      await rm(join(packageFolder, 'deps'), { recursive: true, force: true });
      await rename(join(staging, 'deps'), join(packageFolder, 'deps'));
      await rename(join(staging, 'lib'), join(packageFolder, 'lib'));
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
    const stamp = readStamp(packageFolder, system);
    if (stamp === undefined) throw new Error(t('its files cannot be read in {0}', packageFolder));
    return stamp;
  }
}

/** Removes what processes left behind that ended before they were finished: up to 1 GB each. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^staging-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isProcessAlive(Number(pid)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** What was downloaded is unpacked now; another process may still be downloading beside it. */
async function removeDownloads(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('staging-'));
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
}
