import { performance } from 'node:perf_hooks';
import { tf } from '../src/engine/tensorflow.ts';

/** Function of the gates; tf.layers takes the hard sigmoid by itself. */
export type PeerGates = 'sigmoid' | 'hardSigmoid';

/** The stock model, Adam, and a fresh batch of 32 windows for every step, in tf.layers on the same TensorFlow. */
function createPeerStep(recurrentActivation: PeerGates): () => Promise<unknown> {
  // Another first weight costs nothing here, and tfjs warns of the time that orthogonal ones take.
  const lstm = { units: 50, recurrentActivation, recurrentInitializer: 'glorotUniform' } as const;
  const model = tf.sequential({
    layers: [
      tf.layers.lstm({ ...lstm, returnSequences: true, inputShape: [100, 1] }),
      tf.layers.lstm(lstm),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
  const windows = Float32Array.from({ length: 3200 }, (_, index) => Math.sin(index / 5));
  return async () => {
    const [inputs, targets] = [tf.tensor3d(windows, [32, 100, 1]), tf.tensor2d(windows.slice(0, 32), [32, 1])];
    await model.trainOnBatch(inputs, targets);
    tf.dispose([inputs, targets]);
  };
}

const steps = { sigmoid: createPeerStep('sigmoid'), hardSigmoid: createPeerStep('hardSigmoid') };

/** Answers every name of gates with the milliseconds of one step. */
process.on('message', (gates: PeerGates) => {
  const start = performance.now();
  void steps[gates]().then(() => process.send?.(performance.now() - start));
});
