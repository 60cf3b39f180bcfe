import { t } from '@vscode/l10n';
import { getNodeValue } from 'jsonc-parser';
import type { ASTNode, PropertyASTNode } from 'vscode-json-languageservice';
import type { OffsetRange, Problem } from '../../contracts/problem.ts';
import { completeDefaults } from './completeDefaults.ts';
import { resolveVariant } from './fieldAt.ts';
import { rangeOf, valueOf } from './jsonDocument.ts';
import { variantName } from './jsonSchema.ts';
import { problem } from './problem.ts';
import { specTable } from './table/specTable.ts';
import { valuesOf, type Field } from './table/field.ts';

/**
 * What is written in a document and this version's engine cannot train, as the table says (`about.later`): one note
 * a thing, on its token, in the order of the text.
 */
export function collectUntrainable(root: ASTNode | undefined): readonly Problem[] {
  return root === undefined ? [] : [...laterIn(specTable, root)].sort((a, b) => a.range.start - b.range.start);
}

/** Notes about a value and what it holds; what is inside a thing that cannot be trained is not told again. */
function laterIn(field: Field, node: ASTNode): readonly Problem[] {
  const variant = field.anyOf === undefined ? undefined : resolveVariant(field, node);
  if (variant !== undefined) {
    const token = valueOf(node, 'type') ?? node;
    return variant.about?.later === true
      ? [untrainableValue(rangeOf(token), variantName(variant))]
      : laterIn(variant, node);
  }
  if (node.type === 'array') return node.items.flatMap((item) => (field.items ? laterIn(field.items, item) : []));
  if (node.type !== 'object') return [];
  return node.properties.flatMap((property) => laterProperty(field, property));
}

function laterProperty(field: Field, { keyNode, valueNode }: PropertyASTNode): readonly Problem[] {
  const { properties = {} } = field;
  const child = Object.hasOwn(properties, keyNode.value) ? properties[keyNode.value] : valuesOf(field);
  if (child === undefined || valueNode === undefined) return [];
  if (child.about?.later !== true) return laterIn(child, valueNode);
  return isDefault(child, valueNode) ? [] : [untrainableValue(rangeOf(keyNode), keyNode.value)];
}

/** A key at its default changes nothing. */
function isDefault(field: Field, node: ASTNode): boolean {
  if (field.default === undefined) return false;
  const [given, preset] = [getNodeValue(node), field.default].map((value) =>
    JSON.stringify(completeDefaults(field, value)),
  );
  return given === preset;
}

function untrainableValue(range: OffsetRange, word: string): Problem {
  const text = t('GateScope knows "{0}", but this version cannot train it yet.', word);
  return problem('untrainableValue', range, text, 'information');
}
