import type { KerasWeight } from './fixture.ts';
import type { KerasGraph, KerasNode } from './kerasGraph.ts';
import { hasWeights, innerLayers, type KerasLayer } from './kerasLayer.ts';

/** Gives each layer its weights: those under its name, or, where names tell nothing, one group after the other. */
export function shareWeights(graph: KerasGraph, weights: readonly KerasWeight[]): KerasGraph {
  const named = shareByName(graph.nodes, weights);
  if (named !== null) return { ...graph, nodes: named };
  const owners = graph.nodes.filter(({ layer }) => hasWeights(layer)).length;
  const groups = groupWeights(weights, owners);
  let next = 0;
  const give = ({ layer }: KerasNode) => (hasWeights(layer) ? giveWeights(layer, groups[next++] ?? []) : layer);
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, layer: give(node) })) };
}

/** `null` where not every weight stands under the name of a layer. */
function shareByName(nodes: readonly KerasNode[], weights: readonly KerasWeight[]): readonly KerasNode[] | null {
  const ownerOf = ({ path }: KerasWeight) =>
    nodes
      .map(({ name }) => layerName(name))
      .filter((name) => `/${path}`.includes(`/${name}/`))
      .toSorted((a, b) => b.length - a.length)[0];
  const byOwner = Map.groupBy(weights, ownerOf);
  if (byOwner.has(undefined)) return null;
  return nodes.map((node) => ({ ...node, layer: giveWeights(node.layer, byOwner.get(layerName(node.name)) ?? []) }));
}

/** The layer's own name, without the models that it stands in and the number of the call. */
export function layerName(node: string): string {
  return node.replace(/^.*\//u, '').replace(/\^\d+$/u, '');
}

function giveWeights(layer: KerasLayer, weights: readonly KerasWeight[]): KerasLayer {
  if (layer.className !== 'TimeDistributed') return { ...layer, weights };
  const inner = innerLayers(layer).map((one) => (hasWeights(one) ? giveWeights(one, weights) : one));
  return { ...layer, weights, config: { ...layer.config, layer: inner } };
}

/** Weights by the start of their paths, as long a start as makes so many groups. */
export function groupWeights(weights: readonly KerasWeight[], wanted: number): readonly (readonly KerasWeight[])[] {
  if (wanted === 1) return [weights];
  for (const segments of [1, 2, 3, 4]) {
    const keyOf = ({ path }: KerasWeight) => path.split('/').slice(0, segments).join('/');
    const groups = [...Map.groupBy(weights, keyOf).values()];
    if (groups.length === wanted) return groups;
  }
  throw new Error(`The weights do not fall into the ${String(wanted)} layers that have some`);
}
