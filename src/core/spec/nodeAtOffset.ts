import { findNodeAtOffset } from 'jsonc-parser';
import type { ASTNode, StringASTNode } from 'vscode-json-languageservice';

/** The innermost node at an offset, its last character included; `undefined` outside the value. */
export function nodeAtOffset(root: ASTNode | undefined, offset: number): ASTNode | undefined {
  // jsonc-parser's search gives nodes of the tree that it is given, which are the service's.
  return root === undefined ? undefined : (findNodeAtOffset(root, offset, true) as ASTNode | undefined);
}

/** The text value at an offset; a key is none. */
export function textValueAt(root: ASTNode | undefined, offset: number): StringASTNode | undefined {
  const node = nodeAtOffset(root, offset);
  if (node?.type !== 'string') return undefined;
  return node.parent?.type === 'property' && node.parent.keyNode === node ? undefined : node;
}
