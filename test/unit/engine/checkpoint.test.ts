import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../src/contracts/userError.ts';
import { decodeSafetensors } from '../../../src/core/safetensors.ts';
import { buildModel, type Model } from '../../../src/engine/buildModel.ts';
import { encodeWeights, loadWeights } from '../../../src/engine/checkpoint.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { dense, gru, lstm, modelPlan, type PlainConfig } from './modelPlans.ts';

function withModels(
  layers: readonly PlainConfig[],
  others: readonly PlainConfig[],
  use: (a: Model, b: Model) => void,
): void {
  const before = tf.memory().numTensors;
  const first = buildModel(modelPlan(5, 2, layers), 1);
  const second = buildModel(modelPlan(5, 2, others), 2);
  use(first, second);
  first.dispose();
  second.dispose();
  assert.equal(tf.memory().numTensors, before, 'tensors left behind');
}

describe('checkpoints', () => {
  it('bring a model back bit for bit', () => {
    const layers = [lstm({ units: 3, returnSequences: true, bidirectional: true, peephole: true }), gru(), dense()];
    withModels(layers, layers, (from, to) => {
      assert.notDeepEqual(from.parameters.dataSync(), to.parameters.dataSync());
      loadWeights(to, encodeWeights(from));
      assert.deepEqual(from.parameters.dataSync(), to.parameters.dataSync());
    });
  });

  it('hold every weight under its name and shape', () => {
    withModels([lstm({ units: 3 })], [dense()], (model) => {
      assert.deepEqual(
        decodeSafetensors(encodeWeights(model)).map(({ name, shape }) => [name, ...shape]),
        [
          ['lstm/kernel', 2, 12],
          ['lstm/recurrent_kernel', 3, 12],
          ['lstm/bias', 12],
        ],
      );
    });
  });

  it('of another model are refused with the names of what does not fit, and change nothing', () => {
    withModels([lstm({ units: 3 }), dense()], [lstm({ units: 4, useBias: false }), gru(), dense()], (from, to) => {
      const before = to.parameters.dataSync();
      assert.throws(
        () => {
          loadWeights(to, encodeWeights(from));
        },
        (error) => {
          assert.ok(error instanceof UserError);
          assert.match(error.message, /"lstm\/kernel" is \[2, 12\], the model has \[2, 16\]/);
          assert.match(error.message, /"gru\/kernel" is missing/);
          assert.match(error.message, /"lstm\/bias" is in the checkpoint, but not in the model/);
          return true;
        },
      );
      assert.deepEqual(to.parameters.dataSync(), before);
    });
  });
});
