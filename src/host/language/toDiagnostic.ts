import { Diagnostic, DiagnosticSeverity, Uri, type TextDocument } from 'vscode';
import type { Problem, Severity } from '../../contracts/problem.ts';
import { documentRange } from './documentRange.ts';

/** Turns a problem into the editor's; its code leads to the page of `pages` that explains it. */
export function toDiagnostic(document: TextDocument, problem: Problem, pages: Uri): Diagnostic {
  const { code, message, range, severity } = problem;
  const diagnostic = new Diagnostic(documentRange(document, range), message, toDiagnosticSeverity(severity));
  diagnostic.source = 'GateScope';
  diagnostic.code = { value: code, target: Uri.joinPath(pages, `${code}.md`) };
  return diagnostic;
}

/** Whether a diagnostic, which may have come back from the editor, was made of this problem. */
export function isDiagnosticOf(document: TextDocument, problem: Problem, { code, range, source }: Diagnostic): boolean {
  const value = typeof code === 'object' ? code.value : code;
  return source === 'GateScope' && value === problem.code && range.isEqual(documentRange(document, problem.range));
}

function toDiagnosticSeverity(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'information':
      return DiagnosticSeverity.Information;
    case 'hint':
      return DiagnosticSeverity.Hint;
  }
}
