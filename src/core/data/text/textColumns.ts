import { t } from '@vscode/l10n';
import type { DataPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import { findColumns } from '../csvHeader.ts';

/** Where the columns of a text task stand in a row; `null` for one that it does not need. */
export interface TextPlaces {
  readonly input: number;
  readonly target: number | null;
  readonly split: number | null;
}

/**
 * Finds the columns that a plan needs. One that it does not name is the only one that is left.
 *
 * @throws UserError for a column that is absent or there twice, and where more than one may be meant
 */
export function chooseTextColumns(header: readonly string[], plan: DataPlan, source: string): TextPlaces {
  const find = (name: string): number => findColumns(header, [name], source)[0] ?? 0;
  const split = 'column' in plan.split && plan.split.column !== null ? find(plan.split.column) : null;
  const namedInput = columnOf(plan.input);
  const namedTarget = columnOf(plan.target);
  const taken = [namedInput, namedTarget].filter((name) => name !== null).map(find);
  const free = header.map((_, index) => index).filter((index) => !taken.includes(index) && index !== split);
  const input = namedInput === null ? only(free, 'input', header, plan, source) : find(namedInput);
  if (plan.target.type === 'next') return { input, target: null, split };
  const left = free.filter((index) => index !== input);
  const target = namedTarget === null ? only(left, 'target', header, plan, source) : find(namedTarget);
  return { input, target, split };
}

/**
 * Finds the column that a trained model reads in a file that need not have its target.
 *
 * @throws UserError where it is absent, and where more than one may be meant
 */
export function chooseInputColumn(
  header: readonly string[],
  { input, target }: Pick<DataPlan, 'input' | 'target'>,
  source: string,
): number {
  const cells = header.map((cell) => cell.trim());
  const named = columnOf(input);
  if (named !== null && (cells.includes(named) || cells.length > 1)) return findColumns(cells, [named], source)[0] ?? 0;
  const namedTarget = columnOf(target);
  const free = [...cells.keys()].filter((index) => cells[index] !== namedTarget);
  // As in the training: of two columns without names in the spec, the first is the input.
  const mayBeTwo = namedTarget === null && target.type !== 'next';
  const [first] = free;
  if (first !== undefined && (free.length === 1 || (free.length === 2 && mayBeTwo))) return first;
  const columns = cells.map((name) => `"${name}"`).join(', ');
  throw new UserError(
    t(
      '{source} has the columns {columns}, but the spec of the run does not name the one with the texts. Leave only it.',
      {
        source,
        columns,
      },
    ),
  );
}

function columnOf(part: DataPlan['input'] | DataPlan['target']): string | null {
  return 'column' in part ? part.column : null;
}

/** Of two columns that are left, the input is the first: words before tags, a text before its translation. */
function only(
  free: readonly number[],
  side: 'input' | 'target',
  header: readonly string[],
  plan: DataPlan,
  source: string,
): number {
  const needed = side === 'input' && plan.target.type !== 'next' && columnOf(plan.target) === null ? 2 : 1;
  const [first] = free;
  if (first !== undefined && free.length === needed) return first;
  const columns = header.map((name) => `"${name}"`).join(', ');
  throw new UserError(t('Name a column in data.{side}.column: {source} has {columns}.', { side, source, columns }));
}
