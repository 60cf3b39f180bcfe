import type { ASTNode } from 'vscode-json-languageservice';
import { fieldAt } from '../fieldAt.ts';
import { isRecord } from '../fitValue.ts';
import { nodeAt, type Path } from '../jsonDocument.ts';
import { insertProperty, replaceNode, writeJson } from '../jsonEdits.ts';
import { variantName } from '../jsonSchema.ts';
import type { Field } from '../table/field.ts';
import type { TextEdit } from '../textEdit.ts';
import { jsonValueOf } from './jsonValueOf.ts';

/**
 * Edits that write a value at a path, with the objects on the way; a bare word on the way becomes an object. `null`
 * where that cannot be done.
 */
export function setValue(text: string, root: ASTNode, path: Path, value: unknown): readonly TextEdit[] | null {
  const node = nodeAt(root, path);
  if (node !== undefined) return [replaceNode(node, writeJson(value))];
  const key = path.at(-1);
  if (typeof key !== 'string') return null;
  const parentPath = path.slice(0, -1);
  const parent = nodeAt(root, parentPath);
  if (parent?.type === 'object') {
    return insertProperty(text, parent, { key, json: writeJson(value) }, orderAt(root, parentPath));
  }
  const base = baseOf(root, parentPath, parent);
  return base === null ? null : setValue(text, root, parentPath, { ...base, [key]: value });
}

/** The object that stands in place of a bare word, or of a default that was left out. */
function baseOf(root: ASTNode, path: Path, node: ASTNode | undefined): Readonly<Record<string, unknown>> | null {
  const field = fieldAt(root, path);
  if (field === undefined) return null;
  const value = node === undefined ? field.default : jsonValueOf(node);
  if (isRecord(value)) return value;
  if (field.anyOf !== undefined) return typeof value === 'string' && hasVariant(field, value) ? { type: value } : null;
  return value === undefined && field.properties !== undefined ? {} : null;
}

function hasVariant({ anyOf = [] }: Field, name: string): boolean {
  return anyOf.some((variant) => variantName(variant) === name);
}

/** The order of the keys in the table; empty where several variants have different ones. */
function orderAt(root: ASTNode, path: Path): readonly string[] {
  const field = fieldAt(root, path);
  const type = nodeAt(root, [...path, 'type'])?.value;
  const variant = field?.anyOf?.find((one) => variantName(one) === type) ?? field;
  return Object.keys(variant?.properties ?? {});
}
