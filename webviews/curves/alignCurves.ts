/** A curve to be put on a common x-axis: ascending `x`, and `null` where its line is broken. */
export interface Track {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/** Common x values, and for each track one entry each: `undefined` where it has no point, which does not break its line. */
export interface Aligned {
  readonly x: number[];
  readonly tracks: (number | null | undefined)[][];
}

/** Puts curves that were measured at different x onto one x-axis. */
export function alignCurves(tracks: readonly Track[]): Aligned {
  const all = Float64Array.from(tracks.flatMap((track) => track.x)).sort();
  const x = Array.from(all.filter((value, index) => value !== all[index - 1]));
  return { x, tracks: tracks.map((track) => spread(track, x)) };
}

function spread(track: Track, x: readonly number[]): (number | null | undefined)[] {
  let next = 0;
  return x.map((value) => {
    if (track.x[next] !== value) return undefined;
    const y = track.y[next];
    // Of several points at one x the last one counts.
    while (track.x[next] === value) next++;
    return y;
  });
}
