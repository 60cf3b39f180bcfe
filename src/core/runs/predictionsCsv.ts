import type { Predictions } from '../../contracts/predictions.ts';
import { EXAMPLE_COLUMNS } from '../../contracts/predictions.ts';
import { encodeExamples, parseExamples } from './examplesCsv.ts';
import { encodeForecasts, parseForecasts } from './forecastsCsv.ts';

/** Writes `predictions.csv` piece by piece; its first line tells what stands in it. */
export function encodePredictions(predictions: Predictions): Generator<string> {
  return predictions.type === 'forecasts'
    ? encodeForecasts(predictions.forecasts)
    : encodeExamples(predictions.examples);
}

/** Reads what `encodePredictions` wrote; `null` for an empty text, of a run that was not evaluated. */
export function parsePredictions(text: string): Predictions | null {
  if (text === '') return null;
  return text.startsWith(`${EXAMPLE_COLUMNS.join(',')}\n`)
    ? { type: 'examples', examples: parseExamples(text) }
    : { type: 'forecasts', forecasts: parseForecasts(text) };
}
