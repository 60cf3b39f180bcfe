import assert from 'node:assert/strict';

import { languages, Range, WorkspaceEdit, workspace, type Diagnostic, type TextDocument, type TextEdit } from 'vscode';

/** Where a text stands for the first time. */
export function placeOf(document: TextDocument, text: string): Range {
  const start = document.getText().indexOf(text);
  assert.notEqual(start, -1, `${text} is in the document`);
  return new Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** Writes something else where a text stands for the first time. */
export async function replaceText(document: TextDocument, text: string, other: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, placeOf(document, text), other);
  assert.ok(await workspace.applyEdit(edit));
}

/** Applies what a provider answered. */
export async function applyEdits(document: TextDocument, edits: readonly TextEdit[]): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.set(document.uri, [...edits]);
  assert.ok(await workspace.applyEdit(edit));
}

/** The problems that are shown now, all of them or those with a code. */
export function problemsOf(document: TextDocument, wanted?: string): readonly Diagnostic[] {
  return languages
    .getDiagnostics(document.uri)
    .filter(({ code }) => wanted === undefined || (typeof code === 'object' ? code.value : code) === wanted);
}
