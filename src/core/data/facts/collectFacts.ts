import { collectCells } from './columnCells.ts';
import { collectColumn } from './collectColumn.ts';
import type { ColumnFacts, DataFacts, RaggedRow } from './dataFacts.ts';
import type { DataSample } from './dataSample.ts';
import { countValues, wordsOf } from './textFacts.ts';

/** Names of the two columns of tagged sentences. */
export const taggedHeader = ['words', 'tags'] as const;

/** Finds out what a sample tells of its source. */
export function collectFacts(sample: DataSample): DataFacts {
  const { kind, source, bytes, modified, delimiter, header, rows, lastRows, count, imageSizes } = sample;
  const columns = header.map((_, index) => collectColumn(collectCells(sample, index)));
  return {
    kind,
    source,
    bytes,
    modified,
    delimiter,
    columns: kind === 'conll' ? columns.map((column, index) => asTagged(column, sample, index)) : columns,
    rowsSampled: rows.length + lastRows.length,
    rows: count,
    firstRagged: delimiter === null ? null : findRagged(sample),
    imageSizes,
  };
}

/** Of tagged sentences each word is a value of its own: words are text, tags are classes. */
function asTagged(column: ColumnFacts, { rows, lastRows }: DataSample, index: number): ColumnFacts {
  const cells = [...rows.map((row) => row.cells), ...lastRows];
  const counts = countValues(cells.flatMap((row) => wordsOf(row[index] ?? '')));
  const isTags = column.name === taggedHeader[1];
  return {
    ...column,
    kind: isTags ? 'category' : 'text',
    distinct: counts.length,
    examples: counts.slice(0, 5).map(({ value }) => value),
    numbers: null,
    times: null,
    classes: isTags ? counts : [],
  };
}

function findRagged({ header, rows }: DataSample): RaggedRow | null {
  const index = rows.findIndex(({ cells }) => cells.length !== header.length);
  const row = rows[index];
  return row === undefined ? null : { row: index + 1, line: row.line, cells: row.cells.length };
}
