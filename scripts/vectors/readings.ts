import { readCaseName } from './caseName.ts';
import type { KerasCase, KerasWeight } from './fixture.ts';
import { isKerasDict, readKerasDict } from './kerasDict.ts';
import { hasWeights, innerLayers, isRecurrent, type KerasLayer } from './kerasLayer.ts';

/** One way to understand a case: its layers with their weights, and whether further inputs are the first states. */
export interface Reading {
  readonly layers: readonly KerasLayer[];
  readonly initialState: boolean;
}

/** What a case computes. Where its name leaves an activation open there are several ways to read it, the likeliest first. */
export function readCase(kerasCase: KerasCase): readonly Reading[] {
  const { name, config, weights } = kerasCase;
  const dict = isKerasDict(config['config']) ? config['config'] : config;
  if (isKerasDict(dict)) {
    const layers = shareWeights(readKerasDict(dict).flatMap(spreadTimeDistributed), weights);
    return [{ layers, initialState: kerasCase.inputs.length > 1 && layers.every(({ place }) => place === null) }];
  }
  const { layers, initialState } = readCaseName(name);
  const told = layers.map((layer) =>
    layer.className === 'Masking' || !isMain(layer, layers) ? layer : withConfig(layer, config),
  );
  const spread = told.flatMap(spreadTimeDistributed);
  const shared = shareWeights(withSequences(spread, kerasCase), weights);
  return openActivations(shared, kerasCase).map((chosen) => ({ layers: chosen, initialState }));
}

/** The arguments beside a name are those of its one layer, or of a chain's first. */
function isMain(layer: KerasLayer, layers: readonly KerasLayer[]): boolean {
  return layer === layers.find(({ className }) => className !== 'Masking');
}

function withConfig(layer: KerasLayer, config: KerasLayer['config']): KerasLayer {
  return { ...layer, config: { ...config, ...layer.config } };
}

/** A wrapper around a chain is a chain of wrappers. */
function spreadTimeDistributed(layer: KerasLayer): readonly KerasLayer[] {
  const inner = innerLayers(layer);
  if (layer.className !== 'TimeDistributed' || inner.length < 2) return [layer];
  return inner.map((one, index) => {
    const { place } = layer;
    const name = (at: number) => (at === inner.length - 1 ? (place?.name ?? '') : `${place?.name ?? ''}/${String(at)}`);
    const inputs = index === 0 ? (place?.inputs ?? []) : [name(index - 1)];
    return { ...layer, config: { layer: [one] }, place: place === null ? null : { name: name(index), inputs } };
  });
}

/** Whether each recurrent layer gives sequences follows from what reads them, unless it is said. */
function withSequences(layers: readonly KerasLayer[], { outputs }: KerasCase): readonly KerasLayer[] {
  const readsTime = /^(LSTM|GRU|SimpleRNN|Bidirectional|TimeDistributed|Conv|.*1D|.*Attention)/u;
  return layers.map((layer, index) => {
    if (!isRecurrent(layer) || layer.config['return_sequences'] !== undefined) return layer;
    const read = layers.slice(index + 1).some(({ className }) => readsTime.test(className));
    const atEnd = layers.length > 1 && (outputs[0]?.shape.length ?? 0) === 3;
    return read || atEnd ? withConfig(layer, { return_sequences: true }) : layer;
  });
}

/** Gives each layer of a chain its weights: those that stand under one name belong to one layer. */
export function shareWeights(layers: readonly KerasLayer[], weights: readonly KerasWeight[]): readonly KerasLayer[] {
  const owners = layers.filter(hasWeights).length;
  const groups = groupWeights(weights, owners);
  let next = 0;
  return layers.map((layer) => (hasWeights(layer) ? giveWeights(layer, groups[next++] ?? []) : layer));
}

function giveWeights(layer: KerasLayer, weights: readonly KerasWeight[]): KerasLayer {
  if (layer.className !== 'TimeDistributed') return { ...layer, weights };
  return { ...layer, weights, config: { ...layer.config, layer: shareWeights(innerLayers(layer), weights) } };
}

/** Weights by the start of their paths, as long a start as makes so many groups. */
function groupWeights(weights: readonly KerasWeight[], wanted: number): readonly (readonly KerasWeight[])[] {
  if (wanted < 2) return [weights];
  for (const segments of [1, 2, 3, 4]) {
    const keyOf = ({ path }: KerasWeight) => path.split('/').slice(0, segments).join('/');
    const groups = [...Map.groupBy(weights, keyOf).values()];
    if (groups.length >= wanted) return groups;
  }
  throw new Error(`The weights do not fall into ${String(wanted)} layers`);
}

/** What the name does not say: convolutions mostly have a relu, and a last dense layer tells shares or plain numbers. */
function openActivations(layers: readonly KerasLayer[], { outputs }: KerasCase): readonly (readonly KerasLayer[])[] {
  return layers.reduce<readonly (readonly KerasLayer[])[]>(
    (chains, layer, index) => {
      const candidates = candidatesFor(layer, index === layers.length - 1 && isShares(outputs[0]));
      return chains.flatMap((chain) => candidates.map((candidate) => [...chain, candidate]));
    },
    [[]],
  );
}

function candidatesFor(layer: KerasLayer, shares: boolean): readonly KerasLayer[] {
  const [inner] = innerLayers(layer);
  if (layer.className === 'TimeDistributed' && inner !== undefined) {
    return candidatesFor(inner, shares).map((one) => ({ ...layer, config: { ...layer.config, layer: [one] } }));
  }
  if (layer.config['activation'] !== undefined) return [layer];
  const activate = (activation: string) => withConfig(layer, { activation });
  if (/^Conv[12]D$/u.test(layer.className)) return ['relu', 'linear', 'tanh'].map(activate);
  if (layer.className === 'Dense') return (shares ? ['softmax'] : ['linear', 'sigmoid', 'relu', 'tanh']).map(activate);
  return [layer];
}

/** Whether the numbers of each row add up to 1. */
function isShares(output: KerasCase['outputs'][number] | undefined): boolean {
  const width = output?.shape.at(-1) ?? 1;
  if (output === undefined || width < 2) return false;
  for (let row = 0; row < output.data.length; row += width) {
    const sum = output.data.slice(row, row + width).reduce((total, value) => total + value, 0);
    if (Math.abs(sum - 1) > 1e-4) return false;
  }
  return true;
}
