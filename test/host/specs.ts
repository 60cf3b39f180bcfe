/** Changes to the spec of a test, by section. */
export interface SpecChanges {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly layers?: readonly Readonly<Record<string, unknown>>[];
  readonly training?: Readonly<Record<string, unknown>>;
}

/** A small spec that forecasts the column `value` of `data.csv`, and trains in a second or two. */
export function makeSpec(changes: SpecChanges = {}): string {
  const series = { type: 'timeseries', columns: ['value'] };
  const spec = {
    version: 1,
    name: 'Small wave',
    data: {
      source: 'data.csv',
      input: { ...series, windowSize: 8, normalization: 'zscore' },
      target: { ...series, horizon: 1 },
      split: { type: 'time', probabilities: [0.7, 0.15, 0.15] },
      ...changes.data,
    },
    layers: changes.layers ?? [{ type: 'lstm', units: 4 }],
    training: { epochs: 2, batchSize: 16, seed: 7, ...changes.training },
  };
  return JSON.stringify(spec, null, 2);
}

/** A csv with one column `value`: a wave of period 12 in `rows` rows; `change` may spoil a value. */
export function makeWave(rows: number, change: (value: string, row: number) => string = (value) => value): string {
  const values = Array.from({ length: rows }, (_, index) =>
    change(Math.sin((index * Math.PI) / 6).toFixed(6), index + 1),
  );
  return ['value', ...values, ''].join('\n');
}
