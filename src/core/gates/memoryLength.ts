import type { MemoryStatistics } from '../../contracts/gates.ts';

/**
 * How long a state is kept whose gate lets a share `f` of it through at every timestep: what came in k timesteps ago has
 * the weight f^k, and `Σ f^k = 1 / (1 - f)`, in timesteps (Tallec & Ollivier 2018, "Can recurrent neural networks warp
 * time?", section 2.2; for an LSTM's forget gate, Gers et al. 2000). Infinite where nothing is ever forgotten.
 */
export function memoryLength(gate: number): number {
  return gate >= 1 ? Infinity : 1 / (1 - gate);
}

/** Memories of a layer and of its units from the mean of each unit's gate over all examples and timesteps. */
export function collectMemory(gate: MemoryStatistics['gate'], means: Float64Array): MemoryStatistics {
  const sorted = Float64Array.from(means).sort();
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  return {
    gate,
    mean: memoryLength(mean),
    shortest: memoryLength(sorted[0] ?? NaN),
    median: memoryLength(sorted[Math.floor(sorted.length / 2)] ?? NaN),
    longest: memoryLength(sorted.at(-1) ?? NaN),
  };
}
