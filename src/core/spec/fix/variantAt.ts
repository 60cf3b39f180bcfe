import type { ASTNode } from 'vscode-json-languageservice';
import { fieldAt, resolveVariant } from '../fieldAt.ts';
import { nodeAt, type Path } from '../jsonDocument.ts';
import type { Field } from '../table/field.ts';

/** The row of an object, of the variant that its type names where it has variants. */
export function variantAt(root: ASTNode, path: Path): Field | undefined {
  const field = fieldAt(root, path);
  return field === undefined ? undefined : resolveVariant(field, nodeAt(root, path));
}
