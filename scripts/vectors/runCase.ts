import { computeGraph } from './computeGraph.ts';
import type { KerasCase } from './fixture.ts';
import { largestDifference } from './largestDifference.ts';
import { readCase } from './readings.ts';

/** Largest difference of a case's outputs from Keras's, under the reading of its name that fits best. */
export function runCase(kerasCase: KerasCase): number {
  const { inputs, outputs } = kerasCase;
  return bestOf(readCase(kerasCase), (graph) => {
    const computed = computeGraph(graph, inputs).outputs;
    if (computed.length !== outputs.length) {
      throw new Error(`Keras gave ${String(outputs.length)} outputs, this reads as ${String(computed.length)}`);
    }
    return largestDifference(computed, outputs);
  });
}

/** Differences this small tell that a reading is the one that Keras computed. */
const fits = 1e-6;

/** What was thrown, as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** The smallest difference of several readings, of which some may be impossible; all are: fails for the first one's reason. */
export function bestOf<Reading>(readings: readonly Reading[], measure: (reading: Reading) => number): number {
  let best: number | null = null;
  let reason: Error | null = null;
  for (const reading of readings) {
    try {
      best = Math.min(best ?? Infinity, measure(reading));
    } catch (error) {
      reason ??= asError(error);
    }
    if (best !== null && best <= fits) return best;
  }
  if (best === null) throw reason ?? new Error('There is no way to read it');
  return best;
}
