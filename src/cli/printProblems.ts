import { t } from '@vscode/l10n';
import type { Problem, Severity } from '../contracts/problem.ts';
import type { LoadedSpec } from './loadSpec.ts';
import type { Output } from './output.ts';

/**
 * Prints every problem of a spec: `file:line:column severity: message code` for people, an object for programs. With
 * overrides there is no such file: lines and columns are those of the spec as it would be trained, and that is said.
 */
export function printProblems(
  spec: Pick<LoadedSpec, 'file' | 'text' | 'overridden' | 'problems'>,
  output: Output,
  printLine: (line: string) => void,
): void {
  for (const problem of spec.problems) {
    const { line, column } = findPosition(spec.text, problem.range.start);
    const end = findPosition(spec.text, problem.range.end);
    const { severity, message, code } = problem;
    const file = spec.overridden ? t('{file} with --set', { file: spec.file }) : spec.file;
    printLine(`${file}:${String(line)}:${String(column)} ${severity}: ${message} ${code}`);
    const place = { file: spec.file, line, column, endLine: end.line, endColumn: end.column };
    output.tell({ type: 'problem', ...place, severity, code, message });
  }
}

/** How many problems of one severity there are. */
export function countProblems(problems: readonly Problem[], severity: Severity): number {
  return problems.filter((problem) => problem.severity === severity).length;
}

/** Line and column of an offset, both counted from 1, as editors show them: columns in UTF-16 code units. */
function findPosition(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
