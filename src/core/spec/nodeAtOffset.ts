import type { ASTNode, StringASTNode } from 'vscode-json-languageservice';
import { countWhile } from './countWhile.ts';

/** The innermost node at an offset, its last character included; `undefined` outside the value. */
export function nodeAtOffset(root: ASTNode | undefined, offset: number): ASTNode | undefined {
  return innermost(root, (node) => node.offset <= offset && offset <= node.offset + node.length, offset);
}

/** The innermost node that holds the character behind an offset; `undefined` outside the value. */
export function nodeStartingAt(root: ASTNode | undefined, offset: number): ASTNode | undefined {
  return innermost(root, (node) => node.offset <= offset && offset < node.offset + node.length, offset);
}

function innermost(root: ASTNode | undefined, holds: (node: ASTNode) => boolean, offset: number): ASTNode | undefined {
  let found: ASTNode | undefined;
  for (let node = root; node !== undefined && holds(node);) {
    found = node;
    const children: readonly ASTNode[] = node.children ?? [];
    const last = countWhile(children, (child) => child.offset <= offset) - 1;
    node = [children[last - 1], children[last]].find((child) => child !== undefined && holds(child));
  }
  return found;
}

/** The text value at an offset; a key is none. */
export function textValueAt(root: ASTNode | undefined, offset: number): StringASTNode | undefined {
  const node = nodeAtOffset(root, offset);
  if (node?.type !== 'string') return undefined;
  return node.parent?.type === 'property' && node.parent.keyNode === node ? undefined : node;
}
