import type { OffsetRange } from '../../../contracts/problem.ts';
import type { Path } from '../jsonDocument.ts';

/** Where the cursor stands in a text that may be broken. */
export interface CursorPlace {
  readonly slot: 'key' | 'value';
  /** Of the object that gets the key, or of the value. */
  readonly path: Path;
  /** What is already written of it; empty where nothing is. */
  readonly replace: OffsetRange;
  /** Where a comma is missing before it. */
  readonly commaAt: number | null;
  /** Whether a comma has to follow. */
  readonly commaAfter: boolean;
  /** Whether a colon already follows a key. */
  readonly hasColon: boolean;
}
