import assert from 'node:assert/strict';
import type { KnownModel } from '../../../../src/contracts/plan.ts';
import type { Batch } from '../../../../src/core/data/dataset.ts';
import { createRandom, type Random } from '../../../../src/core/random.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { resolveModel } from '../../../../src/core/spec/resolveModel.ts';
import { buildModel, type Model } from '../../../../src/engine/buildModel.ts';
import { createTrainStep } from '../../../../src/engine/trainStep.ts';

/** Tokens of source and target: padding, unknown, start, end, and five letters. */
const vocabulary = 9;

/** The model of a translation with these layers, its vocabularies of that size. */
export async function translationModel(layers: readonly object[]): Promise<KnownModel> {
  const spec = {
    version: 1,
    data: {
      source: 'pairs.csv',
      input: { type: 'text', column: 'from', tokenizer: 'character' },
      target: { type: 'text', column: 'to', tokenizer: 'character' },
      split: { type: 'random' },
    },
    layers,
    training: { epochs: 1 },
  };
  const { plan, problems } = await analyse(JSON.stringify(spec), 'x.lstm.json');
  assert.ok(plan !== null, JSON.stringify(problems));
  return resolveModel(plan.model, { vocabulary, targetVocabulary: vocabulary, time: null, targetTime: null });
}

/** Texts of 1 to 5 letters; the truth is each from its end to its start. */
export function drawBatch(random: Random, size: number): Batch {
  const texts = Array.from({ length: size }, () =>
    Array.from({ length: 1 + Math.floor(random.next() * 5) }, () => 4 + Math.floor(random.next() * 5)),
  );
  return batchOf(texts);
}

export function batchOf(texts: readonly (readonly number[])[]): Batch {
  const time = Math.max(...texts.map((text) => text.length));
  const size = texts.length;
  const rows = (length: number, row: (text: readonly number[]) => readonly number[]) => ({
    data: Int32Array.from(texts.flatMap((text) => pad(row(text), length))),
    shape: [size, length],
  });
  return {
    size,
    input: rows(time, (text) => text),
    lengths: Int32Array.from(texts, ({ length }) => length),
    decoderInput: rows(time + 1, (text) => [2, ...text.toReversed()]),
    target: rows(time + 1, (text) => [...text.toReversed(), 3]),
    weights: Float32Array.from(texts.flatMap((text) => pad([...text.map(() => 1), 1], time + 1))),
  };
}

function pad(values: readonly number[], length: number): readonly number[] {
  return [...values, ...Array.from({ length: length - values.length }, () => 0)];
}

/** A model of these layers after so many updates of 32 texts with Adam. */
export async function trainedModel(layers: readonly object[], updates: number, learningRate = 0.02): Promise<Model> {
  const model = buildModel(await translationModel(layers), 3);
  const limits = { clipNorm: null, clipValue: null, globalClipNorm: 1, weightDecay: 0 };
  const step = createTrainStep(model, {
    loss: 'categoricalCrossentropy',
    optimizer: { type: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, ...limits },
  });
  const random = createRandom(11);
  for (let update = 0; update < updates; update++) await step.run(drawBatch(random, 32), update, learningRate);
  step.dispose();
  return model;
}
