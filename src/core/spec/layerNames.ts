import type { LayerSpec } from './table/specTable.ts';

/** Names of a chain's layers: as given, else made from the type as Keras does: `lstm`, `lstm_1`, `simple_rnn`. */
export function layerNames(layers: readonly LayerSpec[]): readonly string[] {
  const taken = new Set(layers.flatMap(({ name }) => name ?? []));
  return layers.map((layer) => layer.name ?? freeName(prefixOf(layer.type), taken));
}

/** The first of `prefix`, `prefix_1`, … that is not taken; takes it. */
export function freeName(prefix: string, taken: Set<string>): string {
  let name = prefix;
  for (let count = 1; taken.has(name); count++) name = `${prefix}_${String(count)}`;
  taken.add(name);
  return name;
}

function prefixOf(type: LayerSpec['type']): string {
  return type.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}
