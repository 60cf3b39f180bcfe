/**
 * Indices of the points that no line reaches, because both of their neighbours are gaps or missing.
 * In `y` a gap is `null`, and `undefined` stands where the curve has no point.
 */
export function lonePoints(y: ArrayLike<number | null | undefined>): number[] {
  const lone: number[] = [];
  let before: number | null = null;
  let candidate = -1;
  for (let index = 0; index < y.length; index++) {
    const value = y[index];
    if (value === undefined) continue;
    if (value === null && candidate >= 0) lone.push(candidate);
    candidate = value !== null && before === null ? index : -1;
    before = value;
  }
  return candidate >= 0 ? [...lone, candidate] : lone;
}
