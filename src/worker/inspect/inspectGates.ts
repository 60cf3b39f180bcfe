import { t } from '@vscode/l10n';
import { DEFAULT_INSPECTED, type GateReport } from '../../contracts/gates.ts';
import type { InspectParams } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import type { Dataset } from '../../core/data/dataset.ts';
import { createGateStatistics } from '../../core/gates/gateStatistics.ts';
import { hasGates } from '../../core/gates/hasGates.ts';
import { sampleExamples } from '../../core/gates/sampleExamples.ts';
import { carriesState } from '../../core/spec/carriesState.ts';
import type { PreparedTask } from '../../core/tasks/preparedTask.ts';
import { loadWeights } from '../../engine/checkpoint.ts';
import { recordGates } from '../../engine/recordGates.ts';
import { withModel, withTask } from '../withTask.ts';

/**
 * What the gates of a trained model do while it reads examples of the data as it is now, prepared as it was for the
 * training. Needs no more memory than a step of the training. Every tensor is freed when it settles.
 *
 * @throws UserError for a model without gates, for weights that do not fit it, and for data that cannot be read
 */
export async function inspectGates(params: InspectParams): Promise<GateReport> {
  const { plan, weights, examples = DEFAULT_INSPECTED } = params;
  if (!hasGates(plan)) {
    throw new UserError(
      t('The model {name} has no recurrent layer and no attention: it has no gates to look at.', { name: plan.name }),
    );
  }
  return withTask(params, ({ task }) =>
    withModel(plan, task, async (model) => {
      loadWeights(model, weights);
      const { split, dataset } = chooseSplit(task);
      const sample = sampleExamples(dataset, examples, carriesState(plan.model));
      const statistics = createGateStatistics();
      await recordGates({ model, dataset: sample, batchSize: plan.training.batchSize }, (recorded) => {
        statistics.add(recorded);
      });
      return { split, examples: sample.count, available: dataset.count, layers: statistics.finish() };
    }),
  );
}

/** What the model was not trained on shows best what it does. */
function chooseSplit({ validation, test, train }: PreparedTask): {
  readonly split: GateReport['split'];
  readonly dataset: Dataset;
} {
  if (validation !== null) return { split: 'validation', dataset: validation };
  if (test !== null) return { split: 'test', dataset: test };
  return { split: 'train', dataset: train };
}
