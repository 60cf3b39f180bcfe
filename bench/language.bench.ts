import { analyse } from '../src/core/spec/analyse.ts';

/** Analyses that are measured, after as many that warm up. */
const RUNS = 60;

const GOAL_MILLISECONDS = 20;

const LAYERS = 30;

/** Measures what a keystroke costs: the whole analysis of a long spec, mistakes included. */
export async function rows(): Promise<readonly { what: string; value: string; goal: string; met: boolean }[]> {
  const text = longSpec();
  const times: number[] = [];
  for (let run = -RUNS; run < RUNS; run++) {
    // Every keystroke makes a new text.
    const edited = `${text}\n// ${String(run)}`;
    const start = performance.now();
    await analyse(edited, 'long.lstm.json');
    if (run >= 0) times.push(performance.now() - start);
  }
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
  return [
    {
      what: `Diagnostics of a spec of ${String(text.split('\n').length)} lines (median of ${String(RUNS)})`,
      value: `${median.toFixed(1)} ms`,
      goal: `under ${String(GOAL_MILLISECONDS)} ms`,
      met: median < GOAL_MILLISECONDS,
    },
  ];
}

/** A spec of 200 lines with one mistake in every third layer. */
function longSpec(): string {
  const layers = Array.from({ length: LAYERS }, (_, index) => [
    '    {',
    '      "type": "lstm",',
    `      "units": ${String(16 + index)},`,
    `      ${index % 3 === 0 ? '"return_sequences"' : '"returnSequences"'}: true,`,
    '      "dropout": 0.1',
    `    }${index < LAYERS - 1 ? ',' : ''}`,
  ]).flat();
  return [
    '{',
    '  "version": 1,',
    '  "data": {',
    '    "source": "long.csv",',
    '    "input": { "type": "timeseries", "columns": ["a", "b"], "windowSize": 50 },',
    '    "target": { "type": "timeseries", "columns": ["a"], "horizon": 7 }',
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
