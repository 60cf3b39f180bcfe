import type { KerasArray } from './fixture.ts';
import type { KerasGraph, KerasNode } from './kerasGraph.ts';
import { innerLayers, withConfig, type KerasLayer } from './kerasLayer.ts';

/** What the name does not say: convolutions mostly have a relu, and a last dense layer tells shares or plain numbers. */
export function openActivations(graph: KerasGraph, outputs: readonly KerasArray[]): readonly KerasGraph[] {
  const chains = graph.nodes.reduce<readonly (readonly KerasNode[])[]>(
    (begun, node, index) => {
      const shares = index === graph.nodes.length - 1 && isShares(outputs[0]);
      const candidates = candidatesFor(node.layer, shares);
      return begun.flatMap((chain) => candidates.map((layer) => [...chain, { ...node, layer }]));
    },
    [[]],
  );
  return chains.map((nodes) => ({ ...graph, nodes }));
}

function candidatesFor(layer: KerasLayer, shares: boolean): readonly KerasLayer[] {
  const [inner] = innerLayers(layer);
  if (layer.className === 'TimeDistributed' && inner !== undefined) {
    return candidatesFor(inner, shares).map((one) => ({ ...layer, config: { ...layer.config, layer: [one] } }));
  }
  if (layer.config['activation'] !== undefined) return [layer];
  const activate = (activation: string) => withConfig(layer, { activation });
  if (/^Conv[12]D$/u.test(layer.className)) return ['relu', 'linear', 'tanh'].map(activate);
  if (layer.className !== 'Dense') return [layer];
  return (shares ? ['softmax'] : ['linear', 'sigmoid', 'relu', 'tanh']).map(activate);
}

/** Whether the numbers of each row add up to 1. */
export function isShares(output: KerasArray | undefined): boolean {
  const width = output?.shape.at(-1) ?? 1;
  if (output === undefined || output.data.length === 0 || width < 2) return false;
  for (let row = 0; row < output.data.length; row += width) {
    const sum = output.data.slice(row, row + width).reduce((total, value) => total + value, 0);
    if (Math.abs(sum - 1) > 1e-4) return false;
  }
  return true;
}
