import type { OffsetRange } from '../../contracts/problem.ts';

/** A part of a text, and what to write in its place. */
export interface TextEdit {
  readonly range: OffsetRange;
  readonly newText: string;
}

/** The text after edits that do not overlap; those at the same place in the order given. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, index) => ({ edit, index }));
  ordered.sort((a, b) => a.edit.range.start - b.edit.range.start || a.index - b.index);
  let applied = '';
  let done = 0;
  for (const { edit } of ordered) {
    applied += text.slice(done, edit.range.start) + edit.newText;
    done = Math.max(done, edit.range.end);
  }
  return applied + text.slice(done);
}

/** Whether any two of the edits touch the same characters. */
export function overlaps(one: readonly TextEdit[], other: readonly TextEdit[]): boolean {
  return one.some(({ range: a }) => other.some(({ range: b }) => a.start < b.end && b.start < a.end));
}
