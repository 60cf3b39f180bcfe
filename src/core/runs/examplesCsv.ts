import { EXAMPLE_COLUMNS, type ExamplePrediction } from '../../contracts/predictions.ts';
import { quoteText, unquoteText } from './csvText.ts';

/** Lines that are put together before they are written. */
const LINES_A_PIECE = 1_000;

/** Writes a table of examples piece by piece. What there is not, such as the probability of a tag, is left empty. */
export function* encodeExamples(examples: readonly ExamplePrediction[]): Generator<string> {
  yield `${EXAMPLE_COLUMNS.join(',')}\n`;
  for (let from = 0; from < examples.length; from += LINES_A_PIECE) {
    yield examples
      .slice(from, from + LINES_A_PIECE)
      .map(encodeLine)
      .join('');
  }
}

function encodeLine({ split, row, input, truth, prediction, probability, loss }: ExamplePrediction): string {
  const texts = [input, truth, prediction].map(quoteText).join(',');
  return `${split},${String(row)},${texts},${encodeNumber(probability)},${encodeNumber(loss)}\n`;
}

function encodeNumber(value: number | null): string {
  return value === null ? '' : String(value);
}

/** Reads what `encodeExamples` wrote. A last line that was cut off is left out. */
export function parseExamples(text: string): ExamplePrediction[] {
  const quoted = /"[^"]*(?:""[^"]*)*"|[^",\r\n]*/.source;
  const line = new RegExp(`(validation|test),(\\d+),(${quoted}),(${quoted}),(${quoted}),([^,\\n]*),([^,\\n]*)\\n`, 'y');
  line.lastIndex = text.indexOf('\n') + 1;
  const examples: ExamplePrediction[] = [];
  for (let match = line.exec(text); match !== null; match = line.exec(text)) {
    const [, split, row, input = '', truth = '', prediction = '', probability = '', loss = ''] = match;
    examples.push({
      split: split === 'test' ? 'test' : 'validation',
      row: Number(row),
      input: unquoteText(input),
      truth: unquoteText(truth),
      prediction: unquoteText(prediction),
      probability: parseNumber(probability),
      loss: parseNumber(loss),
    });
  }
  return examples;
}

function parseNumber(text: string): number | null {
  return text === '' ? null : Number(text);
}
