import type { OffsetRange } from '../../../contracts/problem.ts';
import type { TextEdit } from '../textEdit.ts';

/** One thing that can be written where the cursor stands. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** In the syntax of snippets: `$1` and `${1:text}` are tab stops, a backslash takes `$`, `}` and itself literally. */
  readonly insertText: string;
  /** One line beside the label. */
  readonly detail: string;
  /** Markdown, the same that a hover shows. */
  readonly documentation: string;
  /** What is replaced. */
  readonly range: OffsetRange;
  /** Commas that are missing elsewhere. */
  readonly additionalEdits: readonly TextEdit[];
  /** What the letters typed so far are compared with. */
  readonly filterText: string;
  readonly sortText: string;
  /** Whether the first tab stop is to be completed again at once. */
  readonly retrigger: boolean;
}

export type CompletionKind = 'key' | 'word' | 'value' | 'variant' | 'column' | 'layer' | 'run' | 'path';

/** What tells one offer from another; the place adds the rest. */
export interface Offer {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly insertText: string;
  readonly detail?: string;
  readonly documentation?: string;
  readonly filterText?: string;
  /** Offers with a lower rank come first; those of the same rank in the order given. */
  readonly rank?: number;
  readonly retrigger?: boolean;
}
