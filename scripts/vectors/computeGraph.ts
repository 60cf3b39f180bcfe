import { inference, type Model } from '../../src/engine/buildModel.ts';
import { startRun } from '../../src/engine/forward.ts';
import type { Pass, Recording } from '../../src/engine/layers/layer.ts';
import { batchSignal, dataSignal, type Signal } from '../../src/engine/layers/signal.ts';
import { createStepMask, maskTensor, type StepMask } from '../../src/engine/layers/stepMask.ts';
import { tf, tidyNumbers, type Tensor } from '../../src/engine/tensorflow.ts';
import type { KerasArray } from './fixture.ts';
import { isStateRead, tensorName, type KerasGraph, type KerasNode } from './kerasGraph.ts';
import { withKerasModel } from './kerasModel.ts';

/** What a graph gives for some tensors. */
export interface Computed {
  readonly outputs: readonly KerasArray[];
  /** Which timesteps of the first output count, `[batch, time]` row-major; `null`: all. */
  readonly mask: StepMask | null;
}

/** The tensors that a graph is asked for, computed by the engine layer by layer. */
export function computeGraph(graph: KerasGraph, inputs: readonly KerasArray[]): Computed {
  return withKerasModel(graph, inputs, (model) =>
    tidyNumbers(() => {
      const signals = readInputs(graph, inputs);
      return runGraph({ graph, model, signals, firstStates: new Map(), lastStates: new Map() });
    }),
  );
}

type States = Map<string, readonly Tensor[]>;

interface GraphRun {
  readonly graph: KerasGraph;
  readonly model: Model;
  /** Of each direction, those that it is given. */
  readonly firstStates: States;
  /** Of each direction, those that it has ended with. */
  readonly lastStates: States;
  /** By the names of the tensors; grows. */
  readonly signals: Map<string, Signal>;
}

function runGraph(run: GraphRun): Computed {
  const { graph, model, signals, firstStates, lastStates } = run;
  const recorded = new Map<string, Recording>();
  const record = graph.nodes.some(({ layer }) => layer.config['return_attention_scores'] === true)
    ? (recording: Recording) => void recorded.set(recording.layer, recording)
    : null;
  const carried = {
    read: (key: string) => firstStates.get(key) ?? null,
    write: (key: string, states: readonly Tensor[]) => void lastStates.set(key, states),
  };
  const pass: Pass = { ...inference, carried, record };
  const layers = startRun(model, pass);
  graph.nodes.forEach((node, index) => {
    const [read = ''] = node.inputs;
    const input = signalOf(signals, read);
    if (node.mask !== null) signals.set(read, withMask(input, signalOf(signals, node.mask)));
    writeStates(run, node, index);
    const output = layers.compute(index, signals);
    const scores = recorded.get(node.name)?.signals['attention'];
    const tensors = [...outputsOf(node, output, signalOf(signals, read)), ...(scores === undefined ? [] : [scores])];
    signals.set(read, input);
    const states = isStateRead(graph, node) ? readStates(run, index) : [];
    [...tensors, ...states].forEach((tensor, place) => {
      const signal = 'batchFirst' in tensor ? tensor : batchSignal(tensor);
      signals.set(tensorName(node.name, place), signal);
    });
  });
  const asked = graph.outputs.map((name) => signalOf(signals, name));
  return {
    outputs: asked.map(({ batchFirst }) => ({ shape: batchFirst.shape, data: [...batchFirst.dataSync()] })),
    mask: asked[0]?.mask ?? null,
  };
}

function signalOf(signals: ReadonlyMap<string, Signal>, name: string): Signal {
  const signal = signals.get(name);
  if (signal === undefined) throw new Error(`"${name}" is read, but nothing that is computed here gives it`);
  return signal;
}

/** Tokens are whole numbers, which is told by who reads them. */
function readInputs({ inputs, nodes }: KerasGraph, arrays: readonly KerasArray[]): Map<string, Signal> {
  const isTokens = (name: string) =>
    nodes.some(({ layer, inputs: read }) => layer.className === 'Embedding' && read.includes(name));
  return new Map(
    inputs.map((name, index) => {
      const { shape = [], data = [] } = arrays[index] ?? {};
      const tensor = isTokens(name)
        ? tf.tensor(Int32Array.from(data), [...shape], 'int32')
        : tf.tensor(Float32Array.from(data), [...shape], 'float32');
      return [name, dataSignal(tensor, null)];
    }),
  );
}

function withMask(signal: Signal, mask: Signal): Signal {
  const [batch = 0, time = 0] = mask.shape;
  const values = Uint8Array.from(mask.batchFirst.dataSync(), (value) => Number(value !== 0));
  return dataSignal(signal.batchFirst, createStepMask(values, batch, time));
}

/** The output; of two directions that are not joined each its own. */
function outputsOf({ layer }: KerasNode, output: Signal, input: Signal): readonly Signal[] {
  if (layer.config['zero_output_for_mask'] === true) return [withZeros(layer.config, output, input)];
  if (layer.className !== 'Bidirectional' || layer.config['merge_mode'] !== null) return [output];
  return tf.split(output.batchFirst, 2, -1).map((half) => batchSignal(half, output.mask));
}

/** Zeros where the timestep of an output does not count. */
function withZeros(config: KerasNode['layer']['config'], output: Signal, { mask }: Signal): Signal {
  if (mask === null) return output;
  if (config['return_sequences'] === true) {
    const steps = maskTensor(output.mask ?? mask).expandDims(2);
    return batchSignal(tf.mul(output.batchFirst, steps), output.mask);
  }
  const last = config['go_backwards'] === true ? 0 : mask.time - 1;
  return batchSignal(tf.mul(output.batchFirst, maskTensor(mask).slice([0, last], [-1, 1])));
}

/** Where the states of each direction stand. */
function stateKeys({ model }: GraphRun, index: number): readonly string[] {
  const layer = model.plan.layers[index];
  if (layer === undefined || !('stateful' in layer.config)) throw new Error('A layer without a state is asked for it');
  if (layer.config.type === 'convLstm2d') return [layer.name];
  const directions = layer.config.bidirectional ? ['forward', 'backward'] : ['forward'];
  return directions.map((direction) => `${layer.name}/${direction}`);
}

/** First states are handed in as those of a batch before. */
function writeStates(run: GraphRun, { initialState }: KerasNode, index: number): void {
  if (initialState.length === 0) return;
  const keys = stateKeys(run, index);
  const each = initialState.length / keys.length;
  const tensors = initialState.map((name) => signalOf(run.signals, name).batchFirst);
  keys.forEach((key, place) => {
    run.firstStates.set(key, tensors.slice(place * each, (place + 1) * each));
  });
}

function readStates(run: GraphRun, index: number): readonly Tensor[] {
  return stateKeys(run, index).flatMap((key) => [...(run.lastStates.get(key) ?? [])]);
}
