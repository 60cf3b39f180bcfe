/** Those of the measured figures that were asked for, in that order; what could not be measured is left out. */
export function pickFigures<M extends string>(
  metrics: readonly M[],
  measured: Readonly<Partial<Record<M, number>>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    metrics.flatMap((metric) => {
      const value: number | undefined = measured[metric];
      return value === undefined ? [] : [[metric, value]];
    }),
  );
}
