import { daysOfWeek } from './series/timeGrid.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Spacings that people know a season of, with the bounds in milliseconds that months and quarters vary between. */
const SEASONS: readonly { readonly from: number; readonly to: number; readonly season: number }[] = [
  { from: MINUTE, to: MINUTE, season: 60 },
  { from: HOUR, to: HOUR, season: 24 },
  { from: DAY, to: DAY, season: 7 },
  { from: 7 * DAY, to: 7 * DAY, season: 52 },
  { from: 28 * DAY, to: 31 * DAY, season: 12 },
  { from: 90 * DAY, to: 92 * DAY, season: 4 },
];

/**
 * Timesteps of one season, from the median spacing of the times: minutely 60, hourly 24, daily the days of
 * the week on which rows stand (7, or 5 without weekends), weekly 52, monthly 12, quarterly 4, anything else 1.
 * `samplingRate` rows are one timestep.
 */
export function inferSeasonLength(times: Float64Array | null, samplingRate: number): number {
  if (times === null || times.length <= samplingRate) return 1;
  const spacing = medianSpacing(times, samplingRate);
  const season = SEASONS.find(({ from, to }) => spacing >= from && spacing <= to)?.season ?? 1;
  return (spacing === DAY ? daysOfWeek(times)?.length : undefined) ?? season;
}

function medianSpacing(times: Float64Array, samplingRate: number): number {
  const spacings = new Float64Array(times.length - samplingRate);
  for (let row = 0; row < spacings.length; row++) {
    spacings[row] = (times[row + samplingRate] ?? 0) - (times[row] ?? 0);
  }
  spacings.sort();
  return spacings[Math.floor(spacings.length / 2)] ?? 0;
}
