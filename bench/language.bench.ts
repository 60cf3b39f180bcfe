import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { analyse, type Analysis } from '../src/core/spec/analyse.ts';
import { complete } from '../src/core/spec/complete.ts';
import type { Surroundings } from '../src/core/spec/complete/valueContext.ts';
import { hover } from '../src/core/spec/hover.ts';
import { factsOf } from '../src/core/data/facts/dataSample.ts';
import { readSampledData } from '../src/node/dataSample.ts';
import type { Row } from './main.ts';

/** Keystrokes that are measured, after as many that warm up. */
const RUNS = 150;

const MEDIAN_GOAL_MILLISECONDS = 10;

/** At the 99th percentile: one keystroke in a hundred may take so long. */
const TAIL_GOAL_MILLISECONDS = 30;

/** Keystrokes between two looks at the memory, and how much it may have grown by then, in megabytes. */
const KEYSTROKES = 300;
const GROWTH_GOAL_MEGABYTES = 2;

/** Layers of the long spec: a thousand lines. */
const LAYERS = 162;

/** What typing in a long spec costs: the problems, a completion and a hover after each keystroke, and the memory. */
export async function rows(): Promise<readonly Row[]> {
  const text = longSpec();
  const lines = `spec of ${String(text.split('\n').length)} lines`;
  const around = await readSurroundings();
  const times = await typingTimes(text, around);
  return [
    timeRow(`Diagnostics of a ${lines}`, times.diagnostics),
    timeRow(`Completion in a ${lines}`, times.completion),
    timeRow(`Hover in a ${lines}`, times.hover),
    await memoryRow(text, around),
  ];
}

/** What an editor knows of the data of a sample when it completes. */
async function readSurroundings(): Promise<Surroundings> {
  const reading = await readSampledData(join(import.meta.dirname, '../samples/births/births.csv'));
  return { facts: factsOf(reading), runs: [] };
}

interface Times {
  readonly diagnostics: number[];
  readonly completion: number[];
  readonly hover: number[];
}

/** Milliseconds of each feature after each keystroke; the cursor goes through the whole spec. */
async function typingTimes(text: string, around: Surroundings): Promise<Times> {
  const times: Times = { diagnostics: [], completion: [], hover: [] };
  for (let run = -RUNS; run < RUNS; run++) {
    const offset = Math.floor(((run + RUNS) / (2 * RUNS)) * text.length);
    const started = performance.now();
    const analysis = await analyse(typed(text, offset, run), 'long.lstm.json');
    const analysed = performance.now();
    complete(analysis, offset, around);
    const completed = performance.now();
    hover(analysis, offset);
    const hovered = performance.now();
    if (run < 0) continue;
    times.diagnostics.push(analysed - started);
    times.completion.push(completed - analysed);
    times.hover.push(hovered - completed);
  }
  return times;
}

/** A text as it is while somebody types in it: each keystroke makes a new one, and half of them are broken. */
function typed(text: string, offset: number, run: number): string {
  return run % 2 === 0 ? `${text}\n// ${String(run)}` : `${text.slice(0, offset)}"u${text.slice(offset)}`;
}

/** How much memory is kept after many keystrokes, beside what was kept after the first ones. */
async function memoryRow(text: string, around: Surroundings): Promise<Row> {
  const collect = garbageCollector();
  const last: { analysis?: Analysis } = {};
  const type = async (count: number): Promise<number> => {
    for (let run = 0; run < count; run++) {
      // The host, too, keeps the analysis of the last text.
      last.analysis = await analyse(typed(text, run * 7, run), 'long.lstm.json');
      complete(last.analysis, run * 7, around);
    }
    collect();
    return process.memoryUsage().heapUsed;
  };
  await type(KEYSTROKES / 3);
  const before = await type(KEYSTROKES / 3);
  const growth = ((await type(KEYSTROKES)) - before) / 2 ** 20;
  return {
    what: `Memory that ${String(KEYSTROKES)} keystrokes leave behind`,
    value: `${growth.toFixed(2)} MB`,
    goal: `under ${String(GROWTH_GOAL_MEGABYTES)} MB`,
    met: growth < GROWTH_GOAL_MEGABYTES,
  };
}

/** Node hides its collector unless it is asked for. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  // What the flag adds to the global object.
  return runInNewContext('gc') as () => void;
}

function timeRow(what: string, times: readonly number[]): Row {
  const sorted = times.toSorted((a, b) => a - b);
  const quantile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  const [median, tail] = [quantile(0.5), quantile(0.99)];
  return {
    what: `${what} (${String(times.length)} keystrokes)`,
    value: `median ${median.toFixed(1)} ms, p99 ${tail.toFixed(1)} ms`,
    goal: `under ${String(MEDIAN_GOAL_MILLISECONDS)} and ${String(TAIL_GOAL_MILLISECONDS)} ms`,
    met: median < MEDIAN_GOAL_MILLISECONDS && tail < TAIL_GOAL_MILLISECONDS,
  };
}

/** A spec of a thousand lines with one mistake in every thirtieth layer. */
function longSpec(): string {
  const layers = Array.from({ length: LAYERS }, (_, index) => [
    '    {',
    '      "type": "lstm",',
    `      "units": ${String(16 + index)},`,
    `      ${index % 30 === 29 ? '"return_sequences"' : '"returnSequences"'}: true,`,
    '      "dropout": 0.1',
    `    }${index < LAYERS - 1 ? ',' : ''}`,
  ]).flat();
  return [
    '{',
    '  "version": 1,',
    '  "data": {',
    '    "source": "births.csv",',
    '    "input": { "type": "timeseries", "columns": ["births"], "windowSize": 50 },',
    '    "target": { "type": "timeseries", "columns": ["births"], "horizon": 7 }',
    '  },',
    '  "layers": [',
    ...layers,
    '  ],',
    '  "training": {',
    '    "epochs": 10,',
    '    "batchSize": 32,',
    '    "seed": 7,',
    '    "optimizer": { "type": "adam", "learningRate": 0.001 },',
    '    "earlyStopping": {',
    '      "monitor": "validationLoss",',
    '      "patience": 3',
    '    }',
    '  }',
    '}',
  ].join('\n');
}
