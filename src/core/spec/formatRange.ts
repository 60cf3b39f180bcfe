import type { OffsetRange } from '../../contracts/problem.ts';
import type { Analysis } from './analyse.ts';
import { format, type FormatOptions } from './format.ts';
import { applyTextEdits, type TextEdit } from './textEdit.ts';
import { tokensOf, type Token } from './tokens.ts';

/** Lays out a part of a spec as `format` lays out the whole: only what stands between two tokens inside `range`. */
export function formatRange(analysis: Analysis, range: OffsetRange, options: FormatOptions): readonly TextEdit[] {
  const { text } = analysis;
  const printed = applyTextEdits(text, format(analysis, options));
  if (printed === text) return [];
  const [before, after] = [gapsOf(text), gapsOf(printed)];
  // A comment that moves changes the order of the tokens: then no part can be laid out alone.
  if (before.length !== after.length || before.some(({ next }, index) => next !== after[index]?.next)) return [];
  return before
    .flatMap((gap, index) => changedPart(gap, after[index]?.text ?? gap.text))
    .filter((edit) => range.start <= edit.range.start && edit.range.end <= range.end);
}

/** Without what both begin and end with: a comma that stays belongs to neither side of a range. */
function changedPart({ range, text }: Gap, newText: string): readonly TextEdit[] {
  if (text === newText) return [];
  const shorter = Math.min(text.length, newText.length);
  let head = 0;
  while (head < shorter && text[head] === newText[head]) head++;
  let tail = 0;
  while (tail < shorter - head && text.at(-1 - tail) === newText.at(-1 - tail)) tail++;
  const changed = { start: range.start + head, end: range.end - tail };
  return [{ range: changed, newText: newText.slice(head, newText.length - tail) }];
}

/** Blanks, line breaks and the comma before a token. */
interface Gap {
  readonly range: OffsetRange;
  readonly text: string;
  /** The token behind it; empty at the end of the text. */
  readonly next: string;
}

function gapsOf(text: string): readonly Gap[] {
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'comma');
  const ends: readonly Pick<Token, 'start' | 'text'>[] = [...tokens, { start: text.length, text: '' }];
  return ends.map(({ start, text: next }, index) => {
    const range = { start: tokens[index - 1]?.end ?? 0, end: start };
    return { range, text: text.slice(range.start, range.end), next };
  });
}
