import { t } from '@vscode/l10n';
import { layerNames } from './layerNames.ts';
import { wordList } from './fieldTexts.ts';
import { remark, type Remark } from './remark.ts';
import { nearestWord } from './suggest.ts';
import type { LayerSpec } from './table/specTable.ts';

/** A layer in its place; `input` is the data, a number the index of another layer. */
export interface GraphNode {
  readonly index: number;
  readonly layer: LayerSpec;
  readonly inputs: readonly (number | 'input')[];
}

/** The layers as a graph. */
export interface Graph {
  /** Layers all of whose inputs are sound, each after those that feed it. */
  readonly order: readonly GraphNode[];
  /** Index of the layer whose output is the model's; `null` where that is not known. */
  readonly output: number | null;
  readonly remarks: readonly Remark[];
}

/** One entry a layer of the document: its name as written, whether or not the layer is sound. */
export type WrittenNames = readonly (string | undefined)[];

/** Follows the names in `inputs`, and puts the layers in the order of their computation. */
export function resolveGraph(layers: readonly (LayerSpec | null)[], names: WrittenNames): Graph {
  const indexOf = new Map(names.flatMap((name, index) => (name === undefined ? [] : [[name, index] as const])));
  const links = layers.map((layer, index) => linksOf(layer, index, indexOf));
  const sorted = sortByInputs(links.map(({ inputs }) => inputs));
  const unknown = links.flatMap(({ unknown }, index) =>
    unknown.map((place) => unknownLayer(layers, names, index, place)),
  );
  const used = new Set(links.flatMap(({ inputs }) => inputs));
  const ends = layers.flatMap((_, index) => (used.has(index) ? [] : [index]));
  const isSound = unknown.length === 0 && sorted.cycle === null && !layers.includes(null);
  return {
    order: soundNodes(layers, links, sorted.order),
    output: isSound ? (ends.at(-1) ?? null) : null,
    remarks: [
      ...reservedNames(names),
      ...unknown,
      ...(sorted.cycle === null ? [] : [cycleRemark(sorted.cycle, layers, names)]),
      ...(isSound ? ends.slice(0, -1).map((index) => deadBranch(index, layers, names)) : []),
    ],
  };
}

/** What feeds a layer; `unknown` are the places in `inputs` of names that no layer has. */
interface Links {
  readonly inputs: readonly (number | 'input')[];
  readonly unknown: readonly number[];
}

function linksOf(layer: LayerSpec | null, index: number, indexOf: ReadonlyMap<string, number>): Links {
  const above = index === 0 ? 'input' : index - 1;
  if (layer?.inputs === undefined) return { inputs: [above], unknown: [] };
  const found = layer.inputs.map((name) => (name === 'input' ? 'input' : indexOf.get(name)));
  return {
    inputs: found.filter((input) => input !== undefined),
    unknown: found.flatMap((input, place) => (input === undefined ? [place] : [])),
  };
}

interface Sorted {
  readonly order: readonly number[];
  /** Indices of layers that feed each other in a circle, or `null`. */
  readonly cycle: readonly number[] | null;
}

/** Kahn's algorithm; layers that only look back stay in the order of the document. */
function sortByInputs(inputs: readonly (readonly (number | 'input')[])[]): Sorted {
  const backwards = inputs.every((sources, index) => sources.every((source) => source === 'input' || source < index));
  if (backwards) return { order: inputs.map((_, index) => index), cycle: null };
  const waits = inputs.map((sources) => sources.filter((source) => source !== 'input').length);
  const fed = new Map<number, number[]>();
  inputs.forEach((sources, index) => {
    for (const source of sources.filter((one) => one !== 'input')) {
      const targets = fed.get(source);
      if (targets === undefined) fed.set(source, [index]);
      else targets.push(index);
    }
  });
  const order = waits.flatMap((wait, index) => (wait === 0 ? [index] : []));
  // The list grows while it is walked.
  for (const next of order) {
    for (const target of fed.get(next) ?? []) {
      waits[target] = (waits[target] ?? 0) - 1;
      if (waits[target] === 0) order.push(target);
    }
  }
  return { order, cycle: order.length === inputs.length ? null : findCycle(inputs, new Set(order)) };
}

