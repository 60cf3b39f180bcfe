import { t } from '@vscode/l10n';
import { taggedHeader } from '../../core/data/facts/collectFacts.ts';
import type { DataSample, SampleRow } from '../../core/data/facts/dataSample.ts';
import { parseConll } from '../../core/data/facts/parseConll.ts';
import { isSlashTagged, parseLines, parseSlashTagged } from '../../core/data/facts/parseTagged.ts';
import { describeLine } from '../../core/data/rowError.ts';
import { readFileEnds } from './fileEnds.ts';
import type { FileEnds, SampleRequest } from './fileEnds.ts';
import { Unreadable } from './unreadable.ts';

/** Takes a sample of a CoNLL file. */
export async function sampleConll(request: SampleRequest): Promise<DataSample> {
  const ends = await readFileEnds(request);
  // The end of the sample may have cut the last line.
  const head = ends.complete ? ends.head : ends.head.slice(0, ends.head.lastIndexOf('\n') + 1);
  const rows = parseConll(head, (line, message) => {
    throw new Unreadable('malformed', describeLine(request.source, line, message));
  });
  if (rows.every(({ cells }) => (cells[1] ?? '').trim() === '')) {
    const text = t('{0} has no tags: a line holds a word and its tag, with a tab or a blank between.', request.source);
    throw new Unreadable('malformed', text);
  }
  return toSample(request.source, ends, { kind: 'conll', header: taggedHeader, rows });
}

/** Takes a sample of a text file: sentences of `word/tag` where nearly all words have a tag, otherwise lines. */
export async function sampleText(request: SampleRequest): Promise<DataSample> {
  const ends = await readFileEnds(request);
  if (!isSlashTagged(ends.head)) {
    return toSample(request.source, ends, { kind: 'text', header: ['text'], rows: parseLines(ends.head) });
  }
  return toSample(request.source, ends, { kind: 'conll', header: taggedHeader, rows: parseSlashTagged(ends.head) });
}

interface TextRows {
  readonly kind: 'conll' | 'text';
  readonly header: readonly string[];
  readonly rows: readonly SampleRow[];
}

function toSample(source: string, ends: FileEnds, { kind, header, rows }: TextRows): DataSample {
  // The end of the sample may have cut the last row.
  const whole = ends.complete || rows.length < 2 ? rows : rows.slice(0, -1);
  const estimate = Math.round((rows.length * ends.bytes) / ends.headBytes);
  return {
    kind,
    source,
    bytes: ends.bytes,
    modified: ends.modified,
    delimiter: null,
    header,
    rows: whole,
    lastRows: [],
    count: { count: ends.complete ? whole.length : estimate, exact: ends.complete },
    imageSizes: [],
  };
}
