import { t } from '@vscode/l10n';
import type { ForecastingDataPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import type { SeriesGroup, SeriesRows } from '../../data/series/seriesRows.ts';
import { stepsAtOnce } from './prepareForecasting.ts';

/**
 * Checks that everything is known that a model must see to forecast `steps` timesteps beyond the last observed row.
 *
 * @throws UserError for columns that it would have to forecast itself, and for future covariates that end too early
 */
export function checkAhead(series: SeriesRows, plan: ForecastingDataPlan, steps: number): void {
  checkForecast(plan, steps);
  const { samplingRate, covariates } = plan.input;
  const [future] = covariates.future;
  if (future === undefined) return;
  const atOnce = stepsAtOnce(plan.target);
  const needed = Math.ceil(steps / atOnce) * atOnce * samplingRate;
  const short = series.groups.find(({ ahead }) => ahead < needed);
  if (short !== undefined) throw new UserError(explainUnknown(plan, short, { future, needed, steps }));
}

/** Beyond what it answers at once a model reads its own forecasts, and nothing else. */
function checkForecast({ input, target }: ForecastingDataPlan, steps: number): void {
  if (steps <= stepsAtOnce(target)) return;
  const unknown = [...input.columns, ...input.covariates.past].find((name) => !target.columns.includes(name));
  if (unknown === undefined) return;
  throw new UserError(
    t(
      'Beyond its horizon of {horizon} the model would have to see "{column}", which it does not forecast: ask for no more steps than that.',
      { horizon: target.horizon, column: unknown },
    ),
  );
}

interface Need {
  readonly future: string;
  /** Rows. */
  readonly needed: number;
  readonly steps: number;
}

function explainUnknown({ source, input, target }: ForecastingDataPlan, group: SeriesGroup, need: Need): string {
  const atOnce = stepsAtOnce(target);
  const possible = Math.floor(group.ahead / input.samplingRate / atOnce) * atOnce;
  const fact = t(
    '{source}: for {steps} steps the model must see "{future}" in {needed} rows behind the last one with a value of "{target}", but {known} are known.',
    {
      source: group.name === null ? source : t('{0}, series "{1}"', source, group.name),
      target: target.columns.join('", "'),
      known: group.ahead,
      ...need,
    },
  );
  const remedy = t('Add rows in which the targets are empty and the future covariates are given.');
  return possible === 0 ? `${fact} ${remedy}` : `${fact} ${remedy} ${t('Or ask for at most {0} steps.', possible)}`;
}
