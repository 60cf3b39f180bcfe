import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { OffsetRange } from '../../contracts/problem.ts';

/** What a token of JSON is, as far as editing needs to know. */
export type TokenKind = 'open' | 'close' | 'comma' | 'colon' | 'string' | 'literal' | 'word' | 'comment';

/** A piece of a text; blanks and line breaks are none. */
export interface Token extends OffsetRange {
  readonly kind: TokenKind;
  readonly text: string;
  /** The decoded content of a string; the text itself for all else. */
  readonly value: string;
  /** Whether it is a string or a comment that nothing closes. */
  readonly open: boolean;
}

/** Every token of a text from `from` on, comments included, whatever the text. */
export function tokensOf(text: string, from = 0): readonly Token[] {
  const scanner = createScanner(text);
  scanner.setPosition(from);
  const tokens: Token[] = [];
  for (let token = readToken(scanner, text); token !== undefined; token = readToken(scanner, text)) tokens.push(token);
  return tokens;
}

/** The next token that is not a blank; `undefined` at the end of the text. */
function readToken(scanner: JSONScanner, text: string): Token | undefined {
  for (let code: number = scanner.scan(); code !== endOfText; code = scanner.scan()) {
    const kind = kinds[code];
    if (kind === undefined) continue;
    const start = scanner.getTokenOffset();
    const end = start + scanner.getTokenLength();
    const error: number = scanner.getTokenError();
    const open = error === endOfComment || error === endOfString;
    return { kind, start, end, text: text.slice(start, end), value: scanner.getTokenValue(), open };
  }
  return undefined;
}

// jsonc-parser declares its SyntaxKind and ScanError as const enums, which cannot be read from here.
const endOfText = 17;
const endOfComment = 1;
const endOfString = 2;
const kinds: Readonly<Record<number, TokenKind>> = {
  1: 'open',
  2: 'close',
  3: 'open',
  4: 'close',
  5: 'comma',
  6: 'colon',
  7: 'literal',
  8: 'literal',
  9: 'literal',
  10: 'string',
  11: 'literal',
  12: 'comment',
  13: 'comment',
  16: 'word',
};

/** The first token that starts at `from` or later; `undefined` at the end of the text. */
export function tokenAfter(text: string, from: number): Token | undefined {
  const scanner = createScanner(text);
  scanner.setPosition(from);
  return readToken(scanner, text);
}

/** The first token that is not a comment. */
export function codeAfter(text: string, from: number): Token | undefined {
  let token = tokenAfter(text, from);
  while (token?.kind === 'comment') token = tokenAfter(text, token.end);
  return token;
}
