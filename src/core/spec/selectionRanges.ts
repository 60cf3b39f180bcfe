import type { ASTNode } from 'vscode-json-languageservice';
import type { OffsetRange } from '../../contracts/problem.ts';
import type { Analysis } from './analyse.ts';
import { rangeOf } from './jsonDocument.ts';
import { nodeAtOffset } from './nodeAtOffset.ts';

/** What a selection grows to from `offset`, step by step: each range holds the one before it. */
export function selectionRanges({ document, text }: Analysis, offset: number): readonly OffsetRange[] {
  const ranges: OffsetRange[] = [];
  for (let node = nodeAtOffset(document.root, offset); node !== undefined; node = node.parent) {
    for (const range of rangesOf(node)) {
      const last = ranges.at(-1);
      const holds = range.start <= offset && offset <= range.end;
      if (holds && (last === undefined || isWider(range, last))) ranges.push(range);
    }
  }
  const last = ranges.at(-1);
  const whole = { start: 0, end: text.length };
  return last === undefined || isWider(whole, last) ? [...ranges, whole] : ranges;
}

/** First what is between quotes or brackets, then all of it. */
function rangesOf(node: ASTNode): readonly OffsetRange[] {
  const whole = rangeOf(node);
  const hasInside = node.type === 'string' || node.type === 'object' || node.type === 'array';
  if (!hasInside || whole.end - whole.start < 2) return [whole];
  return [{ start: whole.start + 1, end: whole.end - 1 }, whole];
}

function isWider(range: OffsetRange, inner: OffsetRange): boolean {
  return range.start <= inner.start && range.end >= inner.end && range.end - range.start > inner.end - inner.start;
}
