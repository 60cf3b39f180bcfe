import type { KnownLayer, KnownModel } from '../contracts/plan.ts';
import {
  cutParameters,
  sizeOfWeights,
  type Layer,
  type LayerPass,
  type LayerState,
  type Pass,
} from './layers/layer.ts';
import { dataSignal, type Signal } from './layers/signal.ts';
import { maskOfLengths } from './layers/stepMask.ts';
import { tf, type Tensor, type Tensor1D } from './tensorflow.ts';

/** What a model reads, in natural shapes, the batch first. */
export interface ModelInputs {
  /** Series `[batch, time, features]`, tokens `[batch, time]` as int32, images `[batch, rows, columns, channels]`, … */
  readonly input: Tensor;
  /** What a decoder is shown, `[batch, targetTime]` as int32; `null` without a decoder. */
  readonly decoderInput: Tensor | null;
}

/**
 * What the last layer of a model gives, differentiable in the parameters. `watch` is told every layer's output in turn,
 * the batch first; the tensors live as long as the tidy scope.
 */
export type Compute = (
  parameters: Tensor1D,
  inputs: ModelInputs,
  pass: Pass,
  watch?: (layer: KnownLayer, output: Tensor) => void,
) => Signal;

/** The same as a tensor `[batch, …]`. */
export type Forward = (...given: Parameters<Compute>) => Tensor;

/** The computation of a graph of layers; `state` answers what the layers keep besides their weights. */
export function createCompute(plan: KnownModel, layers: readonly Layer[], state: () => Tensor1D): Compute {
  return (parameters, inputs, pass, watch) => {
    const signals = new Map<string, Signal>([['input', inputSignal(inputs, pass)]]);
    const run = startRun({ plan, layers, parameters, state: state() }, { ...pass, decoderInput: inputs.decoderInput });
    let output: Signal | undefined;
    layers.forEach((_, index) => {
      output = run.compute(index, signals);
      const planned = plan.layers[index];
      if (planned !== undefined) watch?.(planned, output.batchFirst);
    });
    if (output === undefined) throw new Error('A model without layers');
    run.end();
    return output;
  };
}

/** Layers with values for their weights. */
export interface WeightedLayers {
  readonly plan: KnownModel;
  readonly layers: readonly Layer[];
  readonly parameters: Tensor1D;
  readonly state: Tensor1D;
}

/** One way through layers, or through some of them. */
export interface LayersRun {
  /** A layer's own weights. */
  parameters(index: number): Tensor1D;
  /** Computes a layer from the signals that feed it, and puts its own beside them. */
  compute(index: number, signals: Map<string, Signal>): Signal;
  /** Tells the states of a training pass. */
  end(): void;
}

/** Begins to compute layers, one after the other, in the order of the plan. */
export function startRun({ plan, layers, parameters, state }: WeightedLayers, pass: LayerPass): LayersRun {
  const own = cutByLayer(
    parameters,
    layers.map(({ weights }) => sizeOfWeights(weights)),
  );
  const states = followStates(
    cutByLayer(
      state,
      layers.map((layer) => sizeOfWeights(layer.state ?? [])),
    ),
  );
  const parametersOf = (index: number) => own[index] ?? parameters;
  return {
    parameters: parametersOf,
    compute(index, signals) {
      const layer = layers[index];
      if (layer === undefined) throw new Error(`A model has no layer ${String(index)}`);
      const { inputs = [], trainable = true } = plan.layers[index] ?? {};
      const feeds = inputs.map((name) => signalNamed(signals, name));
      const kept = states.of(index);
      const logits = index === layers.length - 1 && pass.logits;
      const output = layer.forward(parametersOf(index), feeds, {
        ...pass,
        logits,
        still: !trainable,
        ...(kept !== undefined && { state: kept }),
      });
      signals.set(layer.name, output);
      return output;
    },
    end() {
      if (pass.trainingStep !== null) states.tell(pass);
    },
  };
}

/** The data as the first layers see it. */
export function inputSignal({ input }: Pick<ModelInputs, 'input'>, { lengths }: Pick<Pass, 'lengths'>): Signal {
  const time = input.shape[1] ?? 0;
  const mask = lengths === null ? null : maskOfLengths(lengths.dataSync<'int32'>(), time);
  return dataSignal(input, mask);
}

function signalNamed(signals: ReadonlyMap<string, Signal>, name: string): Signal {
  const signal = signals.get(name);
  if (signal === undefined) throw new Error(`"${name}" is read before it is computed`);
  return signal;
}

/** The states of all layers, and what becomes of them in a pass. */
function followStates(states: readonly (Tensor1D | undefined)[]) {
  const next = [...states];
  return {
    of(index: number): LayerState | undefined {
      const values = states[index];
      return values === undefined ? undefined : { values, update: (updated) => (next[index] = updated) };
    },
    tell({ update }: Pass): void {
      const known = next.filter((values) => values !== undefined);
      if (known.length > 0) update?.(tf.concat(known));
    },
  };
}

/** Each layer's own part of a vector; layers without any get none. */
function cutByLayer(vector: Tensor1D, sizes: readonly number[]): readonly (Tensor1D | undefined)[] {
  const owners = sizes.filter((size) => size > 0);
  const pieces = cutParameters(
    vector,
    owners.map((size) => [size]),
  );
  let next = 0;
  // Of one dimension each, as asked for.
  return sizes.map((size) => (size > 0 ? (pieces[next++] as Tensor1D) : undefined));
}
