import { t } from '@vscode/l10n';
import { getNodeValue } from 'jsonc-parser';
import type { ASTNode, PropertyASTNode } from 'vscode-json-languageservice';
import type { OffsetRange, Problem } from '../../contracts/problem.ts';
import type { LayerPlan } from '../../contracts/plan.ts';
import { completeDefaults } from './completeDefaults.ts';
import { resolveVariant } from './fieldAt.ts';
import { rangeOf, tokenAt, valueOf } from './jsonDocument.ts';
import { variantName } from './jsonSchema.ts';
import { problem } from './problem.ts';
import { endingOf, isReadable, sourceKind } from './sourceKind.ts';
import { specTable, type DataSpec } from './table/specTable.ts';
import { valuesOf, type Field } from './table/field.ts';

/**
 * What is written in a document and this version's engine cannot train, as the table says (`about.later`): one note
 * a thing, on its token, in the order of the text.
 */
export function collectUntrainable(
  root: ASTNode | undefined,
  data: DataSpec | null,
  layers: readonly LayerPlan[],
): readonly Problem[] {
  if (root === undefined) return [];
  return [...laterIn(specTable, root), ...laterSource(root, data), ...laterGraph(root, layers)].sort(
    (a, b) => a.range.start - b.range.start,
  );
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
  const later = field.about?.later;
  if (node.type === 'string' && Array.isArray(later) && later.includes(node.value)) {
    return [untrainableValue(rangeOf(node), node.value)];
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

function laterSource(root: ASTNode, data: DataSpec | null): readonly Problem[] {
  const source = data?.source ?? '';
  const type = data?.input.type;
  // Pictures come from folders, patterns and arrays, too.
  if (isReadable(source) || type === 'image' || type === 'video') return [];
  const kind = sourceKind(source);
  const text =
    kind === 'pattern'
      ? t('GateScope knows patterns of files, but this version reads one csv file yet.')
      : t(
          'GateScope knows data such as {0}, but this version reads csv yet.',
          kind === 'folder' ? source : `.${endingOf(source)}`,
        );
  return [problem('untrainableSource', tokenAt(root, ['data', 'source']), text, 'information')];
}

/** The engine computes a chain: each layer from the one before it. */
function laterGraph(root: ASTNode, layers: readonly LayerPlan[]): readonly Problem[] {
  const odd = layers.find(({ inputs }, index) => !isChained(inputs, index === 0 ? 'input' : layers[index - 1]?.name));
  if (odd === undefined || odd.specIndex === null) return [];
  const text = t('GateScope knows graphs of layers, but this version trains a chain of layers yet.');
  return [problem('untrainableGraph', tokenAt(root, ['layers', odd.specIndex, 'inputs']), text, 'information')];
}

function isChained(inputs: readonly string[], above: string | undefined): boolean {
  return inputs.length === 1 && inputs[0] === above;
}
