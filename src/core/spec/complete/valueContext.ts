import type { ASTNode } from 'vscode-json-languageservice';
import type { DataFacts } from '../../data/facts/dataFacts.ts';
import type { Analysis } from '../analyse.ts';
import type { Path } from '../jsonDocument.ts';

/** What is known where a value is to be written. */
export interface ValueContext {
  readonly analysis: Analysis;
  /** Of the text as it was meant. */
  readonly root: ASTNode | undefined;
  readonly path: Path;
  readonly facts: DataFacts | null;
}
