import { t } from '@vscode/l10n';
import type { InputPlan } from '../../../contracts/dataPlan.ts';
import type { DataFacts, DataKind, UnreadableData } from '../../data/facts/dataFacts.ts';
import { parseNumber } from '../../data/parseNumber.ts';
import { remark } from '../remark.ts';
import { nearestWord } from '../suggest.ts';
import { suggesting, type Comparison, type DataRemark } from './dataRemark.ts';

const SOURCE = ['data', 'source'];

/** What follows for a spec from a source of which nothing can be known. */
export function checkUnreadable({ reason, message, source, neighbours }: UnreadableData): readonly DataRemark[] {
  if (reason === 'unknownFormat') return [];
  if (reason !== 'missing') return [remark('sourceUnreadable', SOURCE, message)];
  const nearest = nearestWord(source, neighbours);
  const hint = nearest === undefined ? '' : ` ${t('Did you mean "{0}"?', nearest)}`;
  return [suggesting(remark('sourceMissing', SOURCE, message + hint), nearest)];
}

/** Checks whether the source as a whole is what the spec takes it for. */
export function checkSource(comparison: Comparison): readonly DataRemark[] {
  return [
    ...checkKind(comparison),
    ...checkDelimiter(comparison),
    ...checkHeader(comparison),
    ...checkRagged(comparison.facts),
  ];
}

/** Input types that only some kinds of sources can give. */
const KINDS: ReadonlyMap<string, readonly DataKind[]> = new Map(
  Object.entries({
    timeseries: ['table'],
    vector: ['table'],
    text: ['table', 'conll', 'text'],
    image: ['images', 'video'],
    video: ['video', 'images'],
  } satisfies Readonly<Record<InputPlan['type'], readonly DataKind[]>>),
);

function checkKind({ view, facts }: Comparison): readonly DataRemark[] {
  const path = ['data', 'input', 'type'];
  const type = view.text(path);
  const kinds = KINDS.get(type ?? '');
  if (type === null || kinds === undefined || kinds.includes(facts.kind)) return [];
  const [nearest] = [...KINDS].find(([, [first]]) => first === facts.kind) ?? ['text'];
  const text = t('{source} holds {kind}, which is no input of type {type}: use type "{nearest}", or another source.', {
    source: facts.source,
    kind: describeKind(facts.kind),
    type,
    nearest,
  });
  return [suggesting(remark('sourceUnsuited', path, text), nearest)];
}

function describeKind(kind: DataKind): string {
  switch (kind) {
    case 'table':
      return t('a table');
    case 'conll':
      return t('tagged sentences');
    case 'images':
      return t('images');
    case 'video':
      return t('videos');
    case 'text':
      return t('lines of text');
  }
}

function checkDelimiter({ view, facts }: Comparison): readonly DataRemark[] {
  const path = ['data', 'delimiter'];
  const wanted = view.text(path);
  if (facts.delimiter === null) return [];
  if (wanted !== null && wanted !== facts.delimiter && facts.columns.length > 1) {
    const found = JSON.stringify(facts.delimiter);
    const text = t(
      'The header line of {0} is separated by {1}, and has no {2}.',
      facts.source,
      found,
      JSON.stringify(wanted),
    );
    return [suggesting(remark('delimiterMismatch', path, text), facts.delimiter)];
  }
  const [only, ...others] = facts.columns;
  const character = /[|:]/.exec(only?.name ?? '')?.[0];
  if (only === undefined || others.length > 0 || wanted !== null || character === undefined) return [];
  const text = t(
    'The header line of {0} is one cell, "{1}": set data.delimiter to the character between the columns.',
    facts.source,
    only.name,
  );
  return [suggesting(remark('delimiterMismatch', SOURCE, text), character)];
}

/** Numbers as names of columns: a file without a header line gives its first row for it. */
function checkHeader({ facts }: Comparison): readonly DataRemark[] {
  const names = facts.columns.map(({ name }) => name);
  if (facts.delimiter === null || names.length === 0 || !names.every((name) => isNumber(name))) return [];
  const text = t(
    'The first line of {0} is "{1}", which looks like data. A file begins with a line of column names.',
    facts.source,
    names.slice(0, 5).join(facts.delimiter),
  );
  return [remark('headerMissing', SOURCE, text, 'warning')];
}

function isNumber(text: string): boolean {
  const value = parseNumber(text);
  return typeof value === 'number' && !Number.isNaN(value);
}

function checkRagged({ firstRagged, columns, source }: DataFacts): readonly DataRemark[] {
  if (firstRagged === null) return [];
  const text = t(
    '{source}, line {line}: the row has {found} cells, but the header has {expected}. Put a cell that contains the delimiter in quotes.',
    { source, line: firstRagged.line, found: firstRagged.cells, expected: columns.length },
  );
  return [remark('raggedRow', SOURCE, text)];
}