/** Goes from a layer that waits to one that it waits for, until one comes again. */
function findCycle(inputs: readonly (readonly (number | 'input')[])[], done: ReadonlySet<number>): readonly number[] {
  const path: number[] = [];
  const places = new Map<number, number>();
  let current = inputs.findIndex((_, index) => !done.has(index));
  while (!places.has(current)) {
    places.set(current, path.length);
    path.push(current);
    current = inputs[current]?.find((source): source is number => source !== 'input' && !done.has(source)) ?? current;
  }
  return path.slice(places.get(current));
}

/** Leaves out layers in error, and all that such a one feeds. */
function soundNodes(
  layers: readonly (LayerSpec | null)[],
  links: readonly Links[],
  order: readonly number[],
): readonly GraphNode[] {
  const sound = new Set<number | 'input'>(['input']);
  return order.flatMap((index) => {
    const layer = layers[index];
    const { inputs, unknown } = links[index] ?? { inputs: [], unknown: [0] };
    if (layer === null || layer === undefined || unknown.length > 0) return [];
    if (!inputs.every((source) => sound.has(source))) return [];
    sound.add(index);
    return [{ index, layer, inputs }];
  });
}

function unknownLayer(
  layers: readonly (LayerSpec | null)[],
  names: WrittenNames,
  index: number,
  place: number,
): Remark {
  const wanted = layers[index]?.inputs?.[place] ?? '';
  const path = ['layers', index, 'inputs', place];
  const known = names.filter((name, other) => name !== undefined && other !== index).concat('input');
  const candidates = known.filter((name) => name !== undefined);
  const near = nearestWord(wanted, candidates);
  if (near !== undefined) {
    const text = t('No layer has the name "{0}". Did you mean "{1}"?', wanted, near);
    return { ...remark('unknownLayer', path, text), suggestion: near };
  }
  const automatic = layerNames(layers.filter((layer) => layer !== null)).includes(wanted);
  const text = automatic
    ? t('"{0}" is a name that was given automatically: write "name": "{0}" into that layer to refer to it.', wanted)
    : t('No layer has the name "{0}". There are {1}.', wanted, wordList(candidates));
  return remark('unknownLayer', path, text);
}

function reservedNames(names: WrittenNames): readonly Remark[] {
  return names.flatMap((name, index) => {
    if (name !== 'input') return [];
    return [remark('reservedName', ['layers', index, 'name'], t('"input" is the name of the data: choose another.'))];
  });
}

function cycleRemark(cycle: readonly number[], layers: readonly (LayerSpec | null)[], names: WrittenNames): Remark {
  const culprit = cycle.find((index) => layers[index]?.inputs !== undefined) ?? cycle[0] ?? 0;
  const ring = [...cycle, ...cycle.slice(0, 1)].reverse().map((index) => titleOf(index, layers, names));
  const text = t(
    'These layers feed each other in a circle: {0}. Take one of them out of the "inputs".',
    ring.join(' → '),
  );
  return remark('graphCycle', ['layers', culprit, 'inputs'], text);
}

function deadBranch(index: number, layers: readonly (LayerSpec | null)[], names: WrittenNames): Remark {
  const text = t(
    'Nothing uses the output of "{0}": name it in the "inputs" of another layer, or leave it out.',
    titleOf(index, layers, names),
  );
  return remark('deadBranch', ['layers', index, 'type'], text);
}

function titleOf(index: number, layers: readonly (LayerSpec | null)[], names: WrittenNames): string {
  return names[index] ?? layers[index]?.type ?? String(index);
}
