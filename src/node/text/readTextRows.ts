import { extname, resolve } from 'node:path';
import type { DataPlan } from '../../contracts/dataPlan.ts';
import type { DataFingerprint } from '../../contracts/training.ts';
import type { ConllColumns } from '../../core/data/facts/parseConll.ts';
import type { RowStorage } from '../../core/data/numberRows.ts';
import type { TextRows } from '../../core/data/text/textRows.ts';
import { explainFileError } from '../fileError.ts';
import { readCsvRecords } from '../records/csvRecords.ts';
import type { DataFile, StartRows } from '../records/dataFile.ts';
import { findDataFiles, joinFingerprints } from '../records/findDataFiles.ts';
import { readJsonLines, readJsonList } from '../records/jsonRecords.ts';
import { readParquetRecords } from '../records/parquetRecords.ts';
import { readPoRecords } from '../records/poRecords.ts';
import { readConllRecords, readLineRecords, readRunningText, readSlashRecords } from '../records/taggedRecords.ts';
import { collectTextRows } from './collectTextRows.ts';

/**
 * Reads the columns that a text task needs from its file, or from all files of its pattern one after the other, into a
 * storage: of texts of any size only what is being read is in memory.
 *
 * @throws UserError naming file, row and column for anything that the person can mend
 */
export async function readTextRows(
  plan: DataPlan,
  baseDirectory: string,
  storage: RowStorage,
): Promise<{ readonly rows: TextRows; readonly fingerprint: DataFingerprint }> {
  const files = await findDataFiles(plan, baseDirectory);
  const collector = collectTextRows(plan, storage);
  const fingerprints: DataFingerprint[] = [];
  for (const file of files) fingerprints.push(await readRecords(file, plan, collector.startFile(file.source)));
  const source = files[0]?.source ?? '';
  const isRunning = formatOf(source, plan) === 'running';
  const rows = collector.finish({ areTokens: holdsTokens(source, plan), isRunning });
  return { rows, fingerprint: joinFingerprints(files, fingerprints, resolve(baseDirectory, plan.source)) };
}

/** Whether a file cuts its texts into tokens itself. */
export function holdsTokens(source: string, plan: DataPlan): boolean {
  const format = formatOf(source, plan);
  return format === 'conll' || format === 'slash';
}

type TextFormat = 'table' | 'jsonl' | 'json' | 'parquet' | 'po' | 'conll' | 'slash' | 'lines' | 'running';

/** What a file holds, as its name and the task tell. */
function formatOf(source: string, { target }: DataPlan): TextFormat {
  switch (extname(source).slice(1).toLowerCase()) {
    case 'jsonl':
    case 'ndjson':
      return 'jsonl';
    case 'json':
      return 'json';
    case 'parquet':
      return 'parquet';
    case 'po':
    case 'pot':
      return 'po';
    case 'conll':
    case 'conllu':
      return 'conll';
    case 'txt':
      return target.type === 'next' ? 'running' : target.type === 'tags' ? 'slash' : 'lines';
    case 'csv':
    case 'tsv':
      return 'table';
    default:
      return target.type === 'tags' ? 'slash' : 'table';
  }
}

/** Reads the records of one file, in the format that its name and the plan tell. @throws UserError naming the place */
export async function readRecords(file: DataFile, plan: DataPlan, start: StartRows): Promise<DataFingerprint> {
  try {
    return await readFormat(file, plan, start);
  } catch (error) {
    throw explainFileError(error, file.path) ?? error;
  }
}

function readFormat(file: DataFile, plan: DataPlan, start: StartRows): Promise<DataFingerprint> {
  switch (formatOf(file.source, plan)) {
    case 'table':
      return readCsvRecords(file, start);
    case 'jsonl':
      return readJsonLines(file, start);
    case 'json':
      return readJsonList(file, start);
    case 'parquet':
      return readParquetRecords(file, start);
    case 'po':
      return readPoRecords(file, start);
    case 'conll':
      return readConllRecords(file, conllColumns(plan), start);
    case 'slash':
      return readSlashRecords(file, start);
    case 'lines':
      return readLineRecords(file, start);
    case 'running':
      return readRunningText(file, start);
  }
}

function conllColumns({ input, target }: DataPlan): ConllColumns {
  return { word: columnNumber(input), tag: columnNumber(target), needsTags: target.type === 'tags' };
}

/** Columns of a CoNLL file have numbers instead of names. */
function columnNumber(part: DataPlan['input'] | DataPlan['target']): number | null {
  const column = 'column' in part ? part.column : null;
  return column !== null && /^[1-9]\d*$/.test(column) ? Number(column) : null;
}
