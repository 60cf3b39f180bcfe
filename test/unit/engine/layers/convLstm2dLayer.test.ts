import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ConvLstm2dConfig } from '../../../../src/contracts/layerConfigs.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../../src/engine/buildModel.ts';
import { convLstm2dLayer } from '../../../../src/engine/layers/convLstm2dLayer.ts';
import { sizeOfWeights, type Recording } from '../../../../src/engine/layers/layer.ts';
import { batchSignal } from '../../../../src/engine/layers/signal.ts';
import { maskOfLengths } from '../../../../src/engine/layers/stepMask.ts';
import { tf } from '../../../../src/engine/tensorflow.ts';

const config: ConvLstm2dConfig = {
  ...{ type: 'convLstm2d', filters: 1, kernelSize: [3, 3], strides: [1, 1], padding: 'same', dilationRate: [1, 1] },
  ...{ returnSequences: true, goBackwards: false, stateful: false, useBias: true, unitForgetBias: false },
  ...{ activation: 'tanh', recurrentActivation: 'sigmoid', dropout: 0, recurrentDropout: 0 },
  ...{ kernelInitializer: 'zeros', recurrentInitializer: 'zeros', biasInitializer: 'zeros' },
};

const [time, places] = [3, 4];

/** A layer whose gates are what its bias says: two clips of three and of two frames, four pixels each. */
function recordClips(goBackwards: boolean): Recording {
  const layer = convLstm2dLayer('clips', { ...config, goBackwards }, 1, createRandom(1));
  const bias = [0.9, 0.5, 0.2].map((gate) => Math.log(gate / (1 - gate))).toSpliced(2, 0, Math.atanh(0.5));
  const parameters = new Float32Array(sizeOfWeights(layer.weights));
  parameters.set(bias, parameters.length - 4);
  const recorded: Recording[] = [];
  const input = batchSignal(tf.ones([2, time, 2, 2, 1]), maskOfLengths([3, 2], time));
  layer.forward(tf.tensor1d(parameters), [input], { ...inference, record: (recording) => recorded.push(recording) });
  const [recording] = recorded;
  assert.ok(recording !== undefined && recorded.length === 1);
  return recording;
}

it('tells its gates in the order of the data, each place of a frame as an example', () => {
  tf.tidy(() => {
    for (const goBackwards of [false, true]) {
      const { layer, reversed, steps, signals } = recordClips(goBackwards);
      assert.deepEqual([layer, reversed], ['clips', goBackwards]);
      assert.deepEqual(Array.from(steps?.counts ?? []), [3, 3, 3, 3, 2, 2, 2, 2]);
      const valuesOf = (name: string) => {
        const signal = signals[name];
        assert.deepEqual(signal?.shape, [time, 2 * places, 1], name);
        return signal.dataSync();
      };
      const gates = { inputGate: 0.9, forgetGate: 0.5, candidate: 0.5, outputGate: 0.2 };
      for (const [name, expected] of Object.entries(gates)) {
        for (const value of valuesOf(name)) assert.ok(Math.abs(value - expected) < 1e-6, `${name} ${String(value)}`);
      }
      // c = f c + i g from 0, in the order of reading.
      const cells = [0.45, 0.675, 0.7875];
      const seen = [0, 1, 2].map((step) => valuesOf('cellState')[step * 2 * places] ?? NaN);
      for (const [step, cell] of (goBackwards ? cells.toReversed() : cells).entries()) {
        assert.ok(Math.abs((seen[step] ?? NaN) - cell) < 1e-6, `cell states ${seen.join(' ')}`);
      }
    }
  });
});
