/** A probability in percent, such as `97.3 %`: never 0 or 100 for what is only nearly so. */
export function formatProbability(probability: number): string {
  if (probability > 0.9995 && probability < 1) return '> 99.9 %';
  if (probability < 0.0005 && probability > 0) return '< 0.1 %';
  return `${(100 * probability).toFixed(1)} %`;
}
