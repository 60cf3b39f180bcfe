import type { FittedData } from '../../../contracts/fitted.ts';
import type { Plan } from '../../../contracts/plan.ts';
import { planPadding } from '../../data/text/tokenInput.ts';
import type { PreparedTask } from '../preparedTask.ts';

/** The sizes that the data told when a run was trained, from what the run has kept of it. */
export function fittedSizes({ task, data, model }: Plan, { input, target }: FittedData): PreparedTask['sizes'] {
  return {
    ...(input.type === 'vocabulary' &&
      data.input.type === 'text' && {
        vocabulary: input.tokens.length,
        time: planPadding(data.input, input, model).length,
      }),
    ...(target.type === 'labels' && { [task === 'tagging' ? 'tags' : 'classes']: target.labels.length }),
    ...(target.type === 'vocabulary' && { targetVocabulary: target.tokens.length, targetTime: null }),
  };
}
