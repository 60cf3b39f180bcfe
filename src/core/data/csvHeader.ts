import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';

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
  const nearest = findNearest(name, cells);
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

/** The name that needs the fewest edits, if those are at most a third of its letters. */
function findNearest(name: string, names: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  const ranked = names
    .map((candidate) => ({ candidate, distance: countEdits(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(1, Math.floor(name.length / 3)) ? best.candidate : undefined;
}

/** Levenshtein distance: letters inserted, left out or replaced. */
function countEdits(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
