import type { DataFingerprint } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { taggedHeader } from '../../core/data/facts/collectFacts.ts';
import type { SampleRow } from '../../core/data/facts/dataSample.ts';
import { createConllCollector } from '../../core/data/facts/parseConll.ts';
import type { ConllColumns } from '../../core/data/facts/parseConll.ts';
import { parseSlashLine } from '../../core/data/facts/parseTagged.ts';
import { describeLine } from '../../core/data/rowError.ts';
import { explainEmptyFile } from '../fileError.ts';
import { openText } from './dataFile.ts';
import type { DataFile, StartRows } from './dataFile.ts';
import { readLines } from './textLines.ts';

/** Reads the sentences of a CoNLL or CoNLL-U file as words and tags, each joined by blanks. @throws UserError naming the line */
export async function readConllRecords(
  file: DataFile,
  columns: ConllColumns,
  start: StartRows,
): Promise<DataFingerprint> {
  const { bytes, fingerprint } = openText(file);
  const [words, tags] = taggedHeader;
  const { take } = start([String(columns.word ?? words), String(columns.tag ?? tags)]);
  const collector = createConllCollector(columns, (line, message) => {
    throw new UserError(describeLine(file.source, line, message));
  });
  const give = (sentence: SampleRow | null): void => {
    if (sentence !== null) take(sentence.cells, sentence.line);
  };
  let number = 0;
  for await (const line of readLines(bytes)) give(collector.add(line, ++number));
  give(collector.end());
  if (number === 0) throw new UserError(explainEmptyFile(file.source));
  return fingerprint();
}

/** Reads sentences of `word/tag` text, one a line. @throws UserError */
export async function readSlashRecords(file: DataFile, start: StartRows): Promise<DataFingerprint> {
  return readEachLine(file, taggedHeader, start, (line, number) =>
    line.trim() === '' ? null : parseSlashLine(line, number).cells,
  );
}

/** Name of the only column of a text file. */
const lineHeader = ['text'] as const;

/** Reads the lines of a text that are not blank. @throws UserError */
export async function readLineRecords(file: DataFile, start: StartRows): Promise<DataFingerprint> {
  return readEachLine(file, lineHeader, start, (line) => (line.trim() === '' ? null : [line.trim()]));
}

/** Reads all lines of a text as they are. @throws UserError */
export async function readRunningText(file: DataFile, start: StartRows): Promise<DataFingerprint> {
  return readEachLine(file, lineHeader, start, (line) => [line]);
}

async function readEachLine(
  file: DataFile,
  header: readonly string[],
  start: StartRows,
  cellsOf: (line: string, number: number) => readonly string[] | null,
): Promise<DataFingerprint> {
  const { bytes, fingerprint } = openText(file);
  const { take } = start(header);
  let number = 0;
  for await (const line of readLines(bytes)) {
    number++;
    const cells = cellsOf(line, number);
    if (cells !== null) take(cells, number);
  }
  if (number === 0) throw new UserError(explainEmptyFile(file.source));
  return fingerprint();
}
