import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';
import { formatShape } from '../core/spec/formatShape.ts';
import { decodeSafetensors, encodeSafetensors, type NamedArray } from '../core/safetensors.ts';
import type { Model } from './buildModel.ts';
import { tf, type Tensor1D } from './tensorflow.ts';
import type { WeightInfo } from './weights.ts';

/** Every weight of the model by name, and what its layers keep besides, in safetensors format. */
export function encodeWeights(model: Model): Uint8Array {
  return encodeSafetensors([
    ...namedArrays(model.weights, model.parameters),
    ...namedArrays(model.stateWeights, model.state),
  ]);
}

function namedArrays(infos: readonly WeightInfo[], vector: Tensor1D): readonly NamedArray[] {
  const values = vector.dataSync<'float32'>();
  return infos.map(({ name, shape, offset, size }) => ({
    name,
    shape,
    values: values.subarray(offset, offset + size),
  }));
}

/** Gives the model the weights of a checkpoint. Throws a UserError that names weights which are missing or of another shape. */
export function loadWeights(model: Model, bytes: Uint8Array): void {
  const saved = new Map(decodeSafetensors(bytes).map((array) => [array.name, array]));
  const parameters = new Float32Array(model.parameters.size);
  const state = new Float32Array(model.state.size);
  const problems = [
    ...model.weights.flatMap((weight) => copyWeight(weight, saved.get(weight.name), parameters) ?? []),
    ...model.stateWeights.flatMap((weight) => copyWeight(weight, saved.get(weight.name), state) ?? []),
  ];
  const known = new Set([...model.weights, ...model.stateWeights].map(({ name }) => name));
  for (const name of saved.keys()) {
    if (!known.has(name)) problems.push(t('"{0}" is in the checkpoint, but not in the model', name));
  }
  if (problems.length > 0) {
    throw new UserError(
      t('The checkpoint does not fit the model: {0}. Use the spec that it was trained with.', problems.join('; ')),
    );
  }
  model.replaceParameters(tf.tensor1d(parameters));
  model.replaceState(tf.tensor1d(state));
}

/** Puts a saved weight in its place. Answers what is wrong, or `null`. */
function copyWeight(weight: WeightInfo, saved: NamedArray | undefined, target: Float32Array): string | null {
  if (saved === undefined) return t('"{0}" is missing', weight.name);
  if (saved.shape.join() !== weight.shape.join()) {
    const [found, expected] = [formatShape(saved.shape), formatShape(weight.shape)];
    return t('"{0}" is {1}, the model has {2}', weight.name, found, expected);
  }
  target.set(saved.values, weight.offset);
  return null;
}
