import type { AheadForecast, Answer, Said } from '../../contracts/prediction.ts';
import { quoteText } from '../runs/csvText.ts';
import { formatValue } from './formatValue.ts';
import { layOutForecasts } from './forecastTable.ts';

/** Answers as a CSV file, an input a line, columns named in English for programs. */
export function encodeAnswers(answers: readonly Answer[]): string {
  return encodeLines([
    ['row', 'input', 'prediction', 'probability'],
    ...answers.map((answer) => [String(answer.row), answer.input, predictionOf(answer), probabilityOf(answer)]),
  ]);
}

/** Forecasts as a CSV file, a timestep of a series a line. */
export function encodeForecastTable(forecasts: readonly AheadForecast[]): string {
  const { rows } = layOutForecasts(forecasts);
  const [first] = rows;
  const series = first !== undefined && first.series !== null;
  const places = [...(series ? ['series'] : []), first?.time ? 'time' : 'step'];
  return encodeLines([[...places, ...Object.keys(first?.values ?? {})], ...rows.map(({ cells }) => cells)]);
}

/** What was answered, in one line. */
function predictionOf(said: Said): string {
  switch (said.type) {
    case 'class':
      return said.classes[0]?.label ?? '';
    case 'number':
      return formatValue(said.value);
    case 'tags':
      return said.tokens.map(({ tag }) => tag).join(' ');
    case 'text':
      return said.text;
  }
}

function probabilityOf(said: Said): string {
  return said.type === 'class' ? formatValue(said.classes[0]?.probability ?? NaN) : '';
}

function encodeLines(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(quoteText).join(',')}\n`).join('');
}
