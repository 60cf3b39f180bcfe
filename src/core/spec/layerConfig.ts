import type { LayerConfig, LstmConfig, RecurrentBase } from '../../contracts/plan.ts';
import { stepwiseReasons, type RecurrentSpec } from './kernelChoice.ts';
import type { LayerSpec } from './table/specTable.ts';

type LstmSpec = Extract<LayerSpec, { readonly type: 'lstm' }>;

/** What the engine builds from a layer of a spec. */
export function layerConfig(layer: LayerSpec): LayerConfig {
  switch (layer.type) {
    case 'lstm':
      return lstmConfig(layer);
    case 'gru': {
      const { type, recurrentActivation, resetAfter } = layer;
      return { type, ...recurrentBase(layer), recurrentActivation, resetAfter };
    }
    case 'simpleRNN':
      return { type: layer.type, ...recurrentBase(layer) };
    case 'dense': {
      const { type, units, activation, useBias, kernelInitializer, biasInitializer } = layer;
      return { type, units, activation, useBias, kernelInitializer, biasInitializer };
    }
    case 'dropout':
      return { type: layer.type, rate: layer.rate };
  }
}

function lstmConfig(layer: LstmSpec): LstmConfig {
  const { type, recurrentActivation, peephole } = layer;
  return { type, ...recurrentBase(layer), recurrentActivation, forgetBias: forgetBiasOf(layer), peephole };
}

/** First value of the forget gate's bias: as given, else 1 with unitForgetBias, else as the biasInitializer says. */
function forgetBiasOf({ useBias, forgetBias, unitForgetBias, biasInitializer }: LstmSpec): number {
  if (!useBias) return 0;
  return forgetBias ?? (unitForgetBias || biasInitializer === 'ones' ? 1 : 0);
}

function recurrentBase(layer: RecurrentSpec): RecurrentBase {
  return {
    units: layer.units,
    returnSequences: layer.returnSequences,
    bidirectional: layer.bidirectional,
    mergeMode: layer.mergeMode,
    goBackwards: layer.goBackwards,
    useBias: layer.useBias,
    activation: layer.activation,
    dropout: layer.dropout,
    recurrentDropout: layer.recurrentDropout,
    kernelInitializer: layer.kernelInitializer,
    recurrentInitializer: layer.recurrentInitializer,
    biasInitializer: layer.biasInitializer,
    kernel: stepwiseReasons(layer).length === 0 ? 'fused' : 'stepwise',
  };
}
