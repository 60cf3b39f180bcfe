import type { Tokenizer } from '../../../contracts/dataPlan.ts';

/** How a text is cut into tokens. */
export interface TokenizerPlan {
  readonly tokenizer: Tokenizer;
  readonly lowercase: boolean;
}

/**
 * Makes a function that cuts texts into tokens:
 * - `word`: words, numbers and single punctuation marks as Unicode segments text (UAX 29), Chinese, Japanese, Thai and
 *   other languages without blanks by dictionary; blanks and line breaks are dropped;
 * - `character`: characters as a person counts them (grapheme clusters), blanks and line breaks included;
 * - `whitespace`: what stands between blanks;
 * - `none`: the whole text, without blanks around it.
 */
export function createTokenizer({ tokenizer, lowercase }: TokenizerPlan): (text: string) => readonly string[] {
  const cut = createCutter(tokenizer);
  return lowercase ? (text) => cut(text.toLowerCase()) : cut;
}

function createCutter(tokenizer: Tokenizer): (text: string) => readonly string[] {
  switch (tokenizer) {
    case 'word':
      return createSegmenter('word', (segment) => segment.trim() !== '');
    case 'character':
      return createSegmenter('grapheme', () => true);
    case 'whitespace':
      return cutAtBlanks;
    case 'none':
      return (text) => (text.trim() === '' ? [] : [text.trim()]);
  }
}

/** The parts of a text between blanks and line breaks. */
export function cutAtBlanks(text: string): readonly string[] {
  return text.split(/\s+/).filter((token) => token !== '');
}

/** The language is not said: ICU finds by the script where it needs a dictionary, so a machine's own language changes nothing. */
function createSegmenter(
  granularity: 'word' | 'grapheme',
  isToken: (segment: string) => boolean,
): (text: string) => readonly string[] {
  const segmenter = new Intl.Segmenter('und', { granularity });
  return (text) => {
    const tokens: string[] = [];
    for (const { segment } of segmenter.segment(text)) if (isToken(segment)) tokens.push(segment);
    return tokens;
  };
}

/** Marks that stand directly behind a word. */
const CLOSING = /^[\p{Pe}\p{Pf}.,;:!?%…]/u;
/** Marks that stand directly before a word. */
const OPENING = /[\p{Ps}\p{Pi}]$/u;
/** Scripts that are written without blanks between words, and their punctuation. */
const DENSE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uffef]/u;

/** Puts tokens together to a text that a person can read; the blanks between words that were dropped are guessed. */
export function joinTokens(tokens: readonly string[], tokenizer: Tokenizer): string {
  if (tokenizer === 'character') return tokens.join('');
  if (tokenizer !== 'word') return tokens.join(' ');
  return tokens.reduce((text, token) => (text === '' || isJoined(text, token) ? text + token : `${text} ${token}`), '');
}

/** Whether a text is written without blanks between words, in part at least. */
export function isDense(text: string): boolean {
  return DENSE.test(text);
}

function isJoined(text: string, token: string): boolean {
  return CLOSING.test(token) || OPENING.test(text) || (DENSE.test(text.slice(-1)) && DENSE.test(token.slice(0, 1)));
}
