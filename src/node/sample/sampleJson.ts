import { getNodeValue, parseTree } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import type { DataSample, SampleRow } from '../../core/data/facts/dataSample.ts';
import { isRecord, toCell } from '../cellText.ts';
import { explainEmptyFile } from '../fileError.ts';
import { explainJson, explainJsonLine, parseRecord } from '../jsonSyntax.ts';
import { readFileEnds } from './fileEnds.ts';
import type { FileEnds, SampleRequest } from './fileEnds.ts';
import { Unreadable } from './unreadable.ts';

interface JsonRow {
  readonly line: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Takes a sample of a file with one JSON object a line. */
export async function sampleJsonLines(request: SampleRequest): Promise<DataSample> {
  const ends = await readFileEnds(request);
  const lines = numberedLines(ends.head);
  const whole = ends.complete ? lines : lines.slice(0, -1);
  const rows = whole.map(({ text, line }) => ({ line, value: parseLine(text, line, request.source) }));
  const last = numberedLines(ends.tail).map(({ text }) => parseRecord(text) ?? {});
  const bytesPerRow = Buffer.byteLength(whole.map(({ text }) => `${text}\n`).join('')) / Math.max(1, rows.length);
  return toSample(request.source, ends, { rows, last, estimate: ends.bytes / bytesPerRow });
}

/** Takes a sample of a file with a list of JSON objects. */
export async function sampleJson(request: SampleRequest): Promise<DataSample> {
  const ends = await readFileEnds(request);
  const items = itemsOf(ends, request.source);
  // The end of the sample may have cut the last object.
  const rows = ends.complete ? items : items.slice(0, -1);
  const estimate = (ends.bytes / ends.headBytes) * Math.max(1, rows.length);
  return toSample(request.source, ends, { rows, last: [], estimate });
}

interface JsonRows {
  readonly rows: readonly JsonRow[];
  readonly last: readonly Readonly<Record<string, unknown>>[];
  /** Rows of the whole file. */
  readonly estimate: number;
}

function toSample(source: string, ends: FileEnds, { rows, last, estimate }: JsonRows): DataSample {
  if (rows.length === 0) throw new Unreadable('empty', explainEmptyFile(source));
  const header = [...new Set(rows.flatMap(({ value }) => Object.keys(value)))];
  const cellsOf = (value: JsonRow['value']): readonly string[] => header.map((key) => toCell(value[key]));
  return {
    kind: 'table',
    source,
    bytes: ends.bytes,
    modified: ends.modified,
    delimiter: null,
    header,
    rows: rows.map(({ line, value }): SampleRow => ({ line, cells: cellsOf(value) })),
    lastRows: last.map(cellsOf),
    count: ends.complete ? { count: rows.length, exact: true } : { count: Math.round(estimate), exact: false },
    imageSizes: [],
  };
}

function numberedLines(text: string): readonly { readonly text: string; readonly line: number }[] {
  return text
    .split(/\r\n|\n/)
    .map((line, index) => ({ text: line, line: index + 1 }))
    .filter((line) => line.text.trim() !== '');
}

function parseLine(text: string, line: number, source: string): JsonRow['value'] {
  const value = parseRecord(text);
  if (value !== null) return value;
  throw new Unreadable('malformed', explainJsonLine(source, line));
}

function itemsOf({ head, complete }: FileEnds, source: string): readonly JsonRow[] {
  const errors: ParseError[] = [];
  const root = parseDeep(head, errors);
  if (root?.type !== 'array' || (complete && errors.length > 0)) throw new Unreadable('malformed', explainJson(source));
  let line = 1;
  let offset = 0;
  return (root.children ?? []).map((node): JsonRow => {
    line += head.slice(offset, node.offset).split('\n').length - 1;
    offset = node.offset;
    const value: unknown = getNodeValue(node);
    if (!isRecord(value)) throw new Unreadable('malformed', explainJson(source));
    return { line, value };
  });
}

/** The parser recurses: brackets alone can exhaust the stack. */
function parseDeep(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { disallowComments: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
