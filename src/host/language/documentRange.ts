import { Range, type TextDocument } from 'vscode';
import type { OffsetRange } from '../../contracts/problem.ts';

/** Turns offsets of a document into lines and columns. */
export function documentRange(document: TextDocument, { start, end }: OffsetRange): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}
