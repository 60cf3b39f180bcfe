import type { KerasConfig } from './fixture.ts';
import { inputName, plainNode, sortGraph, tensorName, type KerasGraph, type KerasNode } from './kerasGraph.ts';
import { cellOf, isRecurrent, outputCount, stateCount, type KerasLayer } from './kerasLayer.ts';

/** A layer or model as Keras serializes it. */
export interface KerasDict {
  readonly class_name: string;
  readonly config: KerasConfig;
  readonly name?: string;
  readonly inbound_nodes?: readonly unknown[];
}

/** Whether a value is a serialized layer or model. */
export function isKerasDict(value: unknown): value is KerasDict {
  return typeof value === 'object' && value !== null && 'class_name' in value && 'config' in value;
}

/** A serialized layer, Sequential or functional model, over so many inputs. */
export function readKerasDict(dict: KerasDict, inputs: number): KerasGraph {
  const given = Array.from({ length: inputs }, (_, index) => inputName(index));
  const { nodes, outputs } = readModel(dict, '', given);
  return sortGraph({ inputs: given, nodes, outputs });
}

/** The layer of a dictionary; what a wrapper holds is read, too. */
function layerOf({ class_name, config }: KerasDict): KerasLayer {
  return { className: class_name, config: readInner(config), weights: [] };
}

/** Arguments with the layers that stand in them read: `layer` as a chain, `backward_layer` as one. */
export function readInner(config: KerasConfig): KerasConfig {
  const { layer, backward_layer: backward } = config;
  return {
    ...config,
    ...(isKerasDict(layer) && { layer: chainOf(layer) }),
    ...(isKerasDict(backward) && { backward_layer: layerOf(backward) }),
  };
}

function chainOf(dict: KerasDict): readonly KerasLayer[] {
  return dict.class_name === 'Sequential' ? layersIn(dict).flatMap(chainOf) : [layerOf(dict)];
}

function layersIn({ config }: KerasDict): readonly KerasDict[] {
  const { layers } = config;
  return Array.isArray(layers) ? layers.filter(isKerasDict).filter((layer) => layer.class_name !== 'InputLayer') : [];
}

type Part = Pick<KerasGraph, 'nodes' | 'outputs'>;

function readModel(dict: KerasDict, prefix: string, inputs: readonly string[]): Part {
  if (!Array.isArray(dict.config['layers'])) return readLayer(dict, prefix, inputs);
  return dict.class_name === 'Sequential' ? readSequential(dict, prefix, inputs) : readFunctional(dict, prefix, inputs);
}

/** A layer that is called with all inputs: what a recurrent layer does not read are its first states. */
function readLayer(dict: KerasDict, prefix: string, inputs: readonly string[]): Part {
  return readCall(dict, `${prefix}${nameOf(dict)}`, { inputs, initialState: [], mask: [], config: {} });
}

/** Names of the tensors that a call of a layer gives. */
function tensorsOf(name: string, layer: KerasLayer): readonly string[] {
  return Array.from({ length: tensorCount(layer) }, (_, index) => tensorName(name, index));
}

/** How many tensors a call of a layer gives. */
export function tensorCount(layer: KerasLayer): number {
  const hasStates = isRecurrent(layer) && cellOf(layer).config['return_state'] === true;
  return outputCount(layer) + (hasStates ? stateCount(layer) : 0);
}

function readSequential(dict: KerasDict, prefix: string, inputs: readonly string[]): Part {
  return layersIn(dict).reduce<Part>(
    (above, layer) => {
      const { nodes, outputs } = readModel(layer, prefix, above.outputs);
      return { nodes: [...above.nodes, ...nodes], outputs };
    },
    { nodes: [], outputs: inputs },
  );
}

/** Each call of each layer is a node; calls of models are put in the place where they are made. */
function readFunctional(dict: KerasDict, prefix: string, inputs: readonly string[]): Part {
  const given = historiesIn(dict.config['input_layers']);
  if (given.length !== inputs.length) {
    throw new Error(`The model "${nameOf(dict)}" reads ${String(given.length)} inputs, not ${String(inputs.length)}`);
  }
  const tensors = new Map(given.map((history, index) => [keyOf(history), inputs[index] ?? '']));
  const isGiven = (history: History) => given.some((one) => one[0] === history[0]);
  const resolve = (histories: readonly History[]) => histories.map((one) => tensors.get(keyOf(one)) ?? keyOf(one));
  const nodes: KerasNode[] = [];
  for (const { layer, index, call } of inOrder(callsIn(dict), given)) {
    const name = `${prefix}${nameOf(layer)}${index === 0 ? '' : `^${String(index)}`}`;
    // Masks that Keras computes beside the data are computed here again; those that are given are not.
    const mask = call.mask.filter(isGiven);
    const part = readCall(layer, name, {
      ...call,
      inputs: resolve(call.inputs),
      initialState: resolve(call.initialState),
      mask: resolve(mask),
    });
    nodes.push(...part.nodes);
    part.outputs.forEach((tensor, place) => tensors.set(keyOf([nameOf(layer), index, place]), tensor));
  }
  return { nodes, outputs: resolve(historiesIn(dict.config['output_layers'])) };
}

