import type { ASTNode } from 'vscode-json-languageservice';
import type { Problem, Severity } from '../../contracts/problem.ts';
import { tokenAt, type Path } from './jsonDocument.ts';
import { problem } from './problem.ts';
import type { ProblemKind } from './problemCodes.ts';

/** Something about the meaning of a spec, before it has a place in a text. */
export interface Remark {
  readonly kind: ProblemKind;
  readonly path: Path;
  readonly message: string;
  readonly severity: Severity;
}

/** Makes a remark; an error unless said otherwise. */
export function remark(kind: ProblemKind, path: Path, message: string, severity: Severity = 'error'): Remark {
  return { kind, path, message, severity };
}

/** Puts a remark on the token that its path speaks of. */
export function toProblem(root: ASTNode | undefined, { kind, path, message, severity }: Remark): Problem {
  return problem(kind, tokenAt(root, path), message, severity);
}
