import type { ASTNode, ObjectASTNode, StringASTNode } from 'vscode-json-languageservice';
import type { Analysis } from '../analyse.ts';
import { nodeAt, pathOf, valueOf, type Path } from '../jsonDocument.ts';
import { isLayerName, nameKindOf } from '../nameKinds.ts';

/** A layer as it stands in a document. */
export interface WrittenLayer {
  readonly index: number;
  readonly node: ObjectASTNode;
  /** As it is given, or as it was made from the type; `null` where neither is known. */
  readonly name: string | null;
  /** The value of `name`; `null` where the layer has none. */
  readonly nameNode: StringASTNode | null;
  /** The value of `type`. */
  readonly typeNode: StringASTNode | null;
}

/** The layers of a document, in its order. */
export function writtenLayers({ document, layers }: Analysis): readonly WrittenLayer[] {
  const list = nodeAt(document.root, ['layers']);
  const items = list?.type === 'array' ? list.items : [];
  return items.flatMap((node, index) => {
    if (node.type !== 'object') return [];
    const nameNode = textOf(valueOf(node, 'name'));
    const made = layers.find(({ specIndex }) => specIndex === index)?.name ?? null;
    return [{ index, node, name: nameNode?.value ?? made, nameNode, typeNode: textOf(valueOf(node, 'type')) }];
  });
}

function textOf(node: ASTNode | undefined): StringASTNode | null {
  return node?.type === 'string' ? node : null;
}

/** Every place that names a layer, its own `name` apart: `inputs`, `freeze`. */
export function layerMentions(root: ASTNode | undefined): readonly StringASTNode[] {
  return textsIn(root)
    .filter(({ path }) => nameKindOf(path) === 'layer')
    .map(({ node }) => node);
}

/** A text value with its place. */
export interface TextAt {
  readonly node: StringASTNode;
  readonly path: Path;
}

/** Every text value, keys apart, in the order of the text. */
export function textsIn(root: ASTNode | undefined): readonly TextAt[] {
  const found: TextAt[] = [];
  // Paths are carried along: to ask each item of a long list for its index would take the square of its length.
  const walk = (node: ASTNode | undefined, path: Path): void => {
    if (node?.type === 'string') found.push({ node, path });
    else if (node?.type === 'object')
      for (const { keyNode, valueNode } of node.properties) walk(valueNode, [...path, keyNode.value]);
    else if (node?.type === 'array') for (const [index, item] of node.items.entries()) walk(item, [...path, index]);
  };
  walk(root, []);
  return found;
}

/** The layer that a text names, as its own name or as a mention; `undefined` for a name that no layer has. */
export function layerNamedBy(analysis: Analysis, node: StringASTNode): WrittenLayer | undefined {
  const path = pathOf(node);
  const layers = writtenLayers(analysis);
  if (isLayerName(path) && path.length === 3) return layers.find(({ index }) => index === path[1]);
  return nameKindOf(path) === 'layer' ? layers.find(({ name }) => name === node.value) : undefined;
}
