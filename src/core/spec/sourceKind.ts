/** What a data source is, as its path tells. */
export type SourceKind = 'pattern' | 'folder' | 'table' | 'later' | 'unknown';

/** Files that this version reads. */
const readEndings: ReadonlySet<string> = new Set(['csv', 'tsv', 'txt', 'data']);

/** Files that the language knows, but this version cannot read. */
const laterEndings: ReadonlySet<string> = new Set([
  'jsonl',
  'json',
  'parquet',
  'conll',
  'conllu',
  'npy',
  'npz',
  'idx',
  'po',
]);

/** Tells patterns, folders and files apart. A name without an ending may be a file or a folder. */
export function sourceKind(source: string): SourceKind {
  if (/[*?]/.test(source)) return 'pattern';
  if (/[\\/]$/.test(source)) return 'folder';
  const ending = endingOf(source);
  if (readEndings.has(ending)) return 'table';
  return laterEndings.has(ending) ? 'later' : 'unknown';
}

/** The ending of a file's name in small letters, without the dot; empty without one. */
export function endingOf(source: string): string {
  return /\.(\w+)$/.exec(source)?.[1]?.toLowerCase() ?? '';
}

/** Whether this version can try to read a source. */
export function isReadable(source: string): boolean {
  const kind = sourceKind(source);
  return kind === 'table' || kind === 'unknown';
}
