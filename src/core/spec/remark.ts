import type { ASTNode } from 'vscode-json-languageservice';
import type { Problem, Severity } from '../../contracts/problem.ts';
import { tokenAt, type Path } from './jsonDocument.ts';
import { problem, withSuggestion } from './problem.ts';
import type { ProblemKind } from './problemCodes.ts';

/** Something about the meaning of a spec, before it has a place in a text. */
export interface Remark {
  readonly kind: ProblemKind;
  readonly path: Path;
  readonly message: string;
  readonly severity: Severity;
  /** The word that mends it, where it is known. */
  readonly suggestion?: string;
}

/** Makes a remark; an error unless said otherwise. */
export function remark(kind: ProblemKind, path: Path, message: string, severity: Severity = 'error'): Remark {
  return { kind, path, message, severity };
}

/** Puts a remark on the token that its path speaks of. */
export function toProblem(root: ASTNode | undefined, one: Remark): Problem {
  return withSuggestion(problem(one.kind, tokenAt(root, one.path), one.message, one.severity), one.suggestion);
}
