import type { ExamplePrediction, Predictions } from '../../contracts/predictions.ts';

/** Examples that a page gets: so many rows nobody reads, and their texts have to be sent each time it is opened. */
const MOST_EXAMPLES = 20_000;

/** What a page is sent: everything, or of very many examples the worst half and evenly spaced ones of the others. */
export function predictionsForPage(predictions: Predictions, most = MOST_EXAMPLES): Predictions {
  if (predictions.type === 'forecasts' || predictions.examples.length <= most) return predictions;
  return { type: 'examples', examples: thin(predictions.examples, most) };
}

function thin(examples: readonly ExamplePrediction[], most: number): readonly ExamplePrediction[] {
  const byLoss = [...examples].sort((a, b) => (b.loss ?? -Infinity) - (a.loss ?? -Infinity));
  const worst = new Set(byLoss.slice(0, Math.floor(most / 2)));
  const every = Math.ceil((examples.length - worst.size) / (most - worst.size));
  let others = 0;
  return examples.filter((example) => worst.has(example) || others++ % every === 0);
}
