import type { KnownLayer, KnownModel, KnownShape } from '../../src/contracts/plan.ts';
import { layerSizes } from '../../src/core/spec/shapes/layerSizes.ts';
import { isStateRead, tensorName, type KerasGraph, type KerasNode } from './kerasGraph.ts';
import { isRecurrent, outputCount, stateCount } from './kerasLayer.ts';
import { tensorCount } from './kerasDict.ts';
import { toConfig } from './toConfig.ts';

/** The model of a graph whose given tensors have these shapes. */
export function planOf(graph: KerasGraph, inputShapes: readonly KnownShape[]): KnownModel {
  const shapes = new Map(graph.inputs.map((name, index) => [name, inputShapes[index] ?? []]));
  const layers = graph.nodes.map((node, index) => {
    const carries = node.initialState.length > 0 || isStateRead(graph, node);
    const known = planNode(node, { index, carries, inputShapes: node.inputs.map((name) => shapes.get(name) ?? []) });
    tensorShapes(node, known).forEach((shape, place) => shapes.set(tensorName(node.name, place), shape));
    return known;
  });
  const sum = (count: (layer: KnownLayer) => number) => layers.reduce((total, layer) => total + count(layer), 0);
  return {
    inputShape: inputShapes[0] ?? [],
    layers,
    parameters: sum(({ parameters }) => parameters),
    nonTrainable: sum(({ nonTrainable }) => nonTrainable),
  };
}

interface Place {
  readonly index: number;
  readonly carries: boolean;
  readonly inputShapes: readonly KnownShape[];
}

function planNode({ name, layer, inputs }: KerasNode, { index, carries, inputShapes }: Place): KnownLayer {
  const [inputShape = []] = inputShapes;
  const config = toConfig(layer, { shape: inputShape, carries });
  const sizes = layerSizes(config, inputShapes);
  if ('issue' in sizes) throw new Error(`${layer.className} cannot take ${JSON.stringify(inputShapes)}`);
  const { parameters, nonTrainable } = sizes;
  return {
    name,
    config,
    inputs,
    inputShapes,
    inputShape,
    outputShape: sizes.outputShape.map((size) => (typeof size === 'string' ? null : size)),
    parameters: parameters ?? 0,
    nonTrainable: nonTrainable ?? 0,
    trainable: layer.config['trainable'] !== false,
    specIndex: index,
  };
}

/** Shapes of all tensors of a layer: its output, or each direction's, then its states. */
function tensorShapes({ layer }: KerasNode, { config, outputShape }: KnownLayer): readonly KnownShape[] {
  if (!isRecurrent(layer)) return [outputShape];
  const halves = outputCount(layer);
  const output = outputShape.with(-1, (outputShape.at(-1) ?? 0) / halves);
  const units = 'units' in config ? Number(config.units) : 0;
  const [batch = null, ...rest] = outputShape;
  const state = config.type === 'convLstm2d' ? [batch, ...rest.slice(-3)] : [batch, units];
  const states = tensorCount(layer) > halves ? stateCount(layer) : 0;
  return [...Array.from({ length: halves }, () => output), ...Array.from({ length: states }, () => state)];
}
