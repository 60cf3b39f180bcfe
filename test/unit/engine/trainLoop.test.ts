import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TrainingPlan } from '../../../src/contracts/trainingPlan.ts';
import type { BatchEvent, CheckpointEvent } from '../../../src/contracts/training.ts';
import { UserError } from '../../../src/contracts/userError.ts';
import { toTensors } from '../../../src/engine/batchTensors.ts';
import { buildModel, inference, type Model } from '../../../src/engine/buildModel.ts';
import { encodeWeights } from '../../../src/engine/checkpoint.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { createTrainStep } from '../../../src/engine/trainStep.ts';
import { trainLoop } from '../../../src/engine/trainLoop.ts';
import { addingDataset, arrayDataset, simpleFigures, sineDataset, type ArrayDataset } from './datasets.ts';
import { adam, session, small } from './trainingSession.ts';
import { dense, dropout, lstm, modelPlan, simpleRnn, trainingPlan } from './modelPlans.ts';

function predict(model: Model, dataset: ArrayDataset): Float32Array {
  return tf.tidy(() => {
    const { inputs } = toTensors(dataset.batch(Uint32Array.from({ length: dataset.count }, (_, index) => index)));
    return model.forward(model.parameters, inputs, inference).dataSync<'float32'>();
  });
}

function hasWeights(model: Model, checkpoint: CheckpointEvent | undefined): boolean {
  return checkpoint !== undefined && Buffer.compare(encodeWeights(model), checkpoint.weights) === 0;
}

