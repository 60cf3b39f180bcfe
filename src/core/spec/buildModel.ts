import { t } from '@vscode/l10n';
import type { LayerPlan, Shape, Task } from '../../contracts/plan.ts';
import type { Loss } from '../../contracts/trainingPlan.ts';
import { addHead } from './addHead.ts';
import { checkSteps } from './checkSteps.ts';
import { resolveGraph, type GraphNode, type WrittenNames } from './graph.ts';
import { isRecurrent } from './kernelChoice.ts';
import { layerConfig } from './layerConfig.ts';
import { freeName, layerNames } from './layerNames.ts';
import { remark, type Remark } from './remark.ts';
import { dataSignal, type Signal } from './shapes/dataShape.ts';
import { layerSizes } from './shapes/layerSizes.ts';
import { neededInputs } from './shapes/neededShape.ts';
import { issueRemark, tokensRemark } from './shapes/shapeRemarks.ts';
import type { DataSpec, LayerSpec } from './table/specTable.ts';

/** The layers whose shapes fit, in the order of computation, and what does not fit. */
export interface Model {
  readonly inputShape: Shape;
  readonly layers: readonly LayerPlan[];
  readonly remarks: readonly Remark[];
}

/** What a model is built from; names as written, whether or not their layers are sound. */
export interface ModelParts {
  readonly data: DataSpec;
  /** `null` where input and target do not go together: no head is added then. */
  readonly task: Task | null;
  readonly loss: Loss | undefined;
  readonly layers: readonly (LayerSpec | null)[];
  readonly names: WrittenNames;
  /** Names of layers that stay as they are, besides those that say so themselves. */
  readonly frozen: readonly string[];
}

/** Follows the graph of the layers, infers their shapes, and adds the head that the target needs. */
export function buildModel(parts: ModelParts): Model {
  const { data, task, layers, names, loss, frozen } = parts;
  const input = dataSignal(data);
  const graph = resolveGraph(layers, names);
  const growth = growLayers(graph.order, { names, frozen }, input);
  const remarks = [...graph.remarks, ...growth.remarks];
  const last = graph.output === null ? undefined : growth.ends.get(graph.output);
  const built = { inputShape: input.shape, layers: growth.layers, remarks };
  if (task === null || last === undefined || remarks.some(({ severity }) => severity === 'error')) return built;
  const headed = addHead({ data, task, loss, layers: growth.layers, last });
  const steps = headed.remarks.some(({ severity }) => severity === 'error')
    ? []
    : checkSteps(headed.layers, task, input.shape[1] ?? null);
  return { ...built, layers: headed.layers, remarks: [...remarks, ...headed.remarks, ...steps] };
}

interface Growth {
  readonly layers: readonly LayerPlan[];
  readonly remarks: readonly Remark[];
  /** The layer that gives the output of each layer of the spec, by its index. */
  readonly ends: ReadonlyMap<number, LayerPlan>;
}

/** Infers layer after layer; what an unfit layer feeds is passed over. */
function growLayers(
  order: readonly GraphNode[],
  { names, frozen }: Pick<ModelParts, 'names' | 'frozen'>,
  input: Signal,
): Growth {
  const taken = new Set(names.filter((name) => name !== undefined));
  const titles = namesOf(order);
  const layers: LayerPlan[] = [];
  const remarks: Remark[] = [];
  const ends = new Map<number, LayerPlan>();
  for (const node of order) {
    const sources = node.inputs.map((source) => (source === 'input' ? 'input' : ends.get(source)));
    if (sources.includes(undefined)) continue;
    const fed = sources.filter((source) => source !== undefined);
    const added =
      unfitInputs(node, fed, input) ?? growNode(node, titles, taken, { fed, input, before: layers, frozen });
    if ('kind' in added) remarks.push(added);
    else layers.push(...added);
    const end = layers.at(-1);
    if (!('kind' in added) && end !== undefined) ends.set(node.index, end);
  }
  return { layers, remarks, ends };
}

