import type { KerasConfig } from './fixture.ts';
import type { KerasLayer } from './kerasLayer.ts';

/** A layer or model as Keras serializes it. */
interface KerasDict {
  readonly class_name: string;
  readonly config: KerasConfig;
  readonly name?: string;
  readonly inbound_nodes?: unknown;
}

/** Whether a value is a serialized layer or model. */
export function isKerasDict(value: unknown): value is KerasDict {
  return typeof value === 'object' && value !== null && 'class_name' in value && 'config' in value;
}

/** The layers of a serialized layer, Sequential or functional model; a chain's layers have no place. */
export function readKerasDict(dict: KerasDict): readonly KerasLayer[] {
  const { layers } = dict.config;
  if (!Array.isArray(layers)) return [layerOf(dict, null)];
  const dicts = layers.filter(isKerasDict);
  if (dict.class_name === 'Sequential') {
    return dicts.filter(({ class_name }) => class_name !== 'InputLayer').flatMap(readKerasDict);
  }
  const inputs = dicts.filter(({ class_name }) => class_name === 'InputLayer').map(nameOf);
  return reachable(dicts)
    .filter(({ class_name }) => class_name !== 'InputLayer')
    .map((layer) => {
      const named = historiesIn(layer.inbound_nodes).map((name) => (inputs.includes(name) ? 'input' : name));
      return layerOf(layer, { name: nameOf(layer), inputs: named });
    });
}

/** The layers that the last one is computed from: masks are computed beside them, and are computed here again. */
function reachable(dicts: readonly KerasDict[]): readonly KerasDict[] {
  const needed = new Set(dicts.slice(-1).map(nameOf));
  for (const dict of dicts.toReversed()) {
    if (needed.has(nameOf(dict))) for (const name of historiesIn(dict.inbound_nodes)) needed.add(name);
  }
  return dicts.filter((dict) => needed.has(nameOf(dict)));
}

function nameOf({ name, config }: KerasDict): string {
  return name ?? String(config['name']);
}

function layerOf({ class_name, config }: KerasDict, place: KerasLayer['place']): KerasLayer {
  const { layer } = config;
  const inner = isKerasDict(layer) ? { layer: readKerasDict(layer) } : {};
  return { className: class_name, config: { ...config, ...inner }, weights: [], place };
}

/** Names of the layers whose tensors stand in a call's arguments, in order. */
function historiesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(historiesIn);
  if (typeof value !== 'object' || value === null) return [];
  // A call's positional arguments are what a layer reads.
  if ('kwargs' in value && 'args' in value) return historiesIn(value.args);
  if ('keras_history' in value && Array.isArray(value.keras_history)) return [String(value.keras_history[0])];
  return Object.values(value).flatMap(historiesIn);
}
