import { t } from '@vscode/l10n';
import type { TakenOver } from '../contracts/training.ts';
import { decodeSafetensors, type NamedArray } from '../core/safetensors.ts';
import type { Model } from './buildModel.ts';
import { tf } from './tensorflow.ts';
import type { WeightInfo } from './weights.ts';

/** The layers whose weights are now those of the checkpoint, and why the others begin anew. */
export type TakenLayers = Pick<TakenOver, 'layers' | 'anew'>;

/**
 * Gives each layer of a model the weights of the layer of the same name in another model's checkpoint, where all of them
 * are there with the same shapes, as Keras's `load_weights(skip_mismatch=True)`. All other layers keep their first values.
 *
 * @param other why a layer means something else than the one of its name, localized: it begins anew
 */
export function takeOverWeights(
  model: Model,
  checkpoint: Uint8Array,
  other: ReadonlyMap<string, string> = new Map(),
): TakenLayers {
  const saved = new Map(decodeSafetensors(checkpoint).map((array) => [array.name, array]));
  const layers: string[] = [];
  const anew: { readonly layer: string; readonly why: string }[] = [];
  const all = [...model.weights, ...model.stateWeights];
  for (const layer of new Set(all.map((info) => info.layer))) {
    const own = all.filter((info) => info.layer === layer);
    const why = other.get(layer) ?? explainMisfit(layer, own, saved);
    if (why === null) layers.push(layer);
    else anew.push({ layer, why });
  }
  const taken = new Set(layers);
  model.replaceParameters(tf.tensor1d(withSaved(model.parameters, model.weights, taken, saved)));
  model.replaceState(tf.tensor1d(withSaved(model.state, model.stateWeights, taken, saved)));
  return { layers, anew };
}

type Saved = ReadonlyMap<string, NamedArray>;

/** Localized; `null` where the checkpoint has the whole layer. */
function explainMisfit(layer: string, infos: readonly WeightInfo[], saved: Saved): string | null {
  const names = [...saved.keys()];
  if (!names.some((name) => name.startsWith(`${layer}/`))) {
    const layers = new Set(names.map((name) => name.slice(0, name.indexOf('/'))));
    return t('the run has no layer of this name (it has {0})', [...layers].join(', '));
  }
  for (const { name, shape } of infos) {
    const there = saved.get(name)?.shape;
    if (there === undefined) return t('the run has no {0}', name);
    if (there.join() !== shape.join())
      return t('{0} is [{1}] in the run and [{2}] here', name, there.join(', '), shape.join(', '));
  }
  return null;
}

function withSaved(
  vector: Model['parameters'],
  infos: readonly WeightInfo[],
  taken: ReadonlySet<string>,
  saved: Saved,
): Float32Array {
  const values = vector.dataSync<'float32'>().slice();
  for (const { name, layer, offset } of infos) if (taken.has(layer)) values.set(saved.get(name)?.values ?? [], offset);
  return values;
}
