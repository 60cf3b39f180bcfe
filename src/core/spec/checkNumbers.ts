import { t } from '@vscode/l10n';
import type { ASTNode, NumberASTNode } from 'vscode-json-languageservice';
import type { Problem } from '../../contracts/problem.ts';
import { explainValue } from './explainValue.ts';
import { fieldAt } from './fieldAt.ts';
import { pathOf, rangeOf } from './jsonDocument.ts';
import { problem } from './problem.ts';
import type { Field } from './table/field.ts';

/**
 * Errors in numbers that the JSON language service lets through (`1e-2` counts as whole there, `1e999` is infinite),
 * and warnings for numbers that are allowed but seldom meant.
 */
export function checkNumbers(root: ASTNode | undefined): readonly Problem[] {
  return numbersIn(root).flatMap((node) => {
    const path = pathOf(node);
    const field = fieldAt(root, path);
    if (field === undefined) return [];
    const errors = field.type === 'integer' || field.type === 'number' ? explainValue(field, node, path) : [];
    return errors.length > 0 ? errors : unusual(field, node, String(path.at(-1)));
  });
}

function unusual(field: Field, node: NumberASTNode, name: string): readonly Problem[] {
  const [low, high] = field.about?.usual ?? [-Infinity, Infinity];
  if (node.value >= low && node.value <= high) return [];
  const notes = field.about?.notes();
  const effect = (node.value > high ? notes?.raising : notes?.lowering) ?? '';
  const text = t('Allowed, but unusual: "{0}" is mostly between {1} and {2}.', name, low, high);
  return [problem('unusualValue', rangeOf(node), `${text} ${effect}`.trimEnd(), 'warning')];
}

function numbersIn(node: ASTNode | undefined): readonly NumberASTNode[] {
  if (node === undefined) return [];
  if (node.type === 'number') return [node];
  return (node.children ?? []).flatMap(numbersIn);
}
