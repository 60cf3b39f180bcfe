import { isRecurrent, outputCount, stateCount, type KerasLayer } from './kerasLayer.ts';

/** Layers that read each other's tensors. A layer's first tensor has its name; further ones are `name:1`, `name:2`, …. */
export interface KerasGraph {
  /** Tensors that are given, in order. */
  readonly inputs: readonly string[];
  /** In the order of computation. */
  readonly nodes: readonly KerasNode[];
  /** Tensors that are asked for, in order. */
  readonly outputs: readonly string[];
}

/** A layer with its place in a model. */
export interface KerasNode {
  /** Unique in the graph. */
  readonly name: string;
  readonly layer: KerasLayer;
  /** Tensors that it reads. */
  readonly inputs: readonly string[];
  /** Tensors that are its first states; empty: zeros. */
  readonly initialState: readonly string[];
  /** The tensor that tells which timesteps count; `null`: what comes with the data. */
  readonly mask: string | null;
}

/** Name of a given tensor; the first is the one that a model of the language reads. */
export function inputName(index: number): string {
  return index === 0 ? 'input' : `input#${String(index)}`;
}

/** Name of one of a layer's tensors. */
export function tensorName(node: string, index: number): string {
  return index === 0 ? node : `${node}:${String(index)}`;
}

/** A node that reads only these tensors. */
export function plainNode(name: string, layer: KerasLayer, inputs: readonly string[]): KerasNode {
  return { name, layer, inputs, initialState: [], mask: null };
}

/** Whether somebody reads one of the states that a layer ends with, which stand behind its outputs. */
export function isStateRead({ nodes, outputs }: KerasGraph, { name, layer }: KerasNode): boolean {
  if (!isRecurrent(layer)) return false;
  const read = [...outputs, ...nodes.flatMap(({ inputs, initialState }) => [...inputs, ...initialState])];
  const states = Array.from({ length: stateCount(layer) }, (_, index) => tensorName(name, outputCount(layer) + index));
  return read.some((tensor) => states.includes(tensor));
}

/** The nodes that the outputs are computed from, in an order in which each is computed before it is read. */
export function sortGraph({ inputs, nodes, outputs }: KerasGraph): KerasGraph {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const sorted = new Map<string, KerasNode>();
  const visit = (tensor: string, above: readonly string[]): void => {
    if (inputs.includes(tensor)) return;
    const name = tensor.replace(/:\d+$/u, '');
    const node = byName.get(name);
    if (node === undefined) throw new Error(`"${tensor}" is read, but no layer has that name`);
    if (sorted.has(name)) return;
    if (above.includes(name)) throw new Error(`"${name}" is read by what it is computed from`);
    const read = [...node.inputs, ...node.initialState, ...(node.mask === null ? [] : [node.mask])];
    for (const one of read) visit(one, [...above, name]);
    sorted.set(name, node);
  };
  for (const output of outputs) visit(output, []);
  return { inputs, nodes: [...sorted.values()], outputs };
}
