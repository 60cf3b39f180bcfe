import type { DataPlan, LayerPlan, OptimizerPlan, Plan, Shape, TrainingPlan } from '../../contracts/plan.ts';
import type { DataSpec, OptimizerSpec, TrainingSpec } from './table/specTable.ts';

/** The sound parts of a spec. */
export interface PlanParts {
  readonly name: string;
  readonly data: DataSpec;
  readonly inputShape: Shape;
  readonly layers: readonly LayerPlan[];
  readonly training: TrainingSpec;
}

/** Puts together what the engine reads. */
export function buildPlan({ name, data, inputShape, layers, training }: PlanParts): Plan {
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  return {
    name,
    task: 'forecasting',
    data: dataPlan(data),
    model: { inputShape, layers, parameters },
    training: trainingPlan(training),
  };
}

function dataPlan({
  source,
  delimiter,
  time,
  input,
  target,
  split,
  missingValueStrategy,
  fillValue,
}: DataSpec): DataPlan {
  return {
    source,
    delimiter: delimiter ?? null,
    time: time ?? null,
    input,
    target: {
      ...target,
      seasonLength: target.seasonLength ?? null,
      normalization: target.normalization ?? input.normalization,
    },
    missingValueStrategy:
      missingValueStrategy === 'fill_with_const'
        ? { type: missingValueStrategy, fillValue: fillValue ?? 0 }
        : { type: missingValueStrategy },
    split,
  };
}

function trainingPlan({ optimizer, earlyStopping, ...rest }: TrainingSpec): TrainingPlan {
  return { ...rest, optimizer: optimizerPlan(optimizer), earlyStopping: earlyStopping ?? null };
}

function optimizerPlan(optimizer: OptimizerSpec): OptimizerPlan {
  const { clipNorm = null, clipValue = null, globalClipNorm = null } = optimizer;
  return { ...optimizer, clipNorm, clipValue, globalClipNorm };
}
