import { existsSync, readFileSync } from 'node:fs';
import type { LstmConfig, RecurrentBase } from '../../../src/contracts/layerConfigs.ts';
import { gru, lstm, simpleRnn } from './modelPlans.ts';

/** Reference values computed by Keras, beside the repository; tests that need them are skipped where they are absent. */
const fixture = new URL('../../../../shared/fixtures/keras_visible.json', import.meta.url);

export interface KerasArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export interface KerasCase {
  /** Such as `LSTM`, `Bidirectional(GRU)+Masking`. */
  readonly name: string;
  /** Arguments of the Keras layer. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputs: readonly KerasArray[];
  readonly weights: readonly (KerasArray & { readonly path: string })[];
  readonly outputs: readonly KerasArray[];
}

type Nested = number | readonly Nested[];

export interface KerasTraining {
  /** Such as `train LSTM adam lr=0.01 mse 20 full-batch steps`. */
  readonly name: string;
  readonly x: Nested;
  readonly y: Nested;
  readonly w0: readonly { readonly path: string; readonly data: Nested }[];
  readonly loss_before_each_step: readonly number[];
  readonly w20: readonly Nested[];
}

export interface KerasFixture {
  readonly cases: readonly KerasCase[];
  readonly training: readonly KerasTraining[];
}

export const keras: KerasFixture | null = existsSync(fixture)
  ? (JSON.parse(readFileSync(fixture, 'utf8')) as KerasFixture)
  : null;

/** All numbers of nested lists, in order. */
export function flatten(nested: Nested): number[] {
  return typeof nested === 'number' ? [nested] : nested.flatMap(flatten);
}

/** Sizes of nested lists of equal lengths. */
export function shapeOf(nested: Nested): number[] {
  return typeof nested === 'number' ? [] : [nested.length, ...shapeOf(nested[0] ?? 0)];
}

/** The recurrent layer that a Keras name and its arguments mean. */
export function recurrentConfig(kind: string, given: Readonly<Record<string, unknown>>, units: number) {
  const base: Partial<RecurrentBase> = {
    units,
    returnSequences: given['return_sequences'] === true,
    goBackwards: given['go_backwards'] === true,
    useBias: given['use_bias'] !== false,
    activation: activationNamed(given['activation'] ?? 'tanh'),
  };
  const recurrentActivation = activationNamed(given['recurrent_activation'] ?? 'sigmoid');
  const standard = base.activation === 'tanh' && recurrentActivation === 'sigmoid';
  switch (kind) {
    case 'LSTM':
      return lstm({ ...base, recurrentActivation, kernel: standard ? 'fused' : 'stepwise' });
    case 'GRU': {
      const resetAfter = given['reset_after'] !== false;
      return gru({ ...base, recurrentActivation, resetAfter, kernel: standard && !resetAfter ? 'fused' : 'stepwise' });
    }
    default:
      return simpleRnn(base);
  }
}

function activationNamed(name: unknown): LstmConfig['activation'] {
  switch (name) {
    case 'tanh':
    case 'sigmoid':
    case 'relu':
    case 'elu':
      return name;
    case 'hard_sigmoid':
      return 'hardSigmoid';
    default:
      throw new Error(`Unknown activation ${String(name)}`);
  }
}
