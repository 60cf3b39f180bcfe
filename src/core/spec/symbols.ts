import { t } from '@vscode/l10n';
import type { ASTNode, PropertyASTNode } from 'vscode-json-languageservice';
import type { OffsetRange } from '../../contracts/problem.ts';
import type { Analysis } from './analyse.ts';
import { formatCount } from './formatCount.ts';
import { formatShape } from './formatShape.ts';
import { nodeAt, rangeOf, valueOf } from './jsonDocument.ts';
import { writtenLayers, type WrittenLayer } from './references/layerNames.ts';

/** A part of a spec, for outlines and breadcrumbs. */
export interface SpecSymbol {
  readonly name: string;
  /** What there is to know about it in a few words. */
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly range: OffsetRange;
  /** The token that stands for it; inside `range`. */
  readonly selectionRange: OffsetRange;
  readonly children: readonly SpecSymbol[];
}

export type SymbolKind = 'section' | 'layer' | 'object' | 'list' | 'text' | 'number' | 'flag' | 'nothing';

/** The parts of a spec as a tree; layers by their names, with their shapes and parameters. */
export function symbols(analysis: Analysis): readonly SpecSymbol[] {
  const { root } = analysis.document;
  if (root?.type !== 'object') return [];
  const layers = new Map(writtenLayers(analysis).map((layer) => [layer.node as ASTNode, layer]));
  return root.properties.map((property) => ofProperty(property, true, { analysis, layers }));
}

interface Context {
  readonly analysis: Analysis;
  readonly layers: ReadonlyMap<ASTNode, WrittenLayer>;
}

function ofProperty(property: PropertyASTNode, isSection: boolean, context: Context): SpecSymbol {
  const { keyNode, valueNode } = property;
  const isContainer = valueNode?.type === 'object' || valueNode?.type === 'array';
  return {
    name: keyNode.value === '' ? '""' : keyNode.value,
    detail: valueNode === undefined ? '' : detailOf(keyNode.value, valueNode, context),
    kind: isSection && isContainer ? 'section' : kindOf(valueNode),
    range: rangeOf(property),
    selectionRange: rangeOf(keyNode),
    children: valueNode === undefined ? [] : childrenOf(valueNode, context),
  };
}

function childrenOf(node: ASTNode, context: Context): readonly SpecSymbol[] {
  if (node.type === 'object') return node.properties.map((property) => ofProperty(property, false, context));
  if (node.type !== 'array') return [];
  return node.items.flatMap((item, index) =>
    item.type === 'object' || item.type === 'array' ? [ofItem(item, index, context)] : [],
  );
}

function ofItem(node: ASTNode, index: number, context: Context): SpecSymbol {
  const layer = context.layers.get(node);
  const token = layer?.nameNode ?? valueOf(node, 'name') ?? valueOf(node, 'type');
  const named: unknown = layer?.name ?? token?.value;
  return {
    name: typeof named === 'string' && named !== '' ? named : `[${index}]`,
    detail: layer === undefined ? '' : layerDetail(layer, context.analysis),
    kind: layer === undefined ? kindOf(node) : 'layer',
    range: rangeOf(node),
    selectionRange: token === undefined ? { start: node.offset, end: node.offset + 1 } : rangeOf(token),
    children: childrenOf(node, context),
  };
}

/** The type where the name does not say it, the output shape, and the parameters. */
function layerDetail({ index, name, typeNode }: WrittenLayer, { layers }: Analysis): string {
  const plan = layers.find(({ specIndex }) => specIndex === index);
  const type = typeNode === null || typeNode.value === name ? '' : typeNode.value;
  const shape = plan === undefined ? '' : formatShape(plan.outputShape);
  const count = plan?.parameters ?? null;
  return [type, shape, count === null ? '' : formatCount(count)].filter((part) => part !== '').join(' · ');
}

function detailOf(key: string, node: ASTNode, { analysis }: Context): string {
  switch (node.type) {
    case 'object':
      return String(valueOf(node, 'type')?.value ?? valueOf(node, 'source')?.value ?? '');
    case 'array':
      return key === 'layers' ? totalDetail(analysis) : shortList(node.items);
    case 'string':
      return node.value;
    case 'number':
    case 'boolean':
      return String(node.value);
    case 'null':
    case 'property':
      return '';
  }
}

/** Plain items only: layers and other objects are listed as parts of their own. */
function shortList(items: readonly ASTNode[]): string {
  const values = items.map((item) => (item.type === 'object' || item.type === 'array' ? null : String(item.value)));
  return values.includes(null) ? '' : values.join(', ').slice(0, 100);
}

function totalDetail({ layers, document }: Analysis): string {
  const written = nodeAt(document.root, ['layers']);
  const isWhole = written?.type === 'array' && layers.some(({ specIndex }) => specIndex === null);
  const counts: readonly (number | null)[] = layers.map(({ parameters }) => parameters);
  const total = counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
  return isWhole && total !== null ? t('{0} parameters', formatCount(total)) : '';
}

function kindOf(node: ASTNode | undefined): SymbolKind {
  switch (node?.type) {
    case 'object':
      return 'object';
    case 'array':
      return 'list';
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'flag';
    case 'null':
    case 'property':
    case undefined:
      return 'nothing';
  }
}
