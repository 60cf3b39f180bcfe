import { readCaseName } from './caseName.ts';
import type { KerasArray, KerasCase, KerasConfig, KerasWeight } from './fixture.ts';
import { isIdle, readArguments, takesArgument } from './kerasArguments.ts';
import { isKerasDict, readInner, readKerasDict, tensorCount, type KerasDict } from './kerasDict.ts';
import { inputName, plainNode, tensorName, type KerasGraph, type KerasNode } from './kerasGraph.ts';
import {
  cellOf,
  innerLayers,
  isRecurrent,
  readsSeveral,
  stateCount,
  withConfig,
  wrapper,
  type KerasLayer,
} from './kerasLayer.ts';
import { openActivations } from './openActivations.ts';
import { shareWeights } from './shareWeights.ts';
import { isTranslation, readTranslation } from './translation.ts';

/** What a case computes. Where its name leaves something open there are several ways to read it, the likeliest first. */
export function readCase(kerasCase: KerasCase): readonly KerasGraph[] {
  const { name, config, inputs, weights } = kerasCase;
  const dict = modelIn(config);
  if (dict !== null) return [shareWeights(checkArguments(spreadGraph(readKerasDict(dict, inputs.length))), weights)];
  if (isTranslation(name)) return readTranslation(kerasCase);
  return readChains(readCaseName(name), config, kerasCase);
}

/** The whole layer or model that stands in a configuration, if there is one. */
export function modelIn(config: KerasConfig): KerasDict | null {
  if (isKerasDict(config)) return config;
  if (isKerasDict(config['config'])) return config['config'];
  if (!Array.isArray(config['layers'])) return null;
  return { class_name: 'input_layers' in config ? 'Functional' : 'Sequential', config };
}

/** What of a case its chain of layers is read from. */
export interface ChainCase {
  readonly inputs: readonly KerasArray[];
  readonly weights: readonly KerasWeight[];
  readonly outputs: readonly KerasArray[];
}

/** The graphs that a chain may mean. */
export function readChains(chain: readonly KerasLayer[], config: KerasConfig, given: ChainCase): readonly KerasGraph[] {
  return shareArguments(chain, config).flatMap((told) => {
    const layers = withSequences(told.flatMap(spreadTimeDistributed), given);
    const graph = shareWeights(checkArguments(chainGraph(layers, given.inputs)), given.weights);
    return openActivations(graph, given.outputs);
  });
}

/** What is not known is said before weights are missed for it. */
function checkArguments(graph: KerasGraph): KerasGraph {
  const check = (layer: KerasLayer): void => {
    readArguments(layer.className, layer.config);
    for (const inner of innerLayers(layer)) check(inner);
  };
  for (const { layer } of graph.nodes) check(layer);
  return graph;
}

/** The arguments beside a name are those of the layers that take them: mostly of the first one. */
function shareArguments(chain: readonly KerasLayer[], config: KerasConfig): readonly (readonly KerasLayer[])[] {
  const entries = Object.entries(readInner(config)).filter(([key]) => key !== 'name');
  const takers = new Map(entries.map(([key]) => [key, takersOf(chain, key)]));
  const several = [...takers.values()].some((layers) => layers.length > 1);
  const choices = [(all: readonly KerasLayer[]) => all.slice(0, 1), ...(several ? [all, last] : [])];
  return choices.map((choose) =>
    chain.map((layer) =>
      entries
        .filter(([key]) => choose(takers.get(key) ?? []).includes(layer))
        .reduce((told, [key, value]) => tell(told, key, value), layer),
    ),
  );
}

/** What never matters is checked with the first layer. */
function takersOf(chain: readonly KerasLayer[], key: string): readonly KerasLayer[] {
  if (isIdle(key)) return chain.slice(0, 1);
  const takers = chain.filter((layer) => isTaker(layer, key));
  if (takers.length === 0) throw new Error(`No layer has an argument "${key}" that is known here`);
  return takers;
}

function all<T>(items: readonly T[]): readonly T[] {
  return items;
}

function last<T>(items: readonly T[]): readonly T[] {
  return items.slice(-1);
}

function isTaker(layer: KerasLayer, key: string): boolean {
  return takesArgument(layer.className, key) || innerLayers(layer).some((inner) => isTaker(inner, key));
}

function tell(layer: KerasLayer, key: string, value: unknown): KerasLayer {
  // A wrapper's name gives it its layer, which may be given whole.
  if (key === 'layer') return { ...layer, config: { ...layer.config, layer: value } };
  if (isIdle(key) || takesArgument(layer.className, key)) return withConfig(layer, { [key]: value });
  const inner = innerLayers(layer);
  const taker = inner.find((one) => isTaker(one, key));
  return {
    ...layer,
    config: { ...layer.config, layer: inner.map((one) => (one === taker ? tell(one, key, value) : one)) },
  };
}

