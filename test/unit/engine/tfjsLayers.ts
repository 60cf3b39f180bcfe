import { tf, type Tensor, type Tensor3D } from '../../../src/engine/tensorflow.ts';

/** What we ask of a tfjs layer: to be a second opinion on outputs and gradients. */
interface ReferenceLayer {
  setWeights(weights: Tensor[]): void;
  apply(inputs: Tensor): unknown;
  readonly trainableWeights: readonly { readonly name: string }[];
  dispose(): unknown;
}

export interface Reference {
  /** `[time, batch, units]` */
  readonly output: Tensor;
  /** Of the sum of all outputs times `weighting`: by the inputs, then by each weight in tfjs's order. */
  readonly gradients: readonly Tensor[];
}

/** Output of a recurrent tfjs layer that returns sequences, and the gradients of its weighted sum. */
export function runReference(layer: ReferenceLayer, inputs: Tensor3D, weights: Tensor[], weighting: Tensor): Reference {
  // tfjs cannot differentiate a single timestep: another one that counts for nothing goes behind the last.
  const pad = (sequence: Tensor) =>
    sequence.pad([
      [0, 1],
      [0, 0],
      [0, 0],
    ]);
  const cut = (sequence: Tensor) => sequence.slice(0, inputs.shape[0]);
  const x = tf.variable(pad(inputs).transpose([1, 0, 2]), true);
  // A tfjs layer makes its weights when it is first applied.
  layer.apply(x);
  layer.setWeights(weights);
  const apply = () => (layer.apply(x) as Tensor).transpose([1, 0, 2]);
  const { grads } = tf.variableGrads(() => apply().mul(pad(weighting)).sum());
  const inputGradient = grads[x.name]?.transpose([1, 0, 2]);
  const gradients = [
    ...(inputGradient === undefined ? [] : [cut(inputGradient)]),
    ...layer.trainableWeights.flatMap(({ name }) => grads[name] ?? []),
  ];
  const output = cut(apply());
  x.dispose();
  layer.dispose();
  return { output, gradients };
}
