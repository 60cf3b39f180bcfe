import type { Loss } from '../../src/contracts/trainingPlan.ts';
import type { Batch } from '../../src/core/data/dataset.ts';
import type { StepMask } from '../../src/engine/layers/stepMask.ts';
import type { KerasArray } from './fixture.ts';

interface Judged {
  /** Shape of what the model says. */
  readonly output: readonly number[];
  /** Which of its timesteps count. */
  readonly mask: StepMask | null;
  readonly loss: Loss;
}

/** The truth as the engine takes it; where there is one at every timestep, only those count that the mask leaves. */
export function targetOf(truth: KerasArray, { output, mask, loss }: Judged): Pick<Batch, 'target' | 'weights'> {
  const entries = output.slice(0, -1);
  const count = entries.reduce((product, size) => product * size, 1);
  const weights = mask === null ? new Float32Array(count).fill(1) : Float32Array.from(mask.values);
  if (weights.length !== count) throw new Error('A mask of other timesteps than the output has');
  return { target: loss.endsWith('Crossentropy') ? classesOf(truth, output, loss) : numbersOf(truth, output), weights };
}

function numbersOf({ data }: KerasArray, output: readonly number[]): Batch['target'] {
  checkCount(data.length, output);
  return { shape: output, data: Float32Array.from(data) };
}

/** Classes as numbers, or as rows with a single 1. */
function classesOf({ data }: KerasArray, output: readonly number[], loss: Loss): Batch['target'] {
  const shape = output.slice(0, -1);
  const width = output.at(-1) ?? 1;
  if (loss === 'binaryCrossentropy' && width > 1) {
    throw new Error('A binary crossentropy of several outputs cannot be computed here');
  }
  const rows = shape.reduce((product, size) => product * size, 1);
  if (data.length === rows) return { shape, data: Int32Array.from(data, wholeClass) };
  checkCount(data.length, output);
  const classes = Array.from({ length: rows }, (_, row) => onlyOne(data.slice(row * width, (row + 1) * width)));
  return { shape, data: Int32Array.from(classes) };
}

function wholeClass(value: number): number {
  if (!Number.isInteger(value)) throw new Error(`The truth ${String(value)} is no class`);
  return value;
}

function onlyOne(row: readonly number[]): number {
  const place = row.indexOf(1);
  if (place < 0 || row.some((value, index) => value !== Number(index === place))) {
    throw new Error(`The truth ${JSON.stringify(row)} is no single class`);
  }
  return place;
}

function checkCount(count: number, output: readonly number[]): void {
  if (count === output.reduce((product, size) => product * size, 1)) return;
  throw new Error(`The truth has ${String(count)} numbers, the model's output is ${output.join('x')}`);
}
