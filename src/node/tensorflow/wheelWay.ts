import { t } from '@vscode/l10n';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines } from './binding.ts';
import { extractFromZip } from './extractFromZip.ts';
import type { Way, Work } from './way.ts';

/** Version of the Python package that the library is taken from. */
const wheelVersion = '2.21.0';

interface Wheel {
  readonly name: string;
  readonly platformTag: string;
  /** Size of the file, for progress only. */
  readonly megabytes: number;
}

/** Wheels whose library can be linked to. Those for Windows hold none. */
const wheels: Readonly<Record<string, Wheel>> = {
  'linux-x64': { name: 'tensorflow-cpu', platformTag: 'manylinux_2_27_x86_64', megabytes: 274 },
  'linux-arm64': { name: 'tensorflow', platformTag: 'manylinux_2_27_aarch64', megabytes: 282 },
  'darwin-arm64': { name: 'tensorflow', platformTag: 'macosx_12_0_arm64', megabytes: 223 },
};

/** Ways to call pip, the most certain one first. */
const pips: readonly (readonly string[])[] = [
  ['python3', '-m', 'pip'],
  ['python', '-m', 'pip'],
  ['py', '-3', '-m', 'pip'],
  ['pip3'],
  ['pip'],
];

/** TensorFlow's Python package holds the same C library. pip downloads it; Python itself takes no part in it later. */
export function wheelWay(system: string): Way {
  const wheel = wheels[system];
  return {
    key: `wheel-${wheelVersion}`,
    title: t('download {0} {1} through pip', wheel?.name ?? 'tensorflow', wheelVersion),
    obstacle: wheel === undefined ? t('there is none with a C library for {0}', system) : null,
    async collect(folder, work) {
      if (wheel === undefined) return;
      const file = (await findDownloaded(wheel, work)) ?? (await downloadWheel(wheel, work));
      await extractWheel(file, folder, work);
    },
  };
}

/** Takes the C library and the headers of its C interface out of a wheel. Throws when it holds none. */
export async function extractWheel(file: string, folder: string, work: Work): Promise<void> {
  work.report({ message: t('Unpacking {0}', file) });
  const count = await extractFromZip(file, folder, { placeOf: placeOfEntry, signal: work.signal });
  if (count === 0) throw new Error(t('{0} holds no TensorFlow library', file));
}

/** `c_api.h` includes headers of these folders; the other 13,000 headers serve C++. */
const headerFolders = /^tensorflow\/include\/((?:tensorflow\/c|tensorflow\/core\/platform|xla\/tsl|tsl)\/.*\.h)$/;
const library = /^tensorflow\/(libtensorflow_(?:cc|framework)\.(?:so\.2|2\.dylib))$/;

function placeOfEntry(entryName: string): string | null {
  const libraryName = library.exec(entryName)?.[1];
  if (libraryName !== undefined) return `deps/lib/${libraryName}`;
  const header = headerFolders.exec(entryName)?.[1];
  return header === undefined ? null : `deps/include/${header}`;
}

function isWanted(name: string, wheel: Wheel): boolean {
  const start = `${wheel.name.replace('-', '_')}-${wheelVersion}-`;
  return name.startsWith(start) && name.includes(wheel.platformTag) && name.endsWith('.whl');
}

async function findDownloaded(wheel: Wheel, work: Work): Promise<string | undefined> {
  const name = (await readdir(work.downloads)).find((file) => isWanted(file, wheel));
  return name === undefined ? undefined : join(work.downloads, name);
}

async function downloadWheel(wheel: Wheel, work: Work): Promise<string> {
  const partial = await mkdtemp(join(work.downloads, `staging-${String(process.pid)}-`));
  try {
    await runPip(wheel, partial, work);
    const name = (await readdir(partial)).find((file) => isWanted(file, wheel));
    if (name === undefined) throw new Error(t('pip downloaded no wheel'));
    await rename(join(partial, name), join(work.downloads, name));
    return join(work.downloads, name);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function runPip(wheel: Wheel, folder: string, work: Work): Promise<void> {
  const pip = await findPip(work);
  const message = t('Downloading {0} {1} ({2} MB) through pip', wheel.name, wheelVersion, wheel.megabytes);
  work.report({ message });
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  const stopWatching = watchSize(temporary, (bytes) => {
    work.report({ message, fraction: Math.min(1, bytes / (wheel.megabytes * 1e6)) });
  });
  try {
    const result = await work.machine.run(pipProgram(pip, wheel, folder, temporary), work.signal);
    if (result.outcome !== 'succeeded') throw new Error(`${pip.join(' ')}: ${lastLines(result)}`);
  } finally {
    stopWatching();
  }
}

function pipProgram(pip: readonly string[], wheel: Wheel, folder: string, temporary: string) {
  const [command = '', ...args] = pip;
  const what = ['download', '--no-deps', '--only-binary=:all:', '--dest', folder, '--timeout', '20', '--retries', '2'];
  // Said in full, and without dots, for the old versions of pip that many systems carry.
  const tags = ['--python-version', '311', '--implementation', 'cp', '--abi', 'cp311', '--platform', wheel.platformTag];
  return {
    command,
    args: [...args, ...what, ...tags, `${wheel.name}==${wheelVersion}`],
    env: { TMPDIR: temporary, TEMP: temporary, PIP_REQUIRE_VIRTUALENV: '0', PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    timeoutMilliseconds: 900_000,
  };
}

async function findPip(work: Work): Promise<readonly string[]> {
  for (const pip of pips) {
    const [command = '', ...args] = pip;
    const program = { command, args: [...args, '--version'], timeoutMilliseconds: 30_000 };
    const result = await work.machine.run(program, work.signal);
    if (result.outcome === 'succeeded') return pip;
  }
  throw new Error(t('Python with pip was not found (looked for python3, python, py, pip3, pip)'));
}

/** pip tells no progress to a program, in any version alike; the size of what it has written does. */
function watchSize(folder: string, listener: (bytes: number) => void): () => void {
  const measure = async (): Promise<void> => {
    const paths = await readdir(folder, { recursive: true });
    const stats = await Promise.all(paths.map((path) => stat(join(folder, path))));
    listener(stats.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0));
  };
  const timer = setInterval(() => {
    // pip removes files meanwhile: the next look is a second away.
    measure().catch(() => undefined);
  }, 1000);
  return () => {
    clearInterval(timer);
  };
}
