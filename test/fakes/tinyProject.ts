import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createRandom } from '../../src/core/random.ts';

/** A folder with a spec and data that train in a moment. */
export interface TinyProject {
  readonly folder: string;
  /** Absolute. */
  readonly spec: string;
  /** Absolute. */
  readonly data: string;
  /** Absolute folder for the runs; not made yet. */
  readonly runs: string;
}

const DAY = 86_400_000;

/** A sine with noise, one value a day. */
function buildSineCsv(rows: number, seed = 1): string {
  const random = createRandom(seed);
  const lines = Array.from({ length: rows }, (_, row) => {
    const day = new Date(Date.UTC(2020, 0, 1) + row * DAY).toISOString().slice(0, 10);
    return `${day},${(10 + Math.sin(row / 5) + 0.05 * random.normal()).toFixed(4)}\n`;
  });
  return `date,value\n${lines.join('')}`;
}

/** Makes the project in a temporary folder; `training` replaces parts of the spec's training block. */
export async function makeTinyProject(context: TestContext, training: object = {}, units = 4): Promise<TinyProject> {
  const folder = await mkdtemp(join(tmpdir(), 'gatescope tiny-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const project = {
    folder,
    spec: join(folder, 'sine.lstm.json'),
    data: join(folder, 'data', 'sine.csv'),
    runs: join(folder, 'runs'),
  };
  await mkdir(join(folder, 'data'));
  await writeFile(project.data, buildSineCsv(120));
  await writeFile(project.spec, `// As small as it gets.\n${JSON.stringify(buildSpec(training, units), null, 2)}\n`);
  return project;
}

function buildSpec(training: object, units: number): object {
  return {
    version: 1,
    name: 'Tiny sine',
    data: {
      source: 'data/sine.csv',
      time: 'date',
      input: { type: 'timeseries', columns: ['value'], windowSize: 8 },
      target: { type: 'timeseries', columns: ['value'], horizon: 2 },
      split: { type: 'time', probabilities: [0.7, 0.15, 0.15] },
    },
    layers: [
      { type: 'lstm', units },
      { type: 'dropout', rate: 0.1 },
    ],
    training: { epochs: 2, batchSize: 16, seed: 7, optimizer: { type: 'adam', learningRate: 0.01 }, ...training },
  };
}
