import type { Plan } from '../../contracts/plan.ts';
import type { Metric } from '../../contracts/trainingPlan.ts';

/** Those of a task's metrics that the plan asks for. */
export function pickMetrics<M extends Metric>({ training }: Plan, known: readonly M[]): readonly M[] {
  const wanted: readonly Metric[] = training.metrics;
  return known.filter((metric) => wanted.includes(metric));
}

/** Whether a classification is to tell which class was taken for which. */
export function asksForConfusion({ training }: Plan): boolean {
  return training.metrics.includes('confusionMatrix');
}
