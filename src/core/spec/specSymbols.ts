import type { OffsetRange } from '../../contracts/problem.ts';
import type { Analysis } from './analyse.ts';

/** Where an editor hangs its code lenses. */
export interface SpecSymbols {
  /** First token of the document; of length 0 in an empty one. */
  readonly start: OffsetRange;
  /** The key `layers`, or `null` where there is none. */
  readonly layers: OffsetRange | null;
}

/** Finds the tokens that an editor's code lenses stand on. */
export function specSymbols(analysis: Analysis): SpecSymbols {
  const root = analysis.document.root;
  const start = root?.offset ?? 0;
  const layers =
    root?.type === 'object' ? root.properties.find(({ keyNode }) => keyNode.value === 'layers') : undefined;
  return {
    start: { start, end: root === undefined ? start : start + 1 },
    layers:
      layers === undefined
        ? null
        : { start: layers.keyNode.offset, end: layers.keyNode.offset + layers.keyNode.length },
  };
}