/** A wrapper around a chain is a chain of wrappers. */
function spreadTimeDistributed(layer: KerasLayer): readonly KerasLayer[] {
  const inner = innerLayers(layer);
  return layer.className === 'TimeDistributed' ? inner.map((one) => wrapper('TimeDistributed', [one])) : [layer];
}

function spreadGraph(graph: KerasGraph): KerasGraph {
  return { ...graph, nodes: graph.nodes.flatMap(spreadNode) };
}

function spreadNode(node: KerasNode): readonly KerasNode[] {
  const parts = spreadTimeDistributed(node.layer);
  if (parts.length < 2) return [node];
  const nameAt = (index: number) => (index === parts.length - 1 ? node.name : `${node.name}/${String(index)}`);
  return parts.map((layer, index) => ({
    ...plainNode(nameAt(index), layer, index === 0 ? node.inputs : [nameAt(index - 1)]),
  }));
}

/** Whether each recurrent layer gives sequences follows from what reads them, unless it is said. */
function withSequences(layers: readonly KerasLayer[], { outputs }: ChainCase): readonly KerasLayer[] {
  const readsTime = /^(LSTM|GRU|SimpleRNN|Bidirectional|TimeDistributed|Conv|.*1D|.*Attention)/u;
  return layers.map((layer, index) => {
    if (!isRecurrent(layer) || cellOf(layer).config['return_sequences'] !== undefined) return layer;
    const behind = layers.slice(index + 1);
    const repeated = behind.findIndex(({ className }) => className === 'RepeatVector');
    // What is repeated has no time any more.
    const below = repeated < 0 ? behind : behind.slice(0, repeated);
    const read = below.some(({ className }) => readsTime.test(className));
    const atEnd = repeated < 0 && below.length > 0 && (outputs[0]?.shape.length ?? 0) === 3;
    return read || atEnd ? tell(layer, 'return_sequences', true) : layer;
  });
}

/** Layers one after the other: the first reads the data, and what is left over are first states or a mask. */
function chainGraph(layers: readonly KerasLayer[], arrays: readonly KerasArray[]): KerasGraph {
  const inputs = arrays.map((_, index) => inputName(index));
  const nameAt = (index: number) => `${layers[index]?.className ?? ''}_${String(index)}`;
  const first = layers.find(({ className }) => className !== 'Masking');
  const several = first !== undefined && readsSeveral(first);
  const carrier = layers.findIndex(isRecurrent);
  const more = several ? {} : readFurther(inputs.slice(1), arrays, layers[carrier]);
  const nodes = layers.map((layer, index): KerasNode => {
    const above = index === 0 ? (several ? inputs : inputs.slice(0, 1)) : [nameAt(index - 1)];
    return { ...plainNode(nameAt(index), layer, above), ...(index === carrier && more) };
  });
  return { inputs, nodes, outputs: chainOutputs(nodes) };
}

/** First states of a recurrent layer, a mask `[batch, time]`, or both. */
function readFurther(names: readonly string[], [data, ...arrays]: readonly KerasArray[], carrier?: KerasLayer) {
  if (names.length === 0) return {};
  const states = carrier === undefined ? 0 : stateCount(carrier);
  const isMask = (array: KerasArray | undefined) =>
    array?.shape.join() === data?.shape.slice(0, 2).join() &&
    array?.data.every((value) => value === Number(value !== 0));
  if (names.length === 1 && isMask(arrays[0]) === true) return { mask: names[0] ?? null };
  if (names.length === states) return { initialState: names };
  if (names.length === states + 1 && isMask(arrays.at(-1)) === true) {
    return { initialState: names.slice(0, -1), mask: names.at(-1) ?? null };
  }
  throw new Error(
    `There are ${String(names.length)} inputs beside the data, but a state has ${String(states)} tensors`,
  );
}

/** The last layer's output and the states of the last layer that gives them. */
function chainOutputs(nodes: readonly KerasNode[]): readonly string[] {
  const end = nodes.at(-1);
  if (end === undefined) throw new Error('The name names no layer');
  const own = Array.from({ length: tensorCount(end.layer) }, (_, index) => tensorName(end.name, index));
  const giver = nodes.findLast(({ layer }) => isRecurrent(layer) && cellOf(layer).config['return_state'] === true);
  if (giver === undefined || giver === end) return own;
  const count = tensorCount(giver.layer);
  const from = count - stateCount(giver.layer);
  const states = Array.from({ length: count - from }, (_, index) => tensorName(giver.name, from + index));
  return [...own, ...states];
}
