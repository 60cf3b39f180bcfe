import type { Loss } from '../../src/contracts/trainingPlan.ts';
import type { Batch } from '../../src/core/data/dataset.ts';
import type { Model } from '../../src/engine/buildModel.ts';
import type { StepPlan } from '../../src/engine/improver.ts';
import { createTrainStep } from '../../src/engine/trainStep.ts';
import { computeGraph } from './computeGraph.ts';
import { flatten, shapeOf, type KerasArray, type KerasTraining, type Nested } from './fixture.ts';
import type { KerasGraph } from './kerasGraph.ts';
import { isState, withKerasModel } from './kerasModel.ts';
import { largestDifference } from './largestDifference.ts';
import { lossOf } from './lossOf.ts';
import { optimizerOf } from './optimizerOf.ts';
import { bestOf } from './runCase.ts';
import { readManner } from './trainingName.ts';
import { readTraining } from './trainingGraph.ts';
import { targetOf } from './trainingTarget.ts';

/** Largest differences of a training from Keras's. */
export interface TrainingDifference {
  /** Of the losses before each step. */
  readonly losses: number;
  /** Of the weights after the last step. */
  readonly weights: number;
}

/** Does the steps that Keras did, with the engine's own training step, under the reading of the run that fits best. */
export function runTraining(run: KerasTraining): TrainingDifference {
  const manner = readManner(run);
  const loss = lossOf(manner.loss, manner.lossConfig);
  const optimizer = optimizerOf(manner.optimizer, manner.optimizerConfig);
  const differences = new Map<number, TrainingDifference>();
  const best = bestOf(readTraining(run, manner, loss), (graph) => {
    const difference = trainGraph(run, graph, { loss, optimizer });
    const largest = Math.max(difference.losses, difference.weights);
    differences.set(largest, difference);
    return largest;
  });
  return differences.get(best) ?? { losses: best, weights: best };
}

function trainGraph(run: KerasTraining, graph: KerasGraph, plan: StepPlan): TrainingDifference {
  const input = toArray(run.x);
  const batch = batchOf(run, graph, input, plan.loss);
  return withKerasModel(graph, [input], (model) => {
    const step = createTrainStep(model, plan);
    try {
      const losses = [...run.loss_before_each_step.keys()].map((number) => {
        const result = step.run(batch, number, plan.optimizer.learningRate);
        if (result instanceof Promise) throw new Error('One thread computes a step at once');
        return result.loss;
      });
      return {
        losses: largestDifference([list(losses)], [list(run.loss_before_each_step)]),
        weights: weightDifference(run, model, graph),
      };
    } finally {
      step.dispose();
    }
  });
}

/** Those that the gradient moved, and those that followed the data. */
function weightDifference(run: KerasTraining, model: Model, graph: KerasGraph): number {
  const order = run.w0.map(({ path }, index) => ({ path, values: flatten(run.w20[index] ?? []) }));
  const paths = graph.nodes.flatMap(({ layer }) => layer.weights.map(({ path }) => path));
  const wanted = (state: boolean) =>
    paths
      .filter((path) => isState({ path }) === state)
      .flatMap((path) => order.find((weight) => weight.path === path)?.values ?? [NaN]);
  return largestDifference(
    [list([...model.parameters.dataSync()]), list([...model.state.dataSync()])],
    [list(wanted(false)), list(wanted(true))],
  );
}

function list(data: readonly number[]): KerasArray {
  return { shape: [data.length], data };
}

function toArray(nested: Nested): KerasArray {
  return { shape: shapeOf(nested), data: flatten(nested) };
}

function batchOf(run: KerasTraining, graph: KerasGraph, input: KerasArray, loss: Loss): Batch {
  const { outputs, mask } = computeGraph(graph, [input]);
  const { target, weights } = targetOf(toArray(run.y), { output: outputs[0]?.shape ?? [], mask, loss });
  const tokens = graph.nodes.some(({ layer, inputs }) => layer.className === 'Embedding' && inputs.includes('input'));
  const data = tokens ? Int32Array.from(input.data) : Float32Array.from(input.data);
  const size = input.shape[0] ?? 0;
  return { size, input: { shape: input.shape, data }, lengths: null, decoderInput: null, target, weights };
}
