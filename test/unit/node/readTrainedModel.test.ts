import assert from 'node:assert/strict';
import test from 'node:test';
import type { WeightsKind } from '../../../src/contracts/training.ts';
import { readTrainedModel } from '../../../src/node/readTrainedModel.ts';
import { createStore, NEW_RUN } from '../../fakes/memoryStore.ts';

const specText = (checkpoint: object | null) =>
  JSON.stringify({
    version: 1,
    data: {
      source: 'sales.csv',
      time: 'date',
      input: { type: 'timeseries', columns: ['units'], windowSize: 4 },
      target: { type: 'timeseries', columns: ['units'], horizon: 1 },
    },
    layers: [{ type: 'lstm', units: 2 }],
    training: { epochs: 2, ...(checkpoint && { checkpoint }) },
  });

/** A run that kept both, and was judged by one of them. */
async function finishRun(judgedBy: WeightsKind, checkpoint: object | null = null) {
  const { store } = createStore();
  const writer = await store.create({ ...NEW_RUN, specText: specText(checkpoint) });
  await writer.fitted({ scalers: {} } as never);
  for (const [place, kind] of (['best', 'last'] as const).entries()) {
    await writer.checkpoint({ kind, epoch: place + 1, weights: Uint8Array.of(place) });
  }
  await writer.finish({ status: 'completed', reason: '', weights: judgedBy });
  return async (asked: WeightsKind | null) => {
    const { trained, weights } = await readTrainedModel(store, writer.id, asked);
    assert.deepEqual(trained.weights, Uint8Array.of(weights === 'best' ? 0 : 1));
    return weights;
  };
}

test('a model is used with the weights that its run was judged by', async () => {
  for (const kind of ['best', 'last'] as const) assert.equal(await (await finishRun(kind))(null), kind);
});

test('a model is used with the weights that are asked for', async () => {
  const read = await finishRun('last');
  assert.equal(await read('best'), 'best');
  assert.equal(await read('last'), 'last');
});

test('a run that saves its best weights only is used with those', async () => {
  const read = await finishRun('last', { monitor: 'validationLoss', saveBestOnly: true });
  assert.equal(await read(null), 'best');
});