function readCall(dict: KerasDict, name: string, call: Call<string>): Part {
  if (Array.isArray(dict.config['layers'])) return readModel(dict, `${name}/`, call.inputs);
  const plain = layerOf(dict);
  const layer = { ...plain, config: { ...plain.config, ...call.config } };
  const read = isRecurrent(layer) ? 1 : call.inputs.length;
  const [mask = null] = call.mask;
  if (mask !== null && !isRecurrent(layer))
    throw new Error(`${dict.class_name} is given a mask, which it cannot be here`);
  const initialState = [...call.inputs.slice(read), ...call.initialState];
  const node = { ...plainNode(name, layer, call.inputs.slice(0, read)), initialState, mask };
  return { nodes: [node], outputs: tensorsOf(name, layer) };
}

/** One call of a layer in a functional model. */
interface LayerCall {
  readonly layer: KerasDict;
  /** How many calls of the same layer come before. */
  readonly index: number;
  readonly call: Call<History>;
}

/** What a layer is called with. */
interface Call<Tensor> {
  readonly inputs: readonly Tensor[];
  readonly initialState: readonly Tensor[];
  readonly mask: readonly Tensor[];
  /** Arguments that are no tensors. */
  readonly config: KerasConfig;
}

/** Layer, number of the call, number of the tensor. */
type History = readonly [layer: string, call: number, tensor: number];

function keyOf([layer, call, tensor]: History): string {
  return `${layer} ${String(call)} ${String(tensor)}`;
}

function callsIn(dict: KerasDict): readonly LayerCall[] {
  return layersIn(dict).flatMap((layer) =>
    (layer.inbound_nodes ?? []).map((call, index) => ({ layer, index, call: readCallOf(layer, call) })),
  );
}

/** Names of arguments that are inputs, in the order in which they would stand without names. */
const inputNames = ['inputs', 'sequences', 'query', 'value', 'key'];
/** Masks that Keras hands on with the data. */
const handedOn = /^(query|value|key)_mask$/u;

function readCallOf({ class_name: className }: KerasDict, call: unknown): Call<History> {
  const { args = [], kwargs = {} } = call as { readonly args?: unknown; readonly kwargs?: KerasConfig };
  const { initial_state: initialState, mask, training, ...named } = kwargs;
  if (training === true) throw new Error(`${className} is called as in training`);
  const others = Object.entries(named).filter(([key, value]) => value !== null && !handedOn.test(key));
  const tensor = others.find(([key, value]) => !inputNames.includes(key) && historiesIn(value).length > 0);
  if (tensor !== undefined) throw new Error(`${className} is called with "${tensor[0]}", which is not known here`);
  return {
    inputs: [...historiesIn(args), ...inputNames.flatMap((key) => historiesIn(named[key]))],
    initialState: historiesIn(initialState),
    mask: historiesIn(mask),
    config: Object.fromEntries(others.filter(([key]) => !inputNames.includes(key))),
  };
}

/** Calls in an order in which each comes behind those that it reads. */
function inOrder(calls: readonly LayerCall[], given: readonly History[]): readonly LayerCall[] {
  const callKey = ([layer, index]: readonly [string, number, ...unknown[]]) => `${layer} ${String(index)}`;
  const known = new Set(given.map(callKey));
  const ordered: LayerCall[] = [];
  let open = calls;
  for (;;) {
    const ready = open.filter(({ call }) =>
      [...call.inputs, ...call.initialState].every((history) => known.has(callKey(history))),
    );
    // What is left reads what nobody computes; it shows where it is asked for.
    if (ready.length === 0) return ordered;
    for (const { layer, index } of ready) known.add(callKey([nameOf(layer), index]));
    ordered.push(...ready);
    open = open.filter((call) => !ready.includes(call));
  }
}

function nameOf({ name, config }: KerasDict): string {
  return name ?? String(config['name']);
}

/** Tensors of a model that stand in a value, in order. */
function historiesIn(value: unknown): readonly History[] {
  if (Array.isArray(value)) return isHistory(value) ? [value] : value.flatMap(historiesIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('keras_history' in value) return historiesIn(value.keras_history);
  return Object.values(value).flatMap(historiesIn);
}

function isHistory(value: readonly unknown[]): value is History {
  const [layer, call, tensor] = value;
  return typeof layer === 'string' && typeof call === 'number' && typeof tensor === 'number';
}
