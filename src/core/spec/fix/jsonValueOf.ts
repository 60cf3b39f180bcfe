import { getNodeValue } from 'jsonc-parser';
import type { ASTNode } from 'vscode-json-languageservice';

/** The plain value that a node stands for. */
export function jsonValueOf(node: ASTNode): unknown {
  // jsonc-parser evaluates the tree that it is given; its own types say `any`.
  return getNodeValue(node) as unknown;
}
