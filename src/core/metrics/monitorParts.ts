import type { MeasuredMetric, Monitor } from '../../contracts/trainingPlan.ts';
import type { EpochFigures } from '../../contracts/training.ts';

/** The split and the metric that a monitor reads; `null` for the loss. */
export function partsOf(monitor: Monitor): { readonly validation: boolean; readonly metric: MeasuredMetric | null } {
  const validation = monitor.startsWith('validation');
  const capital = validation ? monitor.slice('validation'.length) : monitor;
  const name = capital.charAt(0).toLowerCase() + capital.slice(1);
  // Monitor is, by its type, the loss or a metric, with or without the prefix.
  return { validation, metric: name === 'loss' ? null : (name as MeasuredMetric) };
}

/** The figure of an epoch that a monitor reads; `undefined` where it was not measured. */
export function figureOf(monitor: Monitor, { train, validation }: EpochFigures): number | undefined {
  const parts = partsOf(monitor);
  const figures = parts.validation ? validation : train;
  return parts.metric === null ? figures?.loss : figures?.metrics[parts.metric];
}
