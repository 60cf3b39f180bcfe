import { cutParameters, type Layer } from './layer.ts';
import type { Tensor1D, Tensor2D } from '../tensorflow.ts';
import { chainSignal } from './signal.ts';
import { maskOfTokens } from './stepMask.ts';

/**
 * Ties scores of tags `[batch, time, tags]` together to sequences. The scores stay as they are; which timesteps count is
 * told by the tokens `[batch, time]`, which it reads beside them: layers between may have lost the mask.
 */
export function crfLayer(name: string, tags: number): Layer {
  const shapes = [[tags, tags], [tags], [tags]] as const;
  return {
    name,
    // Without a word from the data every tag may follow every other: at first each is chosen on its own.
    weights: [
      { name: 'transitions', shape: shapes[0], initializer: 'zeros' },
      { name: 'start', shape: shapes[1], initializer: 'zeros' },
      { name: 'end', shape: shapes[2], initializer: 'zeros' },
    ],
    forward(parameters, [scores, tokens]) {
      if (scores === undefined || tokens === undefined) throw new Error(`${name} reads scores and tokens`);
      const [transitions, start, end] = cutParameters(parameters, shapes) as [Tensor2D, Tensor1D, Tensor1D];
      // Tokens are of two dimensions: the language has tags of texts alone.
      const mask = maskOfTokens(tokens.batchFirst as Tensor2D);
      return chainSignal(scores.batchFirst, mask, { transitions, start, end });
    },
  };
}
