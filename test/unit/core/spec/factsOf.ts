import type { ColumnKind, DataFacts } from '../../../../src/core/data/facts/dataFacts.ts';

/** What would be known of a table with these columns. */
export function factsOf(columns: Readonly<Record<string, ColumnKind>>): DataFacts {
  return {
    kind: 'table',
    source: 'x.csv',
    bytes: 1000,
    modified: 0,
    delimiter: ',',
    columns: Object.entries(columns).map(([name, kind]) => ({
      name,
      kind,
      missing: 0,
      firstMissing: null,
      distinct: 3,
      examples: ['1', '2', '3'],
      numbers: null,
      times: null,
      classes: [],
      lengths: null,
    })),
    rowsSampled: 10,
    rows: { count: 10, exact: true },
    firstRagged: null,
    imageSizes: [],
  };
}
