import { t } from '@vscode/l10n';
import type { NumberASTNode } from 'vscode-json-languageservice';
import type { Problem } from '../../contracts/problem.ts';
import { rangeOf, type Path } from './jsonDocument.ts';
import { problem } from './problem.ts';
import type { Field } from './table/field.ts';

/** Warns of a number that is allowed but seldom meant. */
export function checkUsual(field: Field, node: NumberASTNode, path: Path): readonly Problem[] {
  const [low, high] = field.about?.usual ?? [-Infinity, Infinity];
  if (node.value >= low && node.value <= high) return [];
  const notes = field.about?.notes();
  const effect = (node.value > high ? notes?.raising : notes?.lowering) ?? '';
  const name = String(path.at(-1));
  const text = t('Allowed, but unusual: "{0}" is mostly between {1} and {2}.', name, low, high);
  return [problem('unusualValue', rangeOf(node), `${text} ${effect}`.trimEnd(), 'warning')];
}
