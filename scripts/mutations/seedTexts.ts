import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../projectRoot.ts';

/** A spec with much of the vocabulary that the samples do not use, comments and characters of several bytes. */
const wide = `// näme \u{1d51b}
{ "version": 1, "name": "n\\u00e4me 𝔛",
  "data": { "source": "x.csv", "time": "date", "groupBy": "shop", "missingValueStrategy": "fill_with_const", "fillValue": 1,
    "input": { "type": "timeseries", "columns": ["a", "b"], "windowSize": 40, "calendar": ["monthOfYear"], "covariates": { "past": ["c"] },
      "normalization": { "type": "minmax", "range": [0, 1] } },
    "target": { "type": "timeseries", "columns": ["a"], "horizon": 3, "normalization": "zscore" },
    "split": { "type": "time", "probabilities": [0.7, 0.2, 0.1], "gap": 2 }, "augmentation": [{ "type": "jitter" }] },
  "layers": [
    { "type": "conv1d", "filters": 4, "kernelSize": 3, "name": "one", "inputs": ["input"] },
    { "type": "gru", "units": 4, "returnSequences": true, "resetAfter": true, "name": "two" }, // after
    { "type": "lstm", "units": 4, "numLayers": 2, "bidirectional": true, "mergeMode": "sum", "returnSequences": true, "name": "three", "inputs": ["one"] },
    { "type": "add", "inputs": ["two", "three"] },
    { "type": "timeDistributed", "layer": { "type": "dense", "units": 3, "activation": "relu" } },
    { "type": "attention", "score": "additive" }, { "type": "flatten" }
  ],
  "training": { "epochs": 9, "metrics": ["mae"], "optimizer": { "type": "adamw", "clipNorm": 1 },
    "learningRateSchedule": { "type": "piecewiseConstantDecay", "boundaries": [10], "values": [0.1, 0.01] },
    "earlyStopping": { "monitor": "loss" }, "initializeFrom": { "run": "r", "freeze": ["one"] } },
  "search": { "parameters": { "layers[1].units": { "space": "int", "min": 2, "max": 9 } } },
  "probes": [{ "name": "p", "select": "worst" }],
  "assert": ["validationLoss < 0.01", "beats: naive"],
}
`;

const text = `{ "version": 1,
  "data": { "source": "reviews.jsonl", "input": { "type": "text", "column": "text", "maxSequenceLength": 50 },
    "target": { "type": "category", "column": "label" }, "split": { "type": "random" }, "classWeight": { "type": "weights", "weights": { "good": 2 } } },
  "layers": [{ "type": "embedding", "outputDim": 8 }, { "type": "gru", "units": 4 }],
  "training": { "epochs": 3, "loss": "categoricalCrossentropy" }
}
`;

/** The texts that are mutated: every sample, and two that use what the samples do not. */
export async function seedTexts(): Promise<readonly string[]> {
  const folder = join(projectRoot, 'samples');
  const names = await readdir(folder, { recursive: true });
  const specs = names.filter((name) => name.endsWith('.lstm.json') && !name.includes('.gatescope')).toSorted();
  return [...(await Promise.all(specs.map((name) => readFile(join(folder, name), 'utf8')))), wide, text];
}
