import type { DataSample } from '../../core/data/facts/dataSample.ts';
import { UserError } from '../../contracts/userError.ts';
import { parsePo, poHeader } from '../records/poRecords.ts';
import { readFileEnds, type FileEnds, type SampleRequest } from './fileEnds.ts';
import { Unreadable } from './unreadable.ts';

/** Takes a sample of a gettext catalogue: its pairs, of which an entry has no line of its own. */
export async function samplePo(request: SampleRequest): Promise<DataSample> {
  const ends = await readFileEnds(request);
  const pairs = parse(wholeEntries(ends), request.source);
  const estimate = Math.round((pairs.length * ends.bytes) / Math.max(1, ends.headBytes));
  return {
    kind: 'table',
    source: request.source,
    bytes: ends.bytes,
    modified: ends.modified,
    delimiter: null,
    header: poHeader,
    rows: pairs.map((cells, index) => ({ line: index + 1, cells })),
    lastRows: [],
    count: { count: ends.complete ? pairs.length : estimate, exact: ends.complete },
    imageSizes: [],
  };
}

function parse(text: string, source: string): ReturnType<typeof parsePo> {
  try {
    return parsePo(text, source);
  } catch (error) {
    throw error instanceof UserError ? new Unreadable('malformed', error.message) : error;
  }
}

/** Without the entry that the end of the sample cuts: a blank line stands between entries. */
function wholeEntries({ head, complete }: FileEnds): string {
  return complete ? head : head.slice(0, Math.max(0, head.search(/\n\s*\n(?![^]*\n\s*\n)/)));
}
