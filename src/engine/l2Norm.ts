/** Square root of the sum of all squares; not finite where float32 does not hold that sum, as optimizers need it. */
export function l2Norm(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(Math.fround(sum));
}
