import type { LayerGates, SignalName } from '../../contracts/gates.ts';
import { createAttentionSums, type AttentionSums } from './attentionSums.ts';
import { createCellNorms, type CellNorms } from './cellNorms.ts';
import { collectMemory } from './memoryLength.ts';
import { forEachStep, type RecordedLayer } from './recordedLayer.ts';
import { createSignalSums, type SignalSums } from './signalSums.ts';

/** Gathers what the layers of a model did, batch by batch. */
export interface GateStatistics {
  add(recorded: RecordedLayer): void;
  /** Of each direction of each layer, in the order in which they were met first. */
  finish(): readonly LayerGates[];
}

/** A fresh accumulator. Its memory grows with units and timesteps of one example, never with the number of examples. */
export function createGateStatistics(): GateStatistics {
  const layers = new Map<string, LayerSums>();
  return {
    add(recorded) {
      const key = `${recorded.layer}/${recorded.direction}`;
      const sums = layers.get(key) ?? createLayerSums(recorded);
      layers.set(key, sums);
      sums.add(recorded);
    },
    finish: () => Array.from(layers.values(), (sums) => sums.finish()),
  };
}

interface LayerSums {
  add(recorded: RecordedLayer): void;
  finish(): LayerGates;
}

function createLayerSums({ layer, direction }: RecordedLayer): LayerSums {
  const signals = new Map<SignalName, SignalSums>();
  let timesteps = 0;
  let cells: CellNorms | null = null;
  let attention: AttentionSums | null = null;
  return {
    add(recorded) {
      forEachStep(recorded, () => timesteps++);
      for (const signal of recorded.signals) {
        const sums = signals.get(signal.name) ?? createSignalSums(signal.name, signal.units);
        signals.set(signal.name, sums);
        sums.add(recorded, signal);
        if (signal.name === 'cellState') (cells ??= createCellNorms()).add(recorded, signal);
      }
      if (recorded.attention !== null) (attention ??= createAttentionSums()).add(recorded, recorded.attention);
    },
    finish: () => ({
      ...{ layer, direction, timesteps },
      signals: Array.from(signals.values(), (sums) => sums.finish()),
      memory: memoryOf(signals),
      cellNorm: cells?.finish() ?? null,
      attention: attention?.finish() ?? null,
    }),
  };
}

/** A GRU's update gate keeps the old state as an LSTM's forget gate does: `h = z h[t-1] + (1 - z) candidate`. */
function memoryOf(signals: ReadonlyMap<SignalName, SignalSums>): LayerGates['memory'] {
  for (const gate of ['forgetGate', 'updateGate'] as const) {
    const sums = signals.get(gate);
    if (sums !== undefined) return collectMemory(gate, sums.means());
  }
  return null;
}
