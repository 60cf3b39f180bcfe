import type { ASTNode, PropertyASTNode } from 'vscode-json-languageservice';
import type { Problem } from '../../contracts/problem.ts';
import { checkUsual } from './checkUsual.ts';
import { explainUnknownKey } from './explainUnknownKey.ts';
import { explainValue } from './explainValue.ts';
import { childOf, resolveVariant } from './fieldAt.ts';
import type { Path } from './jsonDocument.ts';
import type { Field } from './table/field.ts';
import { specTable } from './table/specTable.ts';

/**
 * Where a document breaks the rules of the table: keys that are unknown or missing, values of another kind or out of
 * range. Each node is looked at once, with its row in hand, so that the time grows with the document and no faster.
 */
export function checkFields(root: ASTNode): readonly Problem[] {
  return checkNode(specTable, root, []);
}

function checkNode(field: Field, node: ASTNode, path: Path): readonly Problem[] {
  const own = explainValue(field, node, path);
  const usual = own.length === 0 && node.type === 'number' ? checkUsual(field, node, path) : [];
  return [...own, ...usual, ...checkChildren(field, node, path)];
}

function checkChildren(field: Field, node: ASTNode, path: Path): readonly Problem[] {
  if (node.type === 'array') {
    const { items } = field;
    return items === undefined ? [] : node.items.flatMap((item, index) => checkNode(items, item, [...path, index]));
  }
  if (node.type !== 'object') return [];
  const variant = resolveVariant(field, node) ?? field;
  return node.properties.flatMap((property) => checkProperty({ field, variant }, property, path));
}

function checkProperty(
  { field, variant }: { readonly field: Field; readonly variant: Field },
  { keyNode, valueNode }: PropertyASTNode,
  path: Path,
): readonly Problem[] {
  // A key without a value is still being written.
  if (valueNode === undefined) return [];
  const child = childOf(variant, keyNode.value);
  if (child !== undefined) return checkNode(child, valueNode, [...path, keyNode.value]);
  // Of an object whose type is not known, nothing can be said about its keys; nor where anything may stand.
  return variant.properties === undefined ? [] : [explainUnknownKey(keyNode, { field, variant })];
}
