import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import type { InfoRecord, Options } from 'csv-parse';
import { detectDelimiter } from '../../core/data/csvHeader.ts';
import type { DataSample, SampleRow } from '../../core/data/facts/dataSample.ts';
import { csvOptions, explainCsvSyntax } from '../csvSyntax.ts';
import { explainEmptyFile } from '../fileError.ts';
import { readFileEnds } from './fileEnds.ts';
import type { FileEnds, SampleRequest } from './fileEnds.ts';
import { Unreadable } from './unreadable.ts';

interface ParsedRow extends SampleRow {
  /** Bytes of the text up to the end of the row. */
  readonly end: number;
}

/** Characters given to the parser at once, so that other work gets its turn between. */
const PIECE = 64 * 1024;

/** Lines in which the beginning of a row is looked for at the end of a file. */
const LONGEST_CELL = 20;

/** Takes a sample of a csv or tsv file with a header line. */
export async function sampleCsv(request: SampleRequest): Promise<DataSample> {
  const ends = await readFileEnds(request);
  const delimiter = chooseDelimiter(ends.head, request.delimiter);
  const options = csvOptions(delimiter);
  const [header, ...rows] = await parseHead(ends, options, request);
  if (header === undefined) throw new Unreadable('empty', explainEmptyFile(request.source));
  const { source } = request;
  const lastRows = await parseTail(ends.tail, options, header.cells.length, request.signal);
  const count = ends.complete
    ? { count: rows.length, exact: true }
    : { count: estimateRows(ends, header, rows), exact: false };
  return {
    kind: 'table',
    source,
    bytes: ends.bytes,
    modified: ends.modified,
    delimiter,
    header: header.cells.map((cell) => cell.trim()),
    rows: rows.map(({ line, cells }) => ({ line, cells })),
    lastRows,
    count,
    imageSizes: [],
  };
}

/** What the spec says, where it stands in the header line at all; otherwise what the header line uses. */
function chooseDelimiter(head: string, wanted: string | null): string {
  const headerLine = head.split(/\r\n|\n|\r/).find((line) => line !== '') ?? '';
  return wanted !== null && headerLine.includes(wanted) ? wanted : detectDelimiter(headerLine);
}

async function parseHead(
  { head, complete }: FileEnds,
  options: Options,
  { source, signal }: SampleRequest,
): Promise<readonly ParsedRow[]> {
  const rows: ParsedRow[] = [];
  try {
    await parseInto(rows, head, options, signal);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // A cell with line breaks may be cut by the end of the sample.
    const cut = !complete && error.code === 'CSV_QUOTE_NOT_CLOSED';
    if (!cut) throw new Unreadable('malformed', explainCsvSyntax(error, source));
    return rows;
  }
  return complete ? rows : rows.slice(0, -1);
}

/**
 * Rows of the end of a file. It may begin inside quotes, where line breaks do not end a row: rows begin at the first
 * line from which on everything is in order.
 */
async function parseTail(
  tail: string,
  options: Options,
  cells: number,
  signal: AbortSignal | undefined,
): Promise<readonly (readonly string[])[]> {
  let rest = tail;
  for (let line = 0; line < LONGEST_CELL && rest !== ''; line++) {
    const rows = await tryParse(rest, options, signal);
    if (rows?.every((row) => row.length === cells) === true) return rows;
    rest = rest.slice(rest.indexOf('\n') + 1 || rest.length);
  }
  return [];
}

async function tryParse(
  text: string,
  options: Options,
  signal: AbortSignal | undefined,
): Promise<readonly (readonly string[])[] | null> {
  const rows: ParsedRow[] = [];
  try {
    await parseInto(rows, text, options, signal);
    return rows.map((row) => row.cells);
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

async function parseInto(
  rows: ParsedRow[],
  text: string,
  options: Options,
  signal: AbortSignal | undefined,
): Promise<void> {
  const parser = parse({ ...options, info: true });
  const collect = async (
    records: AsyncIterable<{ readonly info: InfoRecord; readonly record: string[] }>,
  ): Promise<void> => {
    for await (const { info, record } of records)
      rows.push({ line: lineOf(info, record), cells: record, end: info.bytes });
  };
  await pipeline(Readable.from(piecesOf(text)), parser, collect, signal === undefined ? {} : { signal });
}

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

/** The parser tells the line that a row ends in: line breaks inside its cells lie before. */
function lineOf({ lines }: InfoRecord, record: readonly string[]): number {
  return lines - record.reduce((sum, cell) => sum + cell.split(/\r\n|\n|\r/).length - 1, 0);
}

function estimateRows({ bytes }: FileEnds, header: ParsedRow, rows: readonly ParsedRow[]): number {
  const end = rows.at(-1)?.end ?? header.end;
  const bytesPerRow = (end - header.end) / Math.max(1, rows.length);
  return bytesPerRow === 0 ? rows.length : Math.max(rows.length, Math.round((bytes - header.end) / bytesPerRow));
}