describe('trainLoop', () => {
  it('reports every epoch with figures of both splits', async () => {
    await session({}, ({ model, epochs, result: { kept, ...result } }) => {
      assert.deepEqual(result, { status: 'completed', epochs: 3, bestEpoch: 3, reason: '', weights: 'last' });
      assert.deepEqual(
        epochs.map(({ epoch, step }) => [epoch, step]),
        [
          [1, 3],
          [2, 6],
          [3, 9],
        ],
      );
      const last = epochs.at(-1);
      assert.ok(last?.validation !== null && last !== undefined);
      assert.deepEqual(kept, { train: last.train, validation: last.validation });
      assert.ok(last.gradientNorm > 0 && last.learningRate === 0.01 && last.seconds > 0);
      assert.ok((last.train.metrics['mae'] ?? 0) > 0);
      // Figures of the validation split are those of the weights that the epoch ended with.
      const validation = sineDataset(20, 8, 60);
      const predictions = predict(model, validation);
      const errors = predictions.map((value, index) => value - Math.sin(0.3 * (60 + index + 8)));
      const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
      assert.ok(Math.abs(mean(errors.map((error) => error ** 2)) - last.validation.loss) < 1e-6);
      assert.ok(Math.abs(mean(errors.map(Math.abs)) - (last.validation.metrics['mae'] ?? NaN)) < 1e-6);
    });
  });

  it('adds the penalties of the weights to the loss of both splits, as Keras does, and to nothing else', async () => {
    // Without learning rate the training loss is that of the very weights that are validated.
    const still = { optimizer: { ...adam, learningRate: 0 }, epochs: 1 };
    const plain: (readonly [number, number])[] = [];
    for (const kernelRegularizer of [null, { l1: 0.5, l2: 0.25 }]) {
      const layers = [lstm({ units: 3, kernelRegularizer }), dense({ kernelRegularizer })];
      await session({ layers, training: still, validation: sineDataset(40, 8) }, ({ model, epochs: [epoch] }) => {
        assert.ok(epoch !== undefined && epoch.validation !== null);
        const { train, validation } = epoch;
        assert.ok(Math.abs(train.loss - validation.loss) < 1e-5, 'both splits hold the same examples');
        const kernels = model.weights.filter(({ name }) => /(lstm|dense)\/kernel$/.test(name));
        assert.equal(kernels.length, 2);
        const values = model.parameters.dataSync<'float32'>();
        const weights = kernels.flatMap(({ offset, size }) => [...values.subarray(offset, offset + size)]);
        const cost = weights.reduce((sum, weight) => sum + 0.5 * Math.abs(weight) + 0.25 * weight ** 2, 0);
        assert.ok(cost > 1);
        plain.push([validation.loss - (kernelRegularizer === null ? 0 : cost), validation.metrics['mae'] ?? NaN]);
      });
    }
    const [[loss, mae] = [NaN, NaN], [costly, same] = [NaN, NaN]] = plain;
    assert.ok(Math.abs(loss - costly) < 1e-5);
    assert.equal(mae, same);
  });

  it('reports the learning rate of the last step of an epoch, not that of the step after it', async () => {
    const learningRateSchedule = {
      ...({ type: 'piecewiseConstantDecay', warmupSteps: 0 } as const),
      ...{ boundaries: [2], values: [0.01, 0.001] },
    };
    await session({ training: { learningRateSchedule }, tick: 200 }, ({ epochs, batches }) => {
      const last = epochs.map(({ step }) => batches.find((batch) => batch.step === step)?.learningRate);
      assert.deepEqual(
        epochs.map(({ learningRate }) => learningRate),
        last,
      );
      assert.deepEqual(last, [0.01, 0.001, 0.001]);
    });
  });

  it('warms up to what plateaus have made of the learning rate', async () => {
    const training = {
      learningRateSchedule: { type: 'constant', warmupSteps: 4 },
      // No epoch is better by so much: each but the first halves the learning rate.
      reduceLROnPlateau: {
        ...({ monitor: 'loss', factor: 0.5, patience: 1 } as const),
        ...{ minDelta: 100, cooldown: 0, minLearningRate: 0 },
      },
    } as const;
    await session({ training: { ...training, epochs: 4 } }, ({ epochs }) => {
      // Three steps an epoch.
      assert.deepEqual(
        epochs.map(({ learningRate }) => learningRate),
        [(0.01 * 3) / 5, 0.01, 0.005, 0.0025],
      );
    });
  });

  it('weighs the last, smaller batch of an epoch by its size', async () => {
    // A learning rate of 0 keeps the model, so the training loss is the plain mean over all 40 windows.
    const optimizer = { ...adam, learningRate: 0 };
    await session({ training: { epochs: 1, optimizer }, validation: sineDataset(40, 8) }, ({ epochs }) => {
      const [epoch] = epochs;
      assert.ok(epoch?.validation !== null && epoch !== undefined);
      assert.ok(Math.abs(epoch.train.loss - epoch.validation.loss) < 1e-6);
    });
  });

  it('gives the checkpoints of an epoch before the epoch', async () => {
    await session({ tick: 0 }, ({ order, checkpoints, model }) => {
      assert.deepEqual(order, ['batch', ...Array.from({ length: 3 }, () => ['best', 'last', 'epoch']).flat()]);
      assert.ok(hasWeights(model, checkpoints.at(-1)));
    });
  });

  it('reports batches at most 10 times a second', async () => {
    const times: number[] = [];
    await session({ tick: 7, training: { epochs: 10 } }, ({ batches }) => {
      assert.ok(batches.length > 2 && batches.length < 30, String(batches.length));
      times.push(...batches.map(({ step }) => step));
      const [first] = batches;
      assert.deepEqual([first?.epoch, first?.batch, first?.batches, first?.step], [1, 1, 3, 1]);
    });
    assert.deepEqual(
      times,
      [...new Set(times)].toSorted((a, b) => a - b),
    );
  });

  it('tells the pace: median time of a step, examples a second, seconds left', async () => {
    await session({ tick: 10, training: { epochs: 4 } }, ({ epochs }) => {
      const first = epochs[0];
      assert.ok(first !== undefined);
      // The clock goes on by 10 ms at every look: two looks a step, three more around an epoch.
      assert.equal(first.millisecondsPerStep, 20);
      assert.ok(first.examplesPerSecond > 0 && first.examplesPerSecond < 16 * 100);
      assert.ok(Math.abs(first.secondsLeft - 3 * first.seconds) < 1e-9);
      assert.equal(epochs.at(-1)?.secondsLeft, 0);
    });
  });

  it('stops within one batch and keeps the best weights', async () => {
    const signal = { stopped: false };
    const onBatch = ({ step }: BatchEvent) => {
      if (step === 5) signal.stopped = true;
    };
    await session({ tick: 100, signal, onBatch }, ({ result, batches, checkpoints, model }) => {
      assert.equal(result.status, 'stopped');
      assert.equal(result.epochs, 1);
      assert.equal(batches.at(-1)?.step, 5);
      const best = checkpoints.find(({ kind }) => kind === 'best');
      assert.ok(hasWeights(model, best));
    });
  });

  it('hears a stop that comes as a message between two batches', async () => {
    const signal = { stopped: false };
    setImmediate(() => {
      signal.stopped = true;
    });
    await session({ signal, training: { epochs: 50 } }, ({ result }) => {
      assert.deepEqual([result.status, result.epochs, result.bestEpoch], ['stopped', 0, 0]);
      assert.equal(result.kept, null);
    });
  });

  it('stops early when the figure does not improve, and goes back to the best weights', async () => {
    const training: Partial<TrainingPlan> = {
      epochs: 50,
      // A rate that makes the loss rise after a while.
      optimizer: { ...adam, type: 'sgd', learningRate: 0.9 },
      earlyStopping: { monitor: 'validationLoss', patience: 3, minDelta: 0, restoreBestWeights: true },
    };
    await session({ training }, ({ result, epochs, checkpoints, model }) => {
      assert.equal(result.status, 'completed');
      assert.ok(result.epochs < 50);
      const losses = epochs.map(({ validation }) => validation?.loss ?? NaN);
      assert.equal(result.bestEpoch, losses.indexOf(Math.min(...losses)) + 1);
      assert.equal(result.epochs, result.bestEpoch + 3);
      const best = String(result.bestEpoch);
      assert.equal(
        result.reason,
        `Stopped early after epoch ${String(result.epochs)}: validation loss has not improved since epoch ${best}, whose weights are kept.`,
      );
      const checkpoint = checkpoints.filter(({ kind }) => kind === 'best').at(-1);
      assert.equal(checkpoint?.epoch, result.bestEpoch);
      const { train, validation } = epochs[result.bestEpoch - 1] ?? {};
      assert.equal(result.weights, 'best');
      assert.deepEqual(result.kept, { train, validation });
      assert.ok(hasWeights(model, checkpoint));
    });
  });

  it('keeps the last weights where the best are not asked for', async () => {
    const training: Partial<TrainingPlan> = {
      epochs: 50,
      optimizer: { ...adam, type: 'sgd', learningRate: 0.9 },
      earlyStopping: { monitor: 'validationMae', patience: 2, minDelta: 0, restoreBestWeights: false },
    };
    await session({ training }, ({ result, epochs, checkpoints, model }) => {
      assert.ok(result.epochs < 50 && result.bestEpoch < result.epochs);
      const { train, validation } = epochs.at(-1) ?? {};
      assert.equal(result.weights, 'last');
      assert.deepEqual(result.kept, { train, validation });
      assert.ok(hasWeights(model, checkpoints.at(-1)));
    });
  });

  it('trains without a validation split and then goes by the training loss', async () => {
    await session({ validation: null }, ({ epochs, result }) => {
      assert.equal(epochs[0]?.validation, null);
      assert.equal(result.bestEpoch, 3);
    });
  });

  it('names the layer where numbers explode', async () => {
    const explode = { ...adam, type: 'sgd', learningRate: 1e30 } as const;
    const failing = session(
      {
        layers: [simpleRnn({ units: 3, activation: 'linear' }), dense()],
        training: { epochs: 3, optimizer: explode },
        onEpoch: () => assert.fail('no epoch can end'),
      },
      () => assert.fail('training went on'),
    );
    await assert.rejects(failing, (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /epoch 1, batch 2 \(step 2\)/);
      assert.match(error.message, /layer "simpleRNN"/);
      assert.match(error.message, /learningRate/);
      return true;
    });
  });

  it('goes back to the best weights when numbers explode later', async () => {
    const before = tf.memory().numTensors;
    const training = trainingPlan({ epochs: 3, batchSize: 16 });
    const model = buildModel(modelPlan(8, 1, small), 7);
    const good = sineDataset(40, 8);
    let poisoned = false;
    const train: ArrayDataset = {
      ...good,
      batch(examples) {
        const batch = good.batch(examples);
        if (poisoned) batch.input.data[3] = Infinity;
        return batch;
      },
    };
    const checkpoints: CheckpointEvent[] = [];
    const on = {
      batch: () => undefined,
      epoch: () => (poisoned = true),
      checkpoint: (event: CheckpointEvent) => checkpoints.push(event),
    };
    const step = createTrainStep(model, training);
    const loop = trainLoop({
      ...{ model, training, step, train, validation: null, figures: simpleFigures },
      ...{ signal: { stopped: false }, clock: () => 0, on },
    });
    await assert.rejects(loop, /epoch 2, batch 1 .*inputs of the batch hold a value that is not finite/);
    assert.ok(hasWeights(model, checkpoints[0]));
    step.dispose();
    model.dispose();
    assert.equal(tf.memory().numTensors, before);
  });

  it('gives the same weights bit for bit with the same seed, and others with another', async () => {
    const layers = [lstm({ units: 6, returnSequences: true, dropout: 0.2 }), dropout(0.3), lstm({ units: 5 }), dense()];
    const train = async (seed: number) => {
      let weights = new Uint8Array();
      await session({ layers, training: { seed, epochs: 2 } }, ({ model }) => {
        weights = Uint8Array.from(encodeWeights(model));
      });
      return weights;
    };
    const [first, second, other] = [await train(3), await train(3), await train(4)];
    assert.deepEqual(first, second);
    assert.notDeepEqual(first, other);
  });

  it('reads the windows in another order every epoch, or in their own where shuffling is off', async () => {
    const read = async (shuffle: boolean) => {
      const seen: number[] = [];
      const windows = Float32Array.from({ length: 6 }, (_, index) => index);
      const dataset = arrayDataset(windows, windows, [1, 1]);
      const train: ArrayDataset = {
        ...dataset,
        batch(examples) {
          seen.push(...examples);
          return dataset.batch(examples);
        },
      };
      await session(
        {
          layers: [lstm({ units: 1 }), dense()],
          train,
          validation: null,
          training: { shuffle, epochs: 2, batchSize: 4 },
        },
        () => undefined,
      );
      return [seen.slice(0, 6), seen.slice(6)];
    };
    assert.deepEqual(await read(false), [
      [0, 1, 2, 3, 4, 5],
      [0, 1, 2, 3, 4, 5],
    ]);
    const [first = [], second = []] = await read(true);
    assert.notDeepEqual(first, second);
    assert.deepEqual([first.toSorted(), second.toSorted()], await read(false));
  });

  it('learns to add two marked values over 20 timesteps', async () => {
    const optimizer = { ...adam, learningRate: 0.02, globalClipNorm: 1 };
    const options = {
      layers: [lstm({ units: 8 }), dense()],
      train: addingDataset(1024, 20, 5),
      validation: addingDataset(256, 20, 6),
      training: { epochs: 14, batchSize: 32, optimizer },
    };
    await session(options, ({ epochs }) => {
      // Always saying 0 costs 2/3.
      const loss = epochs.at(-1)?.validation?.loss ?? NaN;
      assert.ok(loss < 0.05, `validation loss ${String(loss)}`);
    });
  });
});
