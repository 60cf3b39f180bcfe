import { collectFacts } from '../../src/core/data/facts/collectFacts.ts';
import type { DataFacts } from '../../src/core/data/facts/dataFacts.ts';
import type { DataSample, SampledData } from '../../src/core/data/facts/dataSample.ts';

/** A sample of csv text with a header line and no quotes; blanks around cells are left out, as in a table. */
export function fakeSample(text: string, more: Partial<DataSample> = {}): DataSample {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.trim()));
  return {
    kind: 'table',
    source: 'data.csv',
    bytes: text.length,
    modified: 0,
    delimiter: ',',
    header,
    rows: rows.map((cells, index) => ({ line: index + 2, cells })),
    lastRows: [],
    count: { count: rows.length, exact: true },
    imageSizes: [],
    ...more,
  };
}

/** Such a sample with what it tells. */
export function fakeData(text: string, more: Partial<DataSample> = {}): SampledData {
  const sample = fakeSample(text, more);
  return { kind: 'sampled', sample, facts: collectFacts(sample) };
}

/** What is known of such a sample. */
export function fakeFacts(text: string, more: Partial<DataSample> = {}): DataFacts {
  return collectFacts(fakeSample(text, more));
}

/** Rows of csv text: `days` dates from 2024-01-01 on, with a number that depends on the day. */
export function dailyCsv(days: number, value: (day: number) => number | string = (day) => day % 7): string {
  const rows = Array.from({ length: days }, (_, day) => {
    const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
    return `${date},${String(value(day))}`;
  });
  return ['date,y', ...rows].join('\n');
}
