import type { ExamplePrediction } from '../../contracts/predictions.ts';

/** Examples that are handed on: enough to look through, few enough for a page and a file. */
const MOST_EXAMPLES = 100_000;

/** Characters of a text that are handed on: the rest of a long mail helps nobody in a table. */
const LONGEST_TEXT = 1_000;

/** Keeps the predictions of evenly spaced examples, all of them where they are not too many. */
export interface ExampleCollector {
  /** `describe` is called for those that are kept. */
  add(describe: () => ExamplePrediction): void;
  values(): readonly ExamplePrediction[];
}

/** When there is no more room, every second example goes, and from then on only every second one is taken. */
export function createExampleCollector(most = MOST_EXAMPLES): ExampleCollector {
  let kept: ExamplePrediction[] = [];
  let [seen, every] = [0, 1];
  return {
    add(describe) {
      if (seen++ % every !== 0) return;
      kept.push(shorten(describe()));
      if (kept.length <= most) return;
      kept = kept.filter((_, index) => index % 2 === 0);
      every *= 2;
    },
    values: () => kept,
  };
}

function shorten(example: ExamplePrediction): ExamplePrediction {
  const { input, truth, prediction } = example;
  return { ...example, input: cut(input), truth: cut(truth), prediction: cut(prediction) };
}

function cut(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  // Half of a character outside the basic plane is none.
  return `${text.slice(0, LONGEST_TEXT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
