import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCaseName } from '../../../../scripts/vectors/caseName.ts';
import type { KerasArray, KerasConfig } from '../../../../scripts/vectors/fixture.ts';
import { largestDifference } from '../../../../scripts/vectors/largestDifference.ts';
import { lossOf } from '../../../../scripts/vectors/lossOf.ts';
import { optimizerOf } from '../../../../scripts/vectors/optimizerOf.ts';
import { agrees, runVectors } from '../../../../scripts/vectors/runVectors.ts';
import { readManner } from '../../../../scripts/vectors/trainingName.ts';

function zeros(...shape: readonly number[]): KerasArray {
  return { shape, data: Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => 0) };
}

function weight(path: string, ...shape: readonly number[]) {
  return { path, ...zeros(...shape) };
}

const lstm = [weight('lstm/lstm_cell/kernel', 3, 8), weight('lstm/lstm_cell/recurrent_kernel', 2, 8)];
const heads = ['query', 'key', 'value'].map((name) => weight(`mha/${name}/kernel`, 3, 1, 2));
const output = [weight('mha/attention_output/kernel', 1, 2, 3)];

type Refusal = readonly [
  name: string,
  config: KerasConfig,
  message: RegExp,
  weights?: readonly ReturnType<typeof weight>[],
];

/** Over an input `[2, 4, 3]`. */
const refusals: readonly Refusal[] = [
  ['Flatten', { data_format: 'channels_first' }, /^Flatten with "data_format": "channels_first" cannot be computed/],
  ['MaxPooling1D', { data_format: 'channels_first' }, /^MaxPooling1D with "data_format"/],
  ['LayerNormalization', { axis: 1 }, /^LayerNormalization over "axis" 1/],
  ['LayerNormalization', { rms_scaling: true }, /^LayerNormalization with "rms_scaling": true/],
  ['BatchNormalization', { axis: [1] }, /^BatchNormalization over "axis" \[1\]/],
  ['Softmax', { axis: 1 }, /^Softmax over "axis" 1/],
  ['ReLU', { max_value: 2 }, /^ReLU with "max_value": 2/],
  ['ReLU', { threshold: 1 }, /^ReLU with "threshold": 1/],
  ['LeakyReLU', {}, /^LeakyReLU with .*"negative_slope": 0.3/],
  ['Attention', { score_mode: 'concat' }, /^Attention with "score_mode": "concat"/],
  ['MultiHeadAttention', { output_shape: 7 }, /^MultiHeadAttention with "output_shape": 7/, [...heads, ...output]],
  ['MultiHeadAttention', { attention_axes: [2] }, /^MultiHeadAttention with "attention_axes": \[2\]/, heads],
  ['LSTM', { units: 9 }, /^LSTM has "units": 9, but its weights tell 2/, lstm],
  ['LSTM', { activation: 'log_softmax' }, /^"activation": "log_softmax" is not one of the language/, lstm],
  ['LSTM', { dtype: 'float16' }, /^LSTM with "dtype": float16/, lstm],
  ['LSTM', { peephole: true }, /^No layer has an argument "peephole"/, lstm],
  ['LSTM', { class_name: 'LSTM', config: { name: 'lstm', cells: 2 } }, /^LSTM has an argument "cells"/, lstm],
  ['Dense glu', {}, /^"glu" says nothing about Dense/],
  ['Unheard', {}, /^"Unheard" names no layer/],
  [
    'Bidirectional(LSTM)',
    {
      backward_layer: { class_name: 'LSTM', config: { go_backwards: true, activation: 'relu' } },
    },
    /^Bidirectional with another "activation" in its "backward_layer"/,
    [...lstm, ...lstm],
  ],
];

describe('what cannot be computed is said, never guessed', () => {
  for (const [name, config, message, weights = []] of refusals) {
    it(`${name} ${JSON.stringify(config)}`, () => {
      const one = { name, config, inputs: [zeros(2, 4, 3)], weights, outputs: [zeros(2, 4, 3)] };
      const [result] = [...runVectors({ cases: [one], training: [] })];
      assert.ok(result !== undefined && !agrees(result) && result.difference === null);
      assert.match(result.problem, message);
    });
  }

  it('nothing, other shapes and what is no number are over every bound', () => {
    const one = { shape: [1], data: [1] };
    assert.equal(largestDifference([], []), Infinity);
    assert.equal(largestDifference([one, one], [one]), Infinity);
    assert.equal(largestDifference([one], [{ shape: [1, 1], data: [1] }]), Infinity);
    assert.equal(largestDifference([{ shape: [1], data: [NaN] }], [one]), Infinity);
  });

  it('arguments in names stand as words, numbers and pairs', () => {
    const [masking, conv, both] = readCaseName('title Conv1D(8, 3) causal gelu strides=2+BiLSTM sum+Masking(-1)');
    assert.deepEqual(masking?.config, { mask_value: -1 });
    assert.deepEqual(conv?.config, { filters: 8, kernel_size: 3, padding: 'causal', activation: 'gelu', strides: 2 });
    assert.deepEqual([both?.className, both?.config['merge_mode']], ['Bidirectional', 'sum']);
  });
});

describe('trainings are read from their names', () => {
  const read = (name: string, config: KerasConfig = {}) =>
    readManner({ name, config, x: [], y: [], w0: [], loss_before_each_step: [1, 2], w20: [] });

  it('layers, optimizer with its arguments, loss', () => {
    const manner = read('train Masking(0)+LSTM sgd lr=0.1 momentum=0.9 nesterov mse 2 full-batch steps');
    assert.deepEqual([manner.layers, manner.optimizer, manner.loss], ['Masking(0)+LSTM', 'sgd', 'mse']);
    const { type, learningRate } = optimizerOf(manner.optimizer, manner.optimizerConfig);
    assert.deepEqual([type, learningRate], ['nesterov', 0.1]);
  });

  it('what stands beside the name', () => {
    const optimizer = { class_name: 'Adam', config: { learning_rate: 0.02, clipnorm: 0.5 } };
    const manner = read('train GRU mae', { optimizer, activation: 'relu' });
    const plan = optimizerOf(manner.optimizer, manner.optimizerConfig);
    assert.deepEqual([plan.type, plan.learningRate, plan.clipNorm], ['adam', 0.02, 0.5]);
    assert.deepEqual(manner.layerConfig, { activation: 'relu' });
  });

  const refused: readonly (readonly [what: () => unknown, message: RegExp])[] = [
    [() => read('train LSTM sgd mse shuffled'), /^"shuffled" says nothing about a training/],
    [() => read('train LSTM sgd mse 3 full-batch steps'), /^"3" says nothing about a training/],
    [() => read('train LSTM sgd 2 steps'), /names no loss/],
    [() => read('train LSTM nadam mse'), /"nadam"|names no optimizer/],
    [() => optimizerOf('adam', { amsgrad: true }), /^adam with "amsgrad": true/],
    [() => optimizerOf('rmsprop', { centered: true }), /^rmsprop with "centered": true/],
    [() => optimizerOf('sgd', { rho: 0.9 }), /^sgd with "rho": 0.9/],
    [() => optimizerOf('sgd', { learning_rate: { decay: 1 } }), /^"learning_rate": {"decay":1} is no number/],
    [() => lossOf('huber', { delta: 2 }), /^huber with "delta": 2/],
    [() => lossOf('poisson', {}), /^"poisson" is not a loss/],
  ];
  for (const [what, message] of refused) {
    it(`refuses ${String(message)}`, () => {
      assert.throws(what, { message });
    });
  }
});
