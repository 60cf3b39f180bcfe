import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { projectRoot } from '../scripts/projectRoot.ts';
import { PICTURE_SIZE, writePictures, writeSeriesCsv, writeTextCsv } from './largeData.ts';

interface Row {
  readonly what: string;
  readonly value: string;
  readonly goal: string;
  readonly met: boolean;
}

/** Data that is larger than the memory it may take. */
interface Case {
  readonly what: string;
  readonly write: (folder: string) => Promise<void>;
  readonly spec: object;
}

const GIGABYTE = 2 ** 30;
const PICTURES = 50_000;

/** One epoch of a small model: what is measured is the data. */
const training = { epochs: 1, seed: 1 };

const cases: readonly Case[] = [
  {
    what: 'A series of 2 GB of csv (a time, three columns, one row a second), an epoch of every 10,000th window',
    write: (folder) => writeSeriesCsv(join(folder, 'data.csv'), 2 * GIGABYTE),
    spec: {
      data: {
        source: 'data.csv',
        time: 'time',
        input: { type: 'timeseries', columns: ['a', 'b', 'c'], windowSize: 60, stride: 10_000 },
        target: { type: 'timeseries', columns: ['a'], horizon: 1 },
      },
      layers: [{ type: 'lstm', units: 8 }],
      training: { ...training, batchSize: 32 },
    },
  },
  {
    what: 'Labelled texts of 2 GB of csv, an epoch over all, shared out by chance',
    write: (folder) => writeTextCsv(join(folder, 'data.csv'), 2 * GIGABYTE),
    spec: {
      data: {
        source: 'data.csv',
        input: { type: 'text', column: 'text', tokenizer: 'whitespace', maxTokens: 5000, maxSequenceLength: 8 },
        target: { type: 'category', column: 'label' },
        split: { type: 'random', probabilities: [0.8, 0.1, 0.1] },
      },
      layers: [
        { type: 'embedding', outputDim: 4, maskZero: true },
        { type: 'lstm', units: 4 },
      ],
      training: { ...training, batchSize: 4096 },
    },
  },
  {
    what: `A folder of ${PICTURES.toLocaleString('en')} pictures of ${String(PICTURE_SIZE)} x ${String(PICTURE_SIZE)} pixels, an epoch over all`,
    write: (folder) => writePictures(join(folder, 'pictures'), PICTURES),
    spec: {
      data: {
        source: 'pictures',
        input: { type: 'image', size: [PICTURE_SIZE, PICTURE_SIZE], channels: 3, as: 'rows', normalization: 'minmax' },
        target: { type: 'category' },
        split: { type: 'stratify', probabilities: [0.8, 0.1, 0.1] },
      },
      layers: [{ type: 'lstm', units: 4 }],
      training: { ...training, batchSize: 64 },
    },
  },
];

/** Trains on data that is larger than the memory it may take, and tells the most that was resident. Needs `dist/`. */
export async function rows(): Promise<readonly Row[]> {
  const measured: Row[] = [];
  for (const each of cases) measured.push(await measure(each));
  return measured;
}

async function measure({ what, write, spec }: Case): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'gatescope-memory-'));
  try {
    process.stderr.write(`  ${what} …\n`);
    await write(folder);
    await writeFile(join(folder, 'large.lstm.json'), JSON.stringify({ version: 1, ...spec }));
    const { peak, seconds } = await train(folder);
    const value = `${String(Math.round(peak / 2 ** 20))} MB resident at most, ${String(Math.round(seconds))} s`;
    return { what, value, goal: 'at most 1 GB', met: peak <= GIGABYTE };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Most resident memory in bytes of a training in a process of its own, and how long it took. */
async function train(folder: string): Promise<{ readonly peak: number; readonly seconds: number }> {
  const told = join(folder, 'peak.txt');
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--import',
      new URL('./peakMemory.ts', import.meta.url).href,
      join(projectRoot, 'dist/cli.js'),
      'train',
      'large.lstm.json',
    ],
    { cwd: folder, env: { ...process.env, GATESCOPE_BENCH_PEAK: told }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The training ended with exit code ${String(code)}: ${said.join('').trim()}`);
  return { peak: Number(await readFile(told, 'utf8')) * 1024, seconds: (performance.now() - start) / 1000 };
}
