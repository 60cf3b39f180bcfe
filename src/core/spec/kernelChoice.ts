import { t } from '@vscode/l10n';
import type { GruConfig, LstmConfig, SimpleRnnConfig } from '../../contracts/layerConfigs.ts';
import type { InnerLayerSpec, LayerSpec } from './table/specTable.ts';

export type RecurrentSpec = Extract<LayerSpec | InnerLayerSpec, { readonly type: 'lstm' | 'gru' | 'simpleRNN' }>;

type Gates = 'type' | 'activation' | 'recurrentActivation' | 'recurrentDropout';

/** What decides how a recurrent layer is computed. */
type KernelQuestion = Pick<LstmConfig, Gates> | Pick<GruConfig, Gates> | Pick<SimpleRnnConfig, 'type'>;

/** Why a layer is not computed by the fused kernels, which go over whole sequences (decision 10). */
export interface StepwiseReason {
  /** The key whose value is the reason. */
  readonly key: string;
  readonly message: string;
}

/** Whether a layer carries a state through time. */
export function isRecurrent<T extends { readonly type: string }>(
  layer: T,
): layer is Extract<T, { readonly type: 'lstm' | 'gru' | 'simpleRNN' }> {
  return layer.type === 'lstm' || layer.type === 'gru' || layer.type === 'simpleRNN';
}

/**
 * Why a layer has to be computed step by step; empty where the fused kernels compute exactly it: LSTM, with
 * peepholes too, and GRU in both forms, with tanh and sigmoid gates.
 */
export function stepwiseReasons(layer: KernelQuestion): readonly StepwiseReason[] {
  if (layer.type === 'simpleRNN') return [{ key: 'type', message: t('there is no fused kernel for simpleRNN') }];
  return [
    ...(layer.activation === 'tanh' ? [] : [{ key: 'activation', message: t('the fused kernel computes tanh only') }]),
    ...(layer.recurrentActivation === 'sigmoid'
      ? []
      : [{ key: 'recurrentActivation', message: t('the fused kernel computes sigmoid gates only') }]),
    ...(layer.recurrentDropout === 0
      ? []
      : [{ key: 'recurrentDropout', message: t('the fused kernel cannot drop parts of the recurrent state') }]),
  ];
}
