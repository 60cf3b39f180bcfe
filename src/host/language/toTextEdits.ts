import { TextEdit as VsTextEdit, type TextDocument } from 'vscode';
import type { TextEdit } from '../../core/spec/textEdit.ts';
import { documentRange } from './documentRange.ts';

/** Turns edits by offset into those of the editor. */
export function toTextEdits(document: TextDocument, edits: readonly TextEdit[]): VsTextEdit[] {
  return edits.map(({ range, newText }) => VsTextEdit.replace(documentRange(document, range), newText));
}
