import type { Model } from './buildModel.ts';

/** Every weight of the model by name, in safetensors format. */
export function encodeWeights(model: Model): Uint8Array {
  throw new Error(`Not built yet: ${String(model.weights.length)}`);
}

/** Gives the model the weights of a checkpoint. Throws a UserError that names weights which are missing or of another shape. */
export function loadWeights(model: Model, bytes: Uint8Array): void {
  throw new Error(`Not built yet: ${String(model.weights.length + bytes.length)}`);
}
