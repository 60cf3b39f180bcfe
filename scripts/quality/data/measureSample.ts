import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baselineLabel } from '../../../src/contracts/baselineTexts.ts';
import { BASELINE_NAMES, type Evaluation } from '../../../src/contracts/evaluation.ts';
import { higherIsBetter } from '../../../src/contracts/metricTexts.ts';
import { UserError } from '../../../src/contracts/userError.ts';
import { RunStore } from '../../../src/core/runs/runStore.ts';
import { startTrainRun } from '../../../src/core/runs/trainRun.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { applyOverrides } from '../../../src/core/spec/applyOverrides.ts';
import { createDiskFiles } from '../../../src/node/diskFiles.ts';
import { startTrainingWorker, type TrainingWorker } from '../../../src/node/trainingWorker.ts';
import { projectRoot } from '../../projectRoot.ts';
import type { Baseline } from '../../qualityTable.ts';
import { provideSamples } from '../../samples.ts';

const WORKER = new URL('../../../src/worker/main.ts', import.meta.url);

/** A sample, and the figure that it is measured by. */
export interface TrainedSample {
  /** Folder under `samples/`, and the name of its spec. */
  readonly sample: string;
  /** Name of a metric. */
  readonly figure: string;
  /** What is set in the spec, as `--set` of the command line has it. */
  readonly overrides?: readonly string[];
  /** Writes the data into a folder of its own; left out: they lie beside the spec. */
  readonly writeData?: (folder: string) => Promise<void>;
}

/** A figure of the test split, and that of its best baseline. */
interface MeasuredFigure {
  readonly figure: number;
  readonly baseline: Baseline;
}

/** Trains a sample as the command line does, and leaves nothing behind, even where it is interrupted. */
export async function measureSample(trained: TrainedSample): Promise<MeasuredFigure> {
  await provideSamples();
  const folder = await mkdtemp(join(tmpdir(), 'gatescope-quality-'));
  const giveUp = (): void => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  };
  process.once('SIGINT', giveUp).once('SIGTERM', giveUp);
  const worker = startTrainingWorker({ script: WORKER, threads: 0 });
  try {
    return readFigure(await train(trained, folder, worker.client), trained.figure);
  } finally {
    await worker.dispose();
    process.off('SIGINT', giveUp).off('SIGTERM', giveUp);
    await rm(folder, { recursive: true, force: true });
  }
}

async function train(
  { sample, overrides = [], writeData }: TrainedSample,
  folder: string,
  client: TrainingWorker['client'],
): Promise<Evaluation> {
  const home = join(projectRoot, 'samples', sample);
  const specPath = join(home, `${sample}.lstm.json`);
  const specText = applyOverrides(await readFile(specPath, 'utf8'), overrides);
  const { plan, problems } = await analyse(specText, sample);
  if (plan === null) throw new UserError(problems.map(({ message }) => message).join('\n'));
  await writeData?.(folder);
  const baseDirectory = writeData === undefined ? home : folder;
  const store = openRunStore(join(folder, 'runs'));
  const run = await startTrainRun({ client, store, plan, specText, specPath, baseDirectory });
  const outcome = await run.outcome;
  if (outcome.status === 'failed') throw outcome.error;
  const { evaluation } = outcome.result;
  if (evaluation === null) throw new Error('A run that nobody stopped was not evaluated');
  return evaluation;
}

function openRunStore(directory: string): RunStore {
  const files = createDiskFiles();
  return new RunStore({
    files,
    directory,
    clock: () => new Date(),
    isAlive: () => true,
    pid: process.pid,
    version: 'quality',
  });
}

function readFigure({ test, baselines }: Evaluation, metric: string): MeasuredFigure {
  const sign = higherIsBetter(metric) ? -1 : 1;
  const [best] = BASELINE_NAMES.flatMap((name) => {
    const figure = baselines[name]?.[metric];
    return figure === undefined ? [] : [{ name: baselineLabel(name), figure }];
  }).toSorted((a, b) => sign * (a.figure - b.figure));
  if (best === undefined) throw new Error(`no baseline has ${metric}`);
  return { figure: test?.[metric] ?? NaN, baseline: best };
}
