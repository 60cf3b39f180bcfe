import type { OffsetRange, Problem, Severity } from '../../contracts/problem.ts';
import { problemCodes, type ProblemKind } from './problemCodes.ts';

/** Makes a problem from its kind; an error unless said otherwise. */
export function problem(kind: ProblemKind, range: OffsetRange, message: string, severity: Severity = 'error'): Problem {
  return { code: problemCodes[kind], message, range, severity };
}

/** The same problem with the word that mends it, where there is one: fixes offer it. */
export function withSuggestion(problem: Problem, suggestion: string | undefined): Problem {
  return suggestion === undefined ? problem : { ...problem, suggestion };
}

/** Without those that say the same of the same token, in the order of the text. */
export function tidyProblems(problems: readonly Problem[]): readonly Problem[] {
  const unique = new Map(problems.map((one) => [JSON.stringify([one.code, one.range, one.message]), one]));
  return [...unique.values()].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
