import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MergeMode, RecurrentConfig } from '../../../src/contracts/layerConfigs.ts';
import { buildModel, inference, type Model } from '../../../src/engine/buildModel.ts';
import { createCell } from '../../../src/engine/layers/cells/createCell.ts';
import { tf, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '../../../src/engine/tensorflow.ts';
import { keras, recurrentConfig, type KerasArray, type KerasCase } from './kerasFixture.ts';
import { modelPlan } from './modelPlans.ts';
import { assertValuesClose, withoutLeak } from './tensors.ts';

/** What a case's name says: `Bidirectional(LSTM)+Masking` is an LSTM in both directions over padded rows. */
const caseName =
  /^(?<both>Bidirectional\()?(?<kind>LSTM|GRU|SimpleRNN)\)?(?<extra>\+initial_state|\+Masking(\(0\))?)?$/;

interface ReadCase {
  readonly config: RecurrentConfig;
  readonly masked: boolean;
  readonly initialState: boolean;
}

function readCase(kerasCase: KerasCase): ReadCase | null {
  const groups = caseName.exec(kerasCase.name)?.groups;
  if (groups === undefined) return null;
  const { both, kind = '', extra = '' } = groups;
  const units = kerasCase.weights[1]?.shape[0] ?? 0;
  const config = recurrentConfig(kind, kerasCase.config, units);
  const mergeMode = (kerasCase.config['merge_mode'] ?? 'concat') as MergeMode;
  return {
    config: both === undefined ? config : { ...config, bidirectional: true, mergeMode },
    masked: extra.startsWith('+Masking'),
    initialState: extra === '+initial_state',
  };
}

function toTensor({ shape, data }: KerasArray): Tensor {
  return tf.tensor(Float32Array.from(data), [...shape]);
}

function parameters(kerasCase: KerasCase): Tensor1D {
  return tf.tensor1d(kerasCase.weights.flatMap(({ data }) => data));
}

/** Rows of zeros at the end of each sequence are padding. */
function lengthsOf({ shape, data }: KerasArray): Tensor1D {
  const [batch = 0, time = 0, features = 0] = shape;
  const counts = Array.from({ length: batch }, (_, row) => {
    const steps = Array.from({ length: time }, (_, step) => (row * time + step) * features);
    return steps.filter((start) => data.slice(start, start + features).some((value) => value !== 0)).length;
  });
  return tf.tensor1d(counts, 'int32');
}

function withModel(kerasCase: KerasCase, config: RecurrentConfig, use: (model: Model) => void): void {
  const [, time = 0, features = 0] = kerasCase.inputs[0]?.shape ?? [];
  const model = buildModel(modelPlan(time, features, [config]), 1);
  try {
    assert.deepEqual(
      model.weights.map(({ shape }) => shape),
      kerasCase.weights.map(({ shape }) => shape),
    );
    model.replaceParameters(parameters(kerasCase));
    use(model);
  } finally {
    model.dispose();
  }
}

/** A layer of a model, as trained and used. */
function checkModel(kerasCase: KerasCase, { config, masked }: ReadCase): void {
  const [input] = kerasCase.inputs;
  const [output] = kerasCase.outputs;
  assert.ok(input !== undefined && output !== undefined);
  withModel(kerasCase, config, (model) => {
    const lengths = masked ? lengthsOf(input) : null;
    const pass = { ...inference, lengths };
    const inputs = { input: toTensor(input), decoderInput: null };
    const actual = model.forward(model.parameters, inputs, pass);
    assert.deepEqual(actual.shape, output.shape);
    assertValuesClose(actual.dataSync(), output.data, 1e-5, 'output');
  });
}

/** The cell itself, whose states Keras returns too. */
function checkStates(kerasCase: KerasCase, { config, initialState }: ReadCase): void {
  const [input, ...states] = kerasCase.inputs.map(toTensor);
  const [output, ...lastStates] = kerasCase.outputs;
  assert.ok(input !== undefined && output !== undefined);
  const inputs = input.transpose<Tensor3D>([1, 0, 2]);
  const initial = initialState ? (states as Tensor2D[]) : null;
  const run = createCell(config, inputs.shape[2]).run(parameters(kerasCase), inputs, { initial, recurrentMask: null });
  const last = (sequence: Tensor) => sequence.slice(inputs.shape[0] - 1, 1);
  const given = config.returnSequences ? run.output.transpose([1, 0, 2]) : last(run.output);
  assertValuesClose(given.dataSync(), output.data, 1e-5, 'output');
  const signals = run.signals();
  ['output', 'cellState'].slice(0, lastStates.length).forEach((name, index) => {
    const signal = signals[name];
    assert.ok(signal !== undefined);
    assertValuesClose(last(signal).dataSync(), lastStates[index]?.data ?? [], 1e-5, name);
  });
}

describe('recurrent layers against Keras', { skip: keras === null ? 'no reference values here' : false }, () => {
  const cases = (keras?.cases ?? []).flatMap((kerasCase) => {
    const read = readCase(kerasCase);
    return read === null ? [] : [{ kerasCase, read }];
  });

  it('finds the cases that these layers can express', () => {
    assert.ok(keras === null || cases.length >= 60, String(cases.length));
  });

  for (const { kerasCase, read } of cases) {
    it(`${kerasCase.name} ${JSON.stringify(kerasCase.config)}`, () => {
      withoutLeak(() => {
        if (!read.initialState) checkModel(kerasCase, read);
        if (kerasCase.outputs.length > 1) checkStates(kerasCase, read);
        // What the fused kernel computes, the stepwise path computes too.
        const { config } = read;
        if (config.kernel === 'fused' && !read.initialState) {
          checkModel(kerasCase, { ...read, config: { ...config, kernel: 'stepwise' } });
        }
      });
    });
  }
});
