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
 * Timesteps of one season, from the median spacing of the times: minutely 60, hourly 24, daily 7 (5 where no row
 * stands on a weekend), weekly 52, monthly 12, quarterly 4, anything else 1. `samplingRate` rows are one timestep.
 */
export function inferSeasonLength(times: Float64Array | null, samplingRate: number): number {
  if (times === null || times.length <= samplingRate) return 1;
  const spacing = medianSpacing(times, samplingRate);
  const season = SEASONS.find(({ from, to }) => spacing >= from && spacing <= to)?.season ?? 1;
  return spacing === DAY && skipsWeekends(times) ? 5 : season;
}

/** No row on a weekend although two weekends have passed. */
function skipsWeekends(times: Float64Array): boolean {
  return (times.at(-1) ?? 0) - (times[0] ?? 0) >= 13 * DAY && times.every(isWeekday);
}

function medianSpacing(times: Float64Array, samplingRate: number): number {
  const spacings = new Float64Array(times.length - samplingRate);
  for (let row = 0; row < spacings.length; row++) {
    spacings[row] = (times[row + samplingRate] ?? 0) - (times[row] ?? 0);
  }
  spacings.sort();
  return spacings[Math.floor(spacings.length / 2)] ?? 0;
}

/** 1970-01-01 was a Thursday. */
function isWeekday(time: number): boolean {
  const dayFromMonday = (((Math.floor(time / DAY) + 3) % 7) + 7) % 7;
  return dayFromMonday < 5;
}
