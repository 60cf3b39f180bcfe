import type { ASTNode } from 'vscode-json-languageservice';
import type { DataFacts } from '../../data/facts/dataFacts.ts';
import type { Analysis } from '../analyse.ts';
import type { Path } from '../jsonDocument.ts';

/** What lies around a spec that its texts may name. */
export interface Surroundings {
  /** `null` where nothing is known of the data. */
  readonly facts: DataFacts | null;
  /** The runs beside the spec, best first. */
  readonly runs: readonly RunCandidate[];
}

/** A run that a spec may begin from. */
export interface RunCandidate {
  readonly name: string;
  /** What there is to know about it, in one line. */
  readonly detail: string;
}

/** What is known where a value is to be written. */
export interface ValueContext extends Surroundings {
  readonly analysis: Analysis;
  /** Of the text as it was meant. */
  readonly root: ASTNode | undefined;
  readonly path: Path;
}
