/** A half-open span `[start, end)` of UTF-16 code units in a document. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Something wrong or noteworthy in a spec: wrong input is data, never an exception. */
export interface Problem {
  /** Stable identifier, `GS1xxx`; one code a kind of problem. */
  readonly code: string;
  /** Localized: what is wrong and what to do about it. */
  readonly message: string;
  readonly range: OffsetRange;
  readonly severity: Severity;
  /** The word that mends it, where it is known: the key or the word that was meant, or the key that is missing. */
  readonly suggestion?: string;
}
