import type { ASTNode } from 'vscode-json-languageservice';
import type { OffsetRange } from '../../../contracts/problem.ts';
import { parseDocument } from '../jsonDocument.ts';
import { tokensOf, type Token } from '../tokens.ts';
import type { CursorPlace } from './cursorPlace.ts';
import { Sketcher } from './sketcher.ts';

/** A text as it was probably meant, without what is being typed; its offsets are its own. */
export interface CursorSketch {
  readonly root: ASTNode | undefined;
  readonly place: CursorPlace;
}

/** Mends a text in mind as far as it takes to know where the cursor stands; `null` in a comment, or after a key. */
export function sketchAt(text: string, offset: number): CursorSketch | null {
  const all = tokensAround(text, offset);
  if (all === null) return null;
  const sketcher = new Sketcher(all.tokens, all.cursor);
  const place = sketcher.run();
  return place === null ? null : { root: parseDocument(sketcher.json()).root, place };
}

interface Around {
  readonly tokens: readonly Token[];
  /** Index of the token that is being typed. */
  readonly cursor: number;
}

/** The tokens without comments, among them one for what is being typed; `null` inside a comment. */
function tokensAround(text: string, offset: number): Around | null {
  const found = tokensOf(text);
  const comment = found.find((token) => token.kind === 'comment' && isIn(token, offset));
  if (comment !== undefined) return null;
  const tokens = found.filter(({ kind }) => kind !== 'comment');
  const at = tokens.findIndex((token) => isTyped(token) && token.start < offset && offset <= token.end);
  const typed = tokens[at];
  if (typed === undefined) {
    const next = tokens.findIndex(({ start }) => start >= offset);
    const cursor = next < 0 ? tokens.length : next;
    return { tokens: tokens.toSpliced(cursor, 0, written({ start: offset, end: offset })), cursor };
  }
  if (!typed.open) return { tokens: tokens.with(at, written(typed)), cursor: at };
  // An unclosed text swallows the rest of its line, which is seldom part of it.
  const rest = tokensOf(text, offset).filter(({ kind }) => kind !== 'comment');
  return { tokens: [...tokens.slice(0, at), written({ start: typed.start, end: offset }), ...rest], cursor: at };
}

function isTyped({ kind }: Token): boolean {
  return kind === 'string' || kind === 'literal' || kind === 'word';
}

/** A line comment reaches to the end of its line; a block comment ends with its last character. */
function isIn({ start, end, text, open }: Token, offset: number): boolean {
  return start < offset && (offset < end || (offset === end && (open || text.startsWith('//'))));
}

function written({ start, end }: OffsetRange): Token {
  return { kind: 'word', start, end, text: '', value: '', open: false };
}
