import type { DataPlan } from '../../contracts/dataPlan.ts';
import type { RowStorage } from '../../core/data/numberRows.ts';
import { chooseTextColumns } from '../../core/data/text/textColumns.ts';
import type { TextColumn, TextRows } from '../../core/data/text/textRows.ts';
import { storeTexts } from '../../core/data/text/texts.ts';
import type { StartRows, TakeRow } from '../records/dataFile.ts';

/** Puts the rows of the files of a text task together, file after file. */
export interface TextRowsCollector {
  startFile(source: string): StartRows;
  finish(format: Pick<TextRows, 'areTokens' | 'isRunning'>): TextRows;
}

/** Starts to collect the columns that a plan needs. */
export function collectTextRows(plan: DataPlan, storage: RowStorage): TextRowsCollector {
  const columns = { input: createColumn(storage), target: createColumn(storage), split: createColumn(storage) };
  const lines = storage.open('float64', 1);
  const files: { readonly source: string; readonly firstRow: number }[] = [];
  let haveLines = true;
  return {
    startFile: (source) => (header) => {
      const places = chooseTextColumns(header, plan, source);
      files.push({ source, firstRow: columns.input.count });
      for (const side of ['input', 'target', 'split'] as const) columns[side].startFile(places[side], header);
      const take: TakeRow = (cells, line) => {
        for (const side of ['input', 'target', 'split'] as const) columns[side].add(cells);
        if (line === null) haveLines = false;
        else lines.push([line]);
      };
      return { take, needed: Object.values(places).filter((place) => place !== null) };
    },
    finish: (format) => ({
      ...format,
      input: columns.input.finish() ?? { name: '', cells: [] },
      target: columns.target.finish(),
      split: columns.split.finish(),
      lines: haveLines ? lines.finish() : null,
      files,
    }),
  };
}

function createColumn(storage: RowStorage) {
  const cells = storeTexts(storage);
  let name: string | null = null;
  let place: number | null = null;
  return {
    get count() {
      return cells.count;
    },
    startFile(newPlace: number | null, header: readonly string[]): void {
      place = newPlace;
      if (place !== null) name = header[place] ?? '';
    },
    add(row: readonly string[]): void {
      if (place !== null) cells.push(row[place] ?? '');
    },
    finish: (): TextColumn | null => (name === null ? null : { name, cells: cells.finish() }),
  };
}
