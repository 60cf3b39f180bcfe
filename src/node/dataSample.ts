import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';
import { collectFacts } from '../core/data/facts/collectFacts.ts';
import type { UnreadableData } from '../core/data/facts/dataFacts.ts';
import type { DataSample, SampledData } from '../core/data/facts/dataSample.ts';
import type { SampleRequest } from './sample/fileEnds.ts';
import { findsFiles, isPattern } from './sample/findsFiles.ts';
import { sampleArrayFiles } from './sample/sampleArrayFiles.ts';
import { sampleCsv } from './sample/sampleCsv.ts';
import { sampleFolder } from './sample/sampleFolder.ts';
import { sampleJson, sampleJsonLines } from './sample/sampleJson.ts';
import { sampleNpz } from './sample/sampleNpz.ts';
import { sampleConll, sampleText } from './sample/sampleText.ts';
import { unseen, Unreadable } from './sample/unreadable.ts';

/** How a sample is taken. */
export interface SampleOptions {
  /** The file, as the spec names it, for messages; the path itself unless given. */
  readonly source?: string;
  /** `data.delimiter` of the spec, where it says one. */
  readonly delimiter?: string | null;
  readonly signal?: AbortSignal;
  /** At most so many bytes from the start of a file; half a million unless given. */
  readonly headBytes?: number;
  /** At most so many bytes from its end. */
  readonly tailBytes?: number;
}

const HEAD_BYTES = 512 * 1024;
const TAIL_BYTES = 64 * 1024;

/** Names beside a missing file that are offered at most. */
const MOST_NEIGHBOURS = 1000;

/** Files of one array each: npy, and such as train-images-idx3-ubyte, which have no ending; packed or not. */
const ARRAY = /[-_.]idx\d?([-_.]\w+)*$|\.npy(\.gz)?$/i;

/**
 * Takes a bounded sample of a file or folder and finds out what it tells. What is wrong with it is an answer, not an
 * exception.
 *
 * @param path absolute, or relative to the working directory
 * @throws the reason of `signal` once it is aborted
 */
export async function readSampledData(
  path: string,
  options: SampleOptions = {},
): Promise<SampledData | UnreadableData> {
  const sample = await readDataSample(path, options);
  return sample.kind === 'unreadable' ? sample : { kind: 'sampled', sample, facts: collectFacts(sample) };
}

/** Takes the sample that `readSampledData` looks at. */
export async function readDataSample(path: string, options: SampleOptions = {}): Promise<DataSample | UnreadableData> {
  const request: SampleRequest = {
    path,
    source: options.source ?? path,
    delimiter: options.delimiter ?? null,
    headBytes: options.headBytes ?? HEAD_BYTES,
    tailBytes: options.tailBytes ?? TAIL_BYTES,
    signal: options.signal,
  };
  try {
    request.signal?.throwIfAborted();
    return await takeSample(request);
  } catch (error) {
    const unreadable = await explain(error, request);
    if (unreadable === null) throw error;
    return unreadable;
  }
}

async function takeSample(request: SampleRequest): Promise<DataSample> {
  const ending = extname(request.path).slice(1).toLowerCase();
  if (await isPattern(request)) {
    if (!(await findsFiles(request))) throw noFile(request);
    if (!ARRAY.test(request.source) || /[*?[{].*[\\/]/.test(request.source)) throw unseen(request.source);
    return sampleArrayFiles(request);
  }
  const entry = await stat(request.path);
  if (entry.isDirectory()) return sampleFolder(request);
  if (ARRAY.test(request.path)) return sampleArrayFiles(request);
  switch (ending) {
    case 'jsonl':
    case 'ndjson':
      return sampleJsonLines(request);
    case 'json':
      return sampleJson(request);
    case 'conll':
    case 'conllu':
      return sampleConll(request);
    case 'txt':
      return sampleText(request);
    case 'npz':
      return sampleNpz(request);
    // Their parsers are large, and few need them: loaded when they are.
    case 'po':
      return (await import('./sample/samplePo.ts')).samplePo(request);
    case 'parquet':
      return (await import('./sample/sampleParquet.ts')).sampleParquet(request);
    default:
      return sampleCsv(request);
  }
}

function noFile({ source }: SampleRequest): Unreadable {
  return new Unreadable(
    'missing',
    t('No file fits the pattern {0}. Patterns are relative to the folder of the spec.', source),
  );
}

async function explain(error: unknown, { path, source }: SampleRequest): Promise<UnreadableData | null> {
  if (error instanceof Unreadable) {
    return { kind: 'unreadable', source, reason: error.reason, message: error.message, neighbours: [] };
  }
  // What training would say, too.
  if (error instanceof UserError) {
    return { kind: 'unreadable', source, reason: 'malformed', message: error.message, neighbours: [] };
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const message = t('There is no file or folder {0}. Paths are relative to the folder of the spec.', source);
    return { kind: 'unreadable', source, reason: 'missing', message, neighbours: await readNeighbours(path, source) };
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const message = t('The file {0} must not be read. Change its permissions.', source);
    return { kind: 'unreadable', source, reason: 'forbidden', message, neighbours: [] };
  }
  return null;
}

/** What lies where the source was looked for, written as the spec would write it. */
async function readNeighbours(path: string, source: string): Promise<readonly string[]> {
  const prefix = source.slice(0, source.length - basename(source).length);
  try {
    const names = await readdir(dirname(path));
    return names.slice(0, MOST_NEIGHBOURS).map((name) => `${prefix}${name}`);
  } catch {
    // The folder is missing, too: then nothing lies beside it.
    return [];
  }
}
