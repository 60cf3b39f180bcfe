import type { LayerConfig, MergeMode } from '../../src/contracts/layerConfigs.ts';
import { stepwiseReasons } from '../../src/core/spec/kernelChoice.ts';
import { activationOf } from './activationNames.ts';
import type { KerasConfig } from './fixture.ts';
import { isIdle, readArguments } from './kerasArguments.ts';
import { cellOf, type KerasLayer } from './kerasLayer.ts';
import { checkSize, hasBias, penalty, readWeights, sliding2d, zeros } from './readLayer.ts';

interface Direction {
  /** `null`: there is one. */
  readonly mergeMode: MergeMode | null;
  readonly carries: boolean;
}

/** An LSTM, GRU or simple RNN, all arguments given, on the kernel that the product would choose. */
export function recurrentConfig(layer: KerasLayer, { mergeMode, carries }: Direction): LayerConfig {
  const { className, config } = layer;
  const base = {
    units: checkSize(layer, config, 'units', readWeights(layer).shape('recurrent_kernel')[0] ?? 0),
    returnSequences: config['return_sequences'] === true,
    bidirectional: mergeMode !== null,
    mergeMode: mergeMode ?? 'concat',
    goBackwards: config['go_backwards'] === true,
    useBias: hasBias(layer, config),
    activation: activationOf(config['activation']),
    dropout: Number(config['dropout']),
    recurrentDropout: Number(config['recurrent_dropout']),
    ...zeros,
    recurrentInitializer: 'zeros',
    stateful: carries,
    kernelRegularizer: penalty(config['kernel_regularizer']),
    recurrentRegularizer: penalty(config['recurrent_regularizer']),
  } as const;
  if (className === 'SimpleRNN') return { type: 'simpleRNN', ...base, kernel: 'stepwise' };
  const recurrentActivation = activationOf(config['recurrent_activation']);
  const type = className === 'LSTM' ? 'lstm' : 'gru';
  const reasons = stepwiseReasons({ type, ...base, recurrentActivation });
  const gated = { ...base, recurrentActivation, kernel: reasons.length === 0 ? 'fused' : 'stepwise' } as const;
  if (type === 'lstm') return { type, ...gated, forgetBias: 0, peephole: false };
  return { type, ...gated, resetAfter: config['reset_after'] !== false };
}

/** Both directions of one layer. `merge_mode: null` gives them side by side, to be cut apart. */
export function bidirectionalConfig(layer: KerasLayer, carries: boolean): LayerConfig {
  const { merge_mode: mergeMode, backward_layer: backward } = readArguments('Bidirectional', layer.config);
  const inner = cellOf(layer);
  if (inner === layer) throw new Error('Bidirectional holds one layer');
  // Both directions leave zeros where nothing counts, whatever their arguments say.
  const config = { ...readArguments(inner.className, inner.config), zero_output_for_mask: false };
  if (backward !== null) checkBackward(inner, backward as KerasLayer);
  // Whoever made the case asked Keras for it.
  const merged = (mergeMode ?? 'concat') as MergeMode;
  const weights = layer.weights.slice(0, layer.weights.length / 2);
  return recurrentConfig({ ...inner, config, weights }, { mergeMode: merged, carries });
}

/** The second direction is the first from the end: nothing else can be computed. */
function checkBackward(forward: KerasLayer, backward: KerasLayer): void {
  if (forward.className !== backward.className) {
    throw new Error(
      `Bidirectional with a "backward_layer" of another class, ${backward.className}, cannot be computed`,
    );
  }
  const own = readArguments(forward.className, forward.config);
  const other = readArguments(backward.className, backward.config);
  const turned = { ...own, go_backwards: own['go_backwards'] !== true };
  const different = Object.entries(turned).find(
    ([key, value]) => !isIdle(key) && JSON.stringify(other[key]) !== JSON.stringify(value),
  );
  if (different === undefined) return;
  throw new Error(`Bidirectional with another "${different[0]}" in its "backward_layer" cannot be computed`);
}

/** A convolutional LSTM, all arguments given. */
export function convLstm2dConfig(layer: KerasLayer, carries: boolean): LayerConfig {
  const { config } = layer;
  const [rows = 1, columns = 1, filters = 1] = readWeights(layer).shape('recurrent_kernel');
  return {
    type: 'convLstm2d',
    filters: checkSize(layer, config, 'filters', filters),
    kernelSize: checkSize(layer, config, 'kernel_size', [rows, columns] as const),
    ...sliding2d(config),
    ...flags(config),
    stateful: carries,
    useBias: hasBias(layer, config),
    unitForgetBias: false,
    activation: activationOf(config['activation']),
    recurrentActivation: activationOf(config['recurrent_activation']),
    dropout: Number(config['dropout']),
    recurrentDropout: Number(config['recurrent_dropout']),
    ...zeros,
    recurrentInitializer: 'zeros',
  };
}

function flags(config: KerasConfig) {
  return { returnSequences: config['return_sequences'] === true, goBackwards: config['go_backwards'] === true };
}
