import type { TimeseriesInputPlan } from '../../../contracts/dataPlan.ts';
import type { FittedScaler } from '../../../contracts/fitted.ts';
import { toModelUnits } from '../scaler.ts';
import { writeCalendar } from './calendar.ts';
import { numberIndex, type SeriesTable } from './seriesTable.ts';

/**
 * Draws up what a model sees of a series: at each timestep the columns, the past covariates, the future covariates as
 * they will be at the horizon, and the calendar.
 */
export interface WindowReader {
  readonly windowSize: number;
  /** Features a timestep. */
  readonly features: number;
  /** Writes `[windowSize, features]` of the window that ends in row `origin`, in model units, from `offset` of `into` on. */
  write(origin: number, into: Float32Array, offset: number): void;
}

/** The columns that are scaled, in the order in which the model sees them. */
export function scaledColumns({ columns, covariates }: TimeseriesInputPlan): readonly string[] {
  return [...columns, ...covariates.past, ...covariates.future];
}

/**
 * Reads windows of a table.
 *
 * @param ahead timesteps from an input to the future covariates shown with it
 */
export function createWindowReader(
  table: SeriesTable,
  input: TimeseriesInputPlan,
  scaler: FittedScaler,
  ahead: number,
): WindowReader {
  const { windowSize, samplingRate, calendar, covariates } = input;
  const { rows, time } = table;
  const { width } = rows;
  const places = scaledColumns(input).map((name) => numberIndex(table, name));
  const present = places.length - covariates.future.length;
  const future = covariates.future.length > 0 ? ahead * samplingRate : 0;
  const features = places.length + 2 * calendar.length;
  return {
    windowSize,
    features,
    write(origin, into, offset) {
      const first = origin - (windowSize - 1) * samplingRate;
      const values = rows.slice(first, origin + future + 1);
      let write = offset;
      for (let step = 0; step < windowSize; step++) {
        const row = step * samplingRate * width;
        for (let column = 0; column < places.length; column++) {
          const at = (column < present ? row : row + future * width) + (places[column] ?? 0);
          into[write++] = toModelUnits(scaler, column, values[at] ?? NaN);
        }
        if (time !== null && calendar.length > 0) writeCalendar(calendar, values[row + time] ?? NaN, into, write);
        write += 2 * calendar.length;
      }
    },
  };
}
