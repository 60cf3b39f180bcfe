import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';
import { nearestWord } from '../spec/suggest.ts';

/** Candidates in the order of preference. */
const DELIMITERS = [',', ';', '\t'] as const;

/** The delimiter that stands most often in the header line, outside quotes: comma, semicolon or tab; comma if none does. */
export function detectDelimiter(headerLine: string): string {
  const unquoted = headerLine.replace(/"[^"]*"/g, '');
  const count = (delimiter: string): number => unquoted.split(delimiter).length;
  return DELIMITERS.reduce<string>((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best), ',');
}

/**
 * Finds where the columns `names` stand among the header's cells.
 *
 * @throws UserError for a column that is absent, with the nearest name there is, or that is there twice.
 */
export function findColumns(header: readonly string[], names: readonly string[], source: string): readonly number[] {
  const cells = header.map((cell) => cell.trim());
  return names.map((name) => {
    const index = cells.indexOf(name);
    if (index === -1) throw new UserError(describeAbsent(name, cells, source));
    const again = cells.indexOf(name, index + 1);
    if (again !== -1) throw new UserError(describeTwice(name, [index, again], source));
    return index;
  });
}

function describeAbsent(name: string, cells: readonly string[], source: string): string {
  const fact = t('{source} has no column "{name}".', { source, name });
  const only = cells.length === 1 ? (cells[0] ?? '') : '';
  if (/[,;\t|]/.test(only)) {
    return `${fact} ${t('Its header line is one cell, "{0}": set data.delimiter to the character between the columns.', only)}`;
  }
  const nearest = nearestWord(
    name,
    cells.filter((cell) => cell !== ''),
  );
  const hint = nearest === undefined ? '' : ` ${t('Did you mean "{0}"?', nearest)}`;
  return `${fact}${hint} ${t('It has: {0}.', cells.map((cell) => `"${cell}"`).join(', '))}`;
}

function describeTwice(name: string, [first, second]: readonly [number, number], source: string): string {
  return t('{source}: the header has the column "{name}" twice, in cells {first} and {second}. Rename one of them.', {
    source,
    name,
    first: first + 1,
    second: second + 1,
  });
}