/** Names in the order of the document, as Keras gives them. */
function namesOf(order: readonly GraphNode[]): ReadonlyMap<number, string> {
  const nodes = [...order].sort((a, b) => a.index - b.index);
  const names = layerNames(nodes.map(({ layer }) => layer));
  return new Map(nodes.map(({ index, layer }, place) => [index, names[place] ?? layer.type]));
}

type Source = LayerPlan | 'input';

/** What feeds a layer, and what stands before it. */
interface Surroundings {
  readonly fed: readonly Source[];
  readonly input: Signal;
  readonly before: readonly LayerPlan[];
  readonly frozen: readonly string[];
}

function unfitInputs({ layer, index }: GraphNode, fed: readonly Source[], input: Signal): Remark | undefined {
  const text = explainCount(layer, fed.length);
  if (text !== undefined) return remark('inputCount', ['layers', index, 'inputs'], text);
  return tokensRemark(layer, index, fed.includes('input') && input.tokens);
}

/** Why a layer does not take so many inputs. */
function explainCount(layer: LayerSpec, count: number): string | undefined {
  const { least, most, states } = neededInputs(layer);
  if (count < least) return t('"{0}" joins at least {1} inputs: name them in "inputs".', layer.type, least);
  if (states !== undefined) return count === least ? undefined : explainStates(layer, count - 1, states);
  if (count <= most) return undefined;
  return most === 1
    ? t('"{0}" takes one input: join them first, with a "concatenate" or "add" layer.', layer.type)
    : t('"{0}" takes at most {1} inputs: query, value and key.', layer.type, most);
}

function explainStates(layer: LayerSpec, count: number, needed: number): string | undefined {
  if (isRecurrent(layer) && layer.numLayers > 1) {
    return t('First states are those of one layer: write the {0} layers one by one.', layer.numLayers);
  }
  if (count === needed) return undefined;
  const values = { type: layer.type, needed, count };
  return layer.type === 'lstm'
    ? t(
        '"{type}" reads a sequence and starts from zeros, or from {needed} states named behind it, the output and the cell state of each direction; here are {count}.',
        values,
      )
    : t(
        '"{type}" reads a sequence and starts from zeros, or from {needed} states named behind it, the output of each direction; here are {count}. Join sequences with a "concatenate" or "add" layer.',
        values,
      );
}

/** The layers that one layer of the spec stands for: several with numLayers, all frozen where it is. */
function growNode(
  { layer, index, inputs }: GraphNode,
  titles: ReadonlyMap<number, string>,
  taken: Set<string>,
  around: Surroundings,
): readonly LayerPlan[] | Remark {
  const name = titles.get(index) ?? layer.type;
  taken.add(name);
  const copies = isRecurrent(layer) ? layer.numLayers : 1;
  const trainable = !('trainable' in layer && !layer.trainable) && !around.frozen.includes(name);
  const grown: LayerPlan[] = [];
  for (let copy = 1; copy <= copies; copy++) {
    const isLast = copy === copies;
    const config = layerConfig(isLast || !isRecurrent(layer) ? layer : { ...layer, returnSequences: true });
    const fed: readonly Source[] = grown.length === 0 ? around.fed : grown.slice(-1);
    const shapes = fed.map((source) => (source === 'input' ? around.input.shape : source.outputShape));
    const sizes = layerSizes(config, shapes);
    if ('issue' in sizes) {
      return issueRemark(sizes, { layer, index, shapes, direct: inputs, before: around.before });
    }
    grown.push({
      name: isLast ? name : freeName(`${name}_below`, taken),
      config,
      inputs: fed.map((source) => (source === 'input' ? 'input' : source.name)),
      inputShapes: shapes,
      inputShape: shapes[0] ?? [],
      ...sizes,
      trainable,
      specIndex: index,
    });
  }
  return grown;
}
