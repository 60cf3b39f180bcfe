import type { ASTNode } from 'vscode-json-languageservice';
import type { Problem } from '../../../contracts/problem.ts';
import type { DataFacts } from '../../data/facts/dataFacts.ts';
import type { Analysis } from '../analyse.ts';
import type { Path } from '../jsonDocument.ts';
import type { Field } from '../table/field.ts';
import type { TextEdit } from '../textEdit.ts';

/** A remedy for a problem: edits of the whole document that take it away. */
export interface Fix {
  /** Localized: what it does. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Whether it is what the person most likely wants. */
  readonly preferred: boolean;
  /** Code of the problem that it mends. */
  readonly problemCode: string;
  /** Whether it may be done unasked, because it only says the same in the words of the language. */
  readonly safe: boolean;
}

/** A remedy before it belongs to a problem. */
export interface Remedy {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly preferred?: boolean;
  readonly safe?: boolean;
}

/** A problem at its place in a document. */
export interface Trouble {
  readonly analysis: Analysis;
  readonly text: string;
  readonly root: ASTNode;
  readonly problem: Problem;
  /** The key or value on which the problem stands. */
  readonly node: ASTNode;
  /** Of the value, also where the problem stands on its key. */
  readonly path: Path;
  /** The table's row of `path`. */
  readonly field: Field | undefined;
  readonly facts: DataFacts | null;
}

/** Proposes what to do about one kind of problem; empty where nothing obvious can be done. */
export type Fixer = (trouble: Trouble) => readonly Remedy[];

/** The value that a problem speaks of: that of the key on which it stands, or the node itself. */
export function valueNodeOf({ node }: Trouble): ASTNode {
  const { parent } = node;
  return parent?.type === 'property' && parent.keyNode === node ? (parent.valueNode ?? node) : node;
}
