import type { ASTNode } from 'vscode-json-languageservice';

/**
 * Sets right where the parser lets nodes end too late: one with an open comment behind it ends beyond the text (of
 * `textLength` characters), and a property without a value holds the bracket that follows it.
 */
export function mendRanges(node: ASTNode, textLength: number): void {
  const end = Math.min(textLength, ownEnd(node));
  // The parser hands its own nodes out as read-only; nobody else has seen them yet.
  (node as { length: number }).length = end - node.offset;
  for (const child of node.children ?? []) mendRanges(child, textLength);
}

/** Offset behind the last character that belongs to a node. */
function ownEnd(node: ASTNode): number {
  if (node.type !== 'property' || node.valueNode !== undefined) return node.offset + node.length;
  const { keyNode, colonOffset } = node;
  return colonOffset === undefined || colonOffset < 0 ? keyNode.offset + keyNode.length : colonOffset + 1;
}
