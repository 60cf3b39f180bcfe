import { getNodeValue } from 'jsonc-parser';
import type { ASTNode } from 'vscode-json-languageservice';
import { valueOf, type Path } from './jsonDocument.ts';
import { variantName } from './jsonSchema.ts';
import { defaultOf, valuesOf, type Field } from './table/field.ts';
import { specTable } from './table/specTable.ts';

/**
 * The table's row for a path in a document, or `undefined` where the language has none. A default that follows from the
 * keys beside it is the one that this document has.
 */
export function fieldAt(root: ASTNode | undefined, path: Path): Field | undefined {
  let field: Field | undefined = specTable;
  let node = root;
  for (const step of path) {
    field = field === undefined ? undefined : childOf(resolveVariant(field, node) ?? field, step);
    if (field?.defaultBeside !== undefined) field = { ...field, default: defaultOf(field, siblingsIn(node)) };
    node = typeof step === 'string' ? valueOf(node, step) : node?.type === 'array' ? node.items[step] : undefined;
  }
  return field;
}

function siblingsIn(node: ASTNode | undefined): Readonly<Record<string, unknown>> {
  // The tree is of JSON: an object in it is a record.
  return node?.type === 'object' ? (getNodeValue(node) as Readonly<Record<string, unknown>>) : {};
}

/** The variant that an object's `type` names; the field itself where it has no variants; else `undefined`. */
export function resolveVariant(field: Field, node: ASTNode | undefined): Field | undefined {
  if (field.anyOf === undefined) return field;
  const type = node?.type === 'string' ? node : valueOf(node, 'type');
  return field.anyOf.find((alternative) => variantName(alternative) === type?.value);
}

/** The row of one key or one item. The `type` of an object with variants is a choice among their names. */
export function childOf(field: Field, step: string | number): Field | undefined {
  if (typeof step === 'number') return field.items;
  if (field.anyOf !== undefined) return step === 'type' ? typeField(field, field.anyOf) : undefined;
  return field.properties !== undefined && Object.hasOwn(field.properties, step)
    ? field.properties[step]
    : valuesOf(field);
}

function typeField(field: Field, alternatives: readonly Field[]): Field {
  const names = alternatives.map(variantName);
  return { type: 'string', enum: names, ...(field.about === undefined ? {} : { about: field.about }) };
}

/** A path as the table knows it: `layers[].units`. */
export function placeOf(path: Path): string {
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[]`;
    return place === '' ? step : `${place}.${step}`;
  }, '');
}
