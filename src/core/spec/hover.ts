import { findNodeAtOffset } from 'jsonc-parser';
import type { ASTNode } from 'vscode-json-languageservice';
import type { LayerPlan } from '../../contracts/plan.ts';
import type { OffsetRange } from '../../contracts/problem.ts';
import type { Analysis } from './analyse.ts';
import { fieldAt, resolveVariant } from './fieldAt.ts';
import { fieldMarkdown, variantMarkdown } from './hoverField.ts';
import { equationFor, layerMarkdown } from './hoverLayer.ts';
import { nodeAt, pathOf, rangeOf, type Path } from './jsonDocument.ts';
import { variantName } from './jsonSchema.ts';
import { total } from './shapes/sizes.ts';
import type { Field } from './table/field.ts';

/** What a person sees who points at a token. */
export interface HoverText {
  readonly markdown: string;
  readonly range: OffsetRange;
}

/** Explains the key or the value at `offset`; `null` where there is nothing to explain. */
export function hover(analysis: Analysis, offset: number): HoverText | null {
  const node = tokenNodeAt(analysis.document.root, offset);
  if (node === undefined) return null;
  const markdown = explain(analysis, node, pathOf(node));
  return markdown === null ? null : { markdown, range: rangeOf(node) };
}

/** The key or plain value at an offset, its last character included. */
function tokenNodeAt(root: ASTNode | undefined, offset: number): ASTNode | undefined {
  if (root === undefined) return undefined;
  // jsonc-parser's search gives nodes of the tree that it is given, which are the service's.
  const node = findNodeAtOffset(root, offset, true) as ASTNode | undefined;
  return node === undefined || node.type === 'object' || node.type === 'array' ? undefined : node;
}

function explain(analysis: Analysis, node: ASTNode, path: Path): string | null {
  const root = analysis.document.root;
  const named = variantNamedBy(root, node, path);
  if (named !== undefined) return explainVariant(analysis, path, named);
  const place = explainedPlace(root, path);
  const field = fieldAt(root, place);
  if (field?.about === undefined) return null;
  const name = place.findLast((step) => typeof step === 'string') ?? '';
  const value = nodeAt(root, place)?.value;
  return fieldMarkdown(name, field, typeof value === 'string' ? value : undefined);
}

/** Items of a list that are not choices have nothing to say for themselves: the list speaks for them. */
function explainedPlace(root: ASTNode | undefined, path: Path): Path {
  const isPlainItem = typeof path.at(-1) === 'number' && fieldAt(root, path)?.enum === undefined;
  return isPlainItem ? path.slice(0, -1) : path;
}

interface Named {
  readonly variant: Field;
  readonly name: string;
}

/** The variant that a token names: by the key or the value of `type`, or by the bare word that stands for it. */
function variantNamedBy(root: ASTNode | undefined, node: ASTNode, path: Path): Named | undefined {
  const isType = path.at(-1) === 'type';
  if (!isType && (isKey(node) || node.type !== 'string')) return undefined;
  const place = isType ? path.slice(0, -1) : path;
  const field = fieldAt(root, place);
  const variant = field?.anyOf === undefined ? undefined : resolveVariant(field, nodeAt(root, place));
  return variant === undefined ? undefined : { variant, name: variantName(variant) };
}

/** Adds shapes, parameters and kernel to the explanation of a layer's type. */
function explainVariant({ layers }: Analysis, path: Path, { variant, name }: Named): string {
  const [section, index, key] = path;
  // The layer inside a timeDistributed one has no shapes of its own.
  const isPlaced = section === 'layers' && key !== 'layer';
  const layer = isPlaced ? wholeLayer(layers.filter(({ specIndex }) => specIndex === index)) : undefined;
  if (layer === undefined) return variantMarkdown(variant, name);
  return `${layerMarkdown(layer)}\n\n${variantMarkdown(variant, name, equationFor(layer.config))}`;
}

/** Several layers that stand on each other, as one. */
function wholeLayer(copies: readonly LayerPlan[]): LayerPlan | undefined {
  const [first, last] = [copies[0], copies.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const parameters = total(...copies.map((copy) => copy.parameters));
  return { ...last, inputShape: first.inputShape, inputShapes: first.inputShapes, parameters };
}

function isKey(node: ASTNode): boolean {
  return node.parent?.type === 'property' && node.parent.keyNode === node;
}
