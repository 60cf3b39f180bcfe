import type { KnownLayer, KnownModel } from '../contracts/plan.ts';
import { sizeOfWeights, type Layer, type LayerPass, type LayerState, type Pass } from './layers/layer.ts';
import { batchSignal, type Signal } from './layers/signal.ts';
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
 * Output of a model `[batch, …]`, differentiable in the parameters. `watch` is told every layer's output in turn, the
 * batch first; the tensors live as long as the tidy scope.
 */
export type Forward = (
  parameters: Tensor1D,
  inputs: ModelInputs,
  pass: Pass,
  watch?: (layer: KnownLayer, output: Tensor) => void,
) => Tensor;

/** The computation of a graph of layers; `state` answers what the layers keep besides their weights. */
export function createForward(plan: KnownModel, layers: readonly Layer[], state: () => Tensor1D): Forward {
  const sizes = layers.map(({ weights }) => sizeOfWeights(weights));
  const stateSizes = layers.map((layer) => sizeOfWeights(layer.state ?? []));
  return (parameters, inputs, pass, watch) => {
    const own = cutByLayer(parameters, sizes);
    const states = followStates(cutByLayer(state(), stateSizes));
    const signals = new Map<string, Signal>([['input', inputSignal(inputs, pass)]]);
    const common: LayerPass = { ...pass, logits: false, decoderInput: inputs.decoderInput };
    let output: Signal | undefined;
    layers.forEach((layer, index) => {
      const planned = plan.layers[index];
      const feeds = (planned?.inputs ?? []).map((name) => signalNamed(signals, name));
      const kept = states.of(index);
      const last = index === layers.length - 1;
      const layerPass = { ...common, logits: last && pass.logits, ...(kept !== undefined && { state: kept }) };
      output = layer.forward(own[index] ?? parameters, feeds, layerPass);
      signals.set(layer.name, output);
      if (planned !== undefined) watch?.(planned, output.batchFirst);
    });
    if (output === undefined) throw new Error('A model without layers');
    if (pass.trainingStep !== null) states.tell(pass);
    return output.batchFirst;
  };
}

function inputSignal({ input }: ModelInputs, { lengths }: Pass): Signal {
  const time = input.shape[1] ?? 0;
  return batchSignal(input, lengths === null ? null : maskOfLengths(lengths.dataSync<'int32'>(), time));
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
  const pieces = owners.length > 1 ? tf.split<Tensor1D>(vector, owners) : [vector];
  let next = 0;
  return sizes.map((size) => (size > 0 ? pieces[next++] : undefined));
}
