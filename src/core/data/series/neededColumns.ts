import type { DataPlan } from '../../../contracts/dataPlan.ts';

/** The columns of a table that a plan reads, by what they hold. */
export interface NeededColumns {
  readonly numbers: readonly string[];
  /** Labels, names of series, names of splits. */
  readonly words: readonly string[];
  readonly time: string | null;
}

/** The columns that a plan for a series or for rows of numbers reads. */
export function neededColumns(plan: DataPlan): NeededColumns {
  const { input, target, split, groupBy } = plan;
  const covariates = input.type === 'timeseries' ? [...input.covariates.past, ...input.covariates.future] : [];
  const seen = input.type === 'timeseries' || input.type === 'vector' ? input.columns : [];
  const answered = target.type === 'timeseries' ? target.columns : target.type === 'number' ? [target.column] : [];
  const label = target.type === 'category' ? target.column : null;
  const shared = 'column' in split ? split.column : null;
  const words = [groupBy, label, shared].filter((name) => name !== null);
  return {
    numbers: [...new Set([...seen, ...covariates, ...answered])],
    words: [...new Set(words)],
    time: plan.time,
  };
}
