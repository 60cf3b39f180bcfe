// onnxruntime's answers of a model. Arguments: where the package onnxruntime-node lies, the model's file, and the shape
// of a batch of windows. Says "ready", then answers every number of batches on standard input with the milliseconds of one.
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';

const [folder, file, ...shape] = process.argv.slice(2);
const { InferenceSession, Tensor } = createRequire(`${folder}/package.json`)('onnxruntime-node');
const dims = shape.map(Number);
const windows = Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, index) => Math.sin(index / 5));
const session = await InferenceSession.create(file);
const answer = () => session.run({ windows: new Tensor('float32', windows, dims) });

const { answers } = await answer();
process.stdout.write(`ready ${JSON.stringify(Array.from(answers.data))}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  for (let batch = 0; batch < Number(line); batch++) await answer();
  process.stdout.write(`${(performance.now() - start) / Number(line)}\n`);
}
