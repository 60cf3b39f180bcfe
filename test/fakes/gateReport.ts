import type { GateReport, LayerGates, SignalName, SignalStatistics } from '../../src/contracts/gates.ts';

/** A report about 20 of 1000 examples. */
export function sampleGateReport(layers: readonly LayerGates[]): GateReport {
  return { split: 'validation', examples: 20, available: 1000, layers };
}

/** A layer of which nothing is known but what is given. */
export function sampleLayerGates(given: Partial<LayerGates> = {}): LayerGates {
  const unknown = { signals: [], memory: null, cellNorm: null, attention: null };
  return { layer: 'lstm_1', direction: 'forward', timesteps: 100, ...unknown, ...given };
}

/** A signal of 50 units that is not remarkable. */
export function sampleSignal(name: SignalName, given: Partial<SignalStatistics> = {}): SignalStatistics {
  return {
    ...{ name, units: 50, mean: 0.5, deviation: 0.2, least: 0.1, largest: 0.9, nearZero: 0, nearOne: 0 },
    ...{ overTime: [0.5, 0.5], closed: [], open: [], constant: [], still: [] },
    ...given,
  };
}
