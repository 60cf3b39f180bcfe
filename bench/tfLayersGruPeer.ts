import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { tf } from '../src/engine/tensorflow.ts';

// The stock model with GRUs in tf.layers. Says "ready", then answers every number of steps on standard input with the
// milliseconds of one of them.

const gru = { units: 50, recurrentActivation: 'sigmoid', recurrentInitializer: 'glorotUniform' } as const;
const model = tf.sequential({
  layers: [
    tf.layers.gru({ ...gru, returnSequences: true, inputShape: [100, 1] }),
    tf.layers.gru(gru),
    tf.layers.dense({ units: 1 }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
const windows = Float32Array.from({ length: 3200 }, (_, index) => Math.sin(index / 5));

async function step(): Promise<void> {
  const [inputs, targets] = [tf.tensor3d(windows, [32, 100, 1]), tf.tensor2d(windows.slice(0, 32), [32, 1])];
  await model.trainOnBatch(inputs, targets);
  tf.dispose([inputs, targets]);
}

await step();
process.stdout.write('ready\n');
const requests = createInterface({ input: process.stdin });
requests.on('line', () => {
  // It takes so long that one is enough, whatever number was asked for.
  const start = performance.now();
  void step().then(() => process.stdout.write(`${String(performance.now() - start)}\n`));
});
