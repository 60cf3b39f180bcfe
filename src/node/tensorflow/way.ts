import type { Machine } from './machine.ts';

/** One way to get at TensorFlow's C library. */
export interface Way {
  /** Names its result in the cache; the same key means the same bytes. */
  readonly key: string;
  /** For people: what is tried. */
  readonly title: string;
  /** Why it is no way on this machine, or `null`. Nothing is tried then. */
  readonly obstacle: string | null;
  /**
   * Puts the library into `deps/lib` of `folder` and its headers into `deps/include`, and a ready binding into `lib`
   * where it has one. Throws with a reason for people.
   */
  collect(folder: string, work: Work): Promise<void>;
}

/** What every way works with. */
export interface Work {
  readonly machine: Machine;
  readonly signal: AbortSignal;
  readonly report: (progress: RuntimeProgress) => void;
  /** Folder for large files that a later attempt can use again. */
  readonly downloads: string;
}

/** Something to tell the person who waits. */
export interface RuntimeProgress {
  /** Localized. */
  readonly message: string;
  /** Share of the step that is done, 0 to 1, where it can be told. */
  readonly fraction?: number;
}
