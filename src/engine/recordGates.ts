import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SignalName } from '../contracts/gates.ts';
import { askingOrder, planInOrder } from '../core/data/batches.ts';
import type { Batch } from '../core/data/dataset.ts';
import type { RecordedAttention, RecordedLayer } from '../core/gates/recordedLayer.ts';
import type { Questions } from './answerDataset.ts';
import { toTensors } from './batchTensors.ts';
import type { Model } from './buildModel.ts';
import { feedBatches } from './feedBatches.ts';
import { createCarriedStates, type CarriedStates } from './layers/carriedStates.ts';
import type { Recording } from './layers/layer.ts';
import { tidyNumbers, type Tensor } from './tensorflow.ts';

/**
 * Runs the model over every example, without chance and without training, each sequence from its start, and tells what each layer with gates or
 * attention did, batch by batch, from the very computation that makes the output. One batch is in memory at a time.
 */
export async function recordGates(
  { model, dataset, batchSize }: Pick<Questions, 'model' | 'dataset' | 'batchSize'>,
  tell: (recorded: RecordedLayer) => void,
): Promise<void> {
  const carried = createCarriedStates();
  const batches = planInOrder(dataset, askingOrder(model.plan, batchSize));
  try {
    for await (const { batch } of feedBatches(dataset, batches)) {
      carried.begin(batch);
      tidyNumbers(() => {
        recordBatch(model, batch, carried, tell);
      });
      await nextTurn();
    }
  } finally {
    carried.dispose();
  }
}

function recordBatch(
  model: Model,
  batch: Batch,
  carried: CarriedStates,
  tell: (recorded: RecordedLayer) => void,
): void {
  const { inputs, lengths } = toTensors(batch);
  const record = (recording: Recording): void => {
    tell(readRecording(recording));
  };
  model.forward(model.parameters, inputs, { trainingStep: null, lengths, logits: false, record, carried });
}

function readRecording({ layer, direction, reversed, steps, signals, sight }: Recording): RecordedLayer {
  const { attention, ...sequences } = signals;
  const [first] = Object.values(sequences);
  const [time = 0, batch = 0] = first?.shape ?? [attention?.shape.at(-2), attention?.shape[0]];
  return {
    ...{ layer, direction, reversed, time, batch },
    steps: steps?.values ?? null,
    // What cells call their signals.
    signals: Object.entries(sequences).map(([name, signal]) => ({
      name: name as SignalName,
      units: signal.shape[2] ?? 0,
      values: signal.dataSync<'float32'>(),
    })),
    attention: attention === undefined || sight === undefined ? null : readAttention(attention, sight),
  };
}

/** Weights `[batch, queries, time]` or `[batch, heads, queries, time]`. */
function readAttention(attention: Tensor, { steps, causal }: Recording['sight'] & {}): RecordedAttention {
  const [heads = 1] = attention.rank === 4 ? [attention.shape[1]] : [];
  return {
    heads,
    sources: attention.shape.at(-1) ?? 0,
    weights: attention.dataSync<'float32'>(),
    sourceSteps: steps?.values ?? null,
    causal,
  };
}
