import { describe } from 'node:test';
import { fakeData } from '../../../fakes/dataSample.ts';
import { cases } from './dataCases.ts';
import type { SpecParts } from './specText.ts';

describe('labels', () => {
  const classify = (data = '"type": "random"', more = ''): SpecParts => ({
    input: '"type": "text", "column": "text"',
    target: '"type": "category", "column": "label"',
    data: `"split": { ${data} }, ${more}`,
    layers: '{ "type": "embedding", "outputDim": 8 }, { "type": "lstm", "units": 8 }',
  });
  const weights = (labels: string): string => `"classWeight": { "type": "weights", "weights": { ${labels} } }`;
  const reviews = (rows: number, label: (row: number) => string, split: (row: number) => string = () => ''): string =>
    [
      'text,label,part',
      ...Array.from({ length: rows }, (_, row) => `film ${String(row)},${label(row)},${split(row)}`),
    ].join('\n');
  const two = (row: number): string => (row % 2 === 0 ? 'good' : 'bad');
  const parts = (row: number): string => (row < 70 ? 'train' : row < 85 ? 'validation' : 'test');
  const fixed = '"type": "fixed", "column": "part"';

  cases('of the target', [
    { spec: classify(), data: reviews(100, two), expected: [] },
    {
      spec: classify(),
      data: reviews(100, (row) => `l${String(row)}`),
      expected: ['tooManyLabels warning "label"'],
      says: /100 different values in 100 rows/,
    },
    { spec: classify(), data: reviews(100, () => 'good'), expected: ['constantTarget warning "label"'] },
    {
      spec: classify(),
      data: reviews(100, (row) => (row === 9 ? '' : two(row))),
      expected: ['valueMissing error "label" -> drop_row'],
    },
    // Words that say "no value" among numbers are words among words: so they are trained.
    { spec: classify(), data: reviews(100, (row) => (row % 3 === 0 ? 'none' : two(row))), expected: [] },
    {
      spec: classify(undefined, weights('"none": 2')),
      data: reviews(100, (row) => (row % 3 === 0 ? 'none' : two(row))),
      expected: [],
    },
    {
      spec: classify(),
      data: reviews(3, two),
      expected: ['splitTooShort error "split"'],
      says: /has 3 rows: the validation split/,
    },
  ]);
  const writing: SpecParts = {
    input: '"type": "text"',
    target: '"type": "next"',
    data: '"split": { "type": "random" }',
    layers: '{ "type": "embedding", "outputDim": 8 }, { "type": "lstm", "units": 8, "returnSequences": true }',
  };
  const running = { kind: 'text', delimiter: null, source: 'data.csv' } as const;
  cases('of a running text', [
    { spec: writing, data: fakeData('text\nall in one line', running), expected: [] },
    { spec: writing, data: fakeData('text\nall in one row'), expected: ['splitTooShort error "split"'] },
  ]);
  cases('of a fixed split', [
    { spec: classify(fixed), data: reviews(100, two, parts), expected: [] },
    { spec: classify(fixed), data: reviews(100, two, (row) => parts(row).toUpperCase()), expected: [] },
    { spec: classify(fixed), data: reviews(100, two, (row) => String(row % 3)), expected: [] },
    {
      spec: classify(fixed),
      data: reviews(100, two, (row) => (row === 5 ? 'trian' : parts(row))),
      expected: ['splitLabelUnknown error "part"'],
      says: /has the value "trian"/,
    },
    {
      spec: classify(fixed),
      data: reviews(100, two, () => 'test'),
      expected: ['splitLabelUnknown warning "part"'],
      says: /nothing to learn from/,
    },
  ]);
  cases('of class weights', [
    { spec: classify(undefined, weights('"good": 1, "bad": 3')), data: reviews(100, two), expected: [] },
    {
      spec: classify(undefined, weights('"god": 1')),
      data: reviews(100, two),
      expected: ['labelUnknown error 1 -> good'],
      says: /label "god"\. Did you mean "good"/,
    },
    {
      spec: classify(undefined, weights('"unseen": 1')),
      data: fakeData(reviews(100, two), { count: { count: 9000, exact: false } }),
      expected: ['labelUnknown warning 1'],
    },
  ]);
});
