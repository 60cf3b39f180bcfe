/** Endings of the files that are looked into. */
export const DATA_ENDINGS = [
  'csv',
  'tsv',
  'jsonl',
  'ndjson',
  'json',
  'conll',
  'conllu',
  'txt',
  'parquet',
  'po',
] as const;

/** JSON that other programs keep beside data. */
const NO_DATA =
  /\.lstm\.json$|^(?:package|package-lock|tsconfig.*|jsconfig|run|composer)\.json$|^(?:requirements|license|readme).*\.txt$/i;

/** Whether a file of this name can hold what a model learns from. */
export function isDataFile(name: string): boolean {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase();
  return DATA_ENDINGS.some((known) => known === ending) && !NO_DATA.test(name);
}
