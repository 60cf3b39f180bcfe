import type { ASTNode, StringASTNode } from 'vscode-json-languageservice';
import type { OffsetRange } from '../../contracts/problem.ts';
import type { Analysis } from './analyse.ts';
import { fieldAt } from './fieldAt.ts';
import { rangeOf, type Path } from './jsonDocument.ts';
import { isLayerName, nameKindOf } from './nameKinds.ts';
import { textsIn } from './references/layerNames.ts';

/** Kinds of tokens, all of them among the standard ones of editors. */
export const semanticTokenTypes = ['class', 'enumMember', 'variable', 'property'] as const;
export const semanticTokenModifiers = ['declaration'] as const;

/** A token that means more than text. */
export interface SemanticToken {
  readonly range: OffsetRange;
  readonly type: (typeof semanticTokenTypes)[number];
  readonly modifiers: readonly (typeof semanticTokenModifiers)[number][];
}

/** Kinds of layers and optimizers, words of a choice, names of layers and of columns, in the order of the text. */
export function semanticTokens({ document }: Analysis): readonly SemanticToken[] {
  return textsIn(document.root).flatMap(({ node, path }) => {
    const token = tokenOf(document.root, node, path);
    // The parser knows no text that is longer than its line, but for one that nothing closes.
    return token === null || node.length === 0 ? [] : [token];
  });
}

function tokenOf(root: ASTNode | undefined, node: StringASTNode, path: Path): SemanticToken | null {
  const range = rangeOf(node);
  if (isLayerName(path)) return { range, type: 'variable', modifiers: ['declaration'] };
  const kind = nameKindOf(path);
  if (kind === 'layer') return { range, type: 'variable', modifiers: [] };
  if (kind === 'column') return { range, type: 'property', modifiers: [] };
  const field = fieldAt(root, path);
  const isVariant = path.at(-1) === 'type' && fieldAt(root, path.slice(0, -1))?.anyOf !== undefined;
  if (field?.anyOf !== undefined || isVariant)
    return isKnown(root, path, node) ? { range, type: 'class', modifiers: [] } : null;
  return field?.enum?.includes(node.value) === true ? { range, type: 'enumMember', modifiers: [] } : null;
}

/** Whether a word is one of the kinds that the language has there. */
function isKnown(root: ASTNode | undefined, path: Path, node: StringASTNode): boolean {
  const field = fieldAt(root, path.at(-1) === 'type' ? path.slice(0, -1) : path);
  return field?.anyOf?.some((variant) => variant.properties?.['type']?.const === node.value) === true;
}
