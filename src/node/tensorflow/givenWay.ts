import { t } from '@vscode/l10n';
import { createHash } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { findLibraries } from './binding.ts';
import { linkFile } from './linkTree.ts';
import type { Way, Work } from './way.ts';
import { extractWheel } from './wheelWay.ts';

/** Where the library and its headers may stand below a folder that a person names. */
const layouts: readonly (readonly [libraries: string, headers: string])[] = [
  ['lib', 'include'], // libtensorflow, unpacked
  ['deps/lib', 'deps/include'], // a folder of @tensorflow/tfjs-node
  ['.', 'include'], // site-packages/tensorflow
  ['tensorflow', 'tensorflow/include'], // a wheel, unpacked, or site-packages
];

/** A library that the person has already: libtensorflow or a wheel, unpacked or not. */
export function givenWay(path: string): Way {
  const place = resolve(path);
  const exists = existsSync(place);
  return {
    key: `given-${exists ? identityOf(place) : 'missing'}`,
    title: t('use {0}, as GATESCOPE_TENSORFLOW or the settings say', place),
    obstacle: exists ? null : t('there is no such file or folder'),
    async collect(folder, work) {
      if (statSync(place).isFile()) await extractWheel(place, folder, work);
      else await linkGiven(place, folder, work);
    },
  };
}

async function linkGiven(place: string, folder: string, work: Work): Promise<void> {
  const { libraries, headers } = findGiven(place, work.machine.platform);
  await mkdir(join(folder, 'deps/lib'), { recursive: true });
  for (const library of libraries) {
    await linkFile(realpathSync(library), join(folder, 'deps/lib', basename(library)));
  }
  await symlink(headers, join(folder, 'deps/include'), 'junction');
}

function findGiven(place: string, platform: NodeJS.Platform): { libraries: readonly string[]; headers: string } {
  for (const [libraryFolder, headerFolder] of layouts) {
    const libraries = findLibraries(join(place, libraryFolder), platform);
    const headers = join(place, headerFolder);
    if (libraries !== undefined && existsSync(join(headers, 'tensorflow/c/c_api.h'))) return { libraries, headers };
  }
  throw new Error(t('it holds neither libtensorflow nor an unpacked TensorFlow wheel with its headers'));
}

/** The same place, unchanged, has the same identity: its path, size and time of change. */
function identityOf(place: string): string {
  const { size, mtimeMs } = statSync(place);
  const identity = [realpathSync(place), size, mtimeMs].join('\n');
  return createHash('sha256').update(identity).digest('hex').slice(0, 12);
}
