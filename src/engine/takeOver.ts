import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';
import { decodeSafetensors } from '../core/safetensors.ts';
import type { Model } from './buildModel.ts';
import { tf } from './tensorflow.ts';

/**
 * Gives a model those weights of another one's checkpoint that have the same name and shape; all others keep their first
 * values. Throws a UserError where there is no such weight.
 */
export function takeOverWeights(model: Model, checkpoint: Uint8Array): void {
  const saved = new Map(decodeSafetensors(checkpoint).map((array) => [array.name, array]));
  const take = (infos: Model['weights'], values: Float32Array): number => {
    const fitting = infos.filter(({ name, shape }) => saved.get(name)?.shape.join() === shape.join());
    for (const { name, offset } of fitting) values.set(saved.get(name)?.values ?? [], offset);
    return fitting.length;
  };
  const parameters = model.parameters.dataSync<'float32'>().slice();
  const state = model.state.dataSync<'float32'>().slice();
  const taken = take(model.weights, parameters) + take(model.stateWeights, state);
  if (taken === 0) {
    const [first] = model.weights;
    throw new UserError(
      t(
        'No weight of the run in "initializeFrom" has the name and shape of one of this model, such as "{0}" [{1}]. Give layers that go on learning the same "name" and sizes in both specs.',
        first?.name ?? '',
        first?.shape.join(', ') ?? '',
      ),
    );
  }
  model.replaceParameters(tf.tensor1d(parameters));
  model.replaceState(tf.tensor1d(state));
}
