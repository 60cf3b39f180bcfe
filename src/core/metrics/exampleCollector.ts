import type { ExamplePrediction } from '../../contracts/predictions.ts';

/** Examples that are handed on: enough to look through, few enough for a page and a file. */
const MOST_EXAMPLES = 100_000;

/** Characters of a text that are handed on: the rest of a long mail helps nobody in a table. */
const LONGEST_TEXT = 1_000;

/** Keeps the predictions of evenly spaced examples, all of them where they are not too many. */
export interface ExampleCollector {
  /** `place` of the example among all, in the order of the data; `describe` is called for those that are kept. */
  add(place: number, describe: () => ExamplePrediction): void;
  /** In the order of the data. */
  values(): readonly ExamplePrediction[];
}

/** An example that is kept. */
interface Kept {
  readonly place: number;
  readonly example: ExamplePrediction;
}

/** When there is no more room, every second example goes, and from then on only every second one is taken. */
export function createExampleCollector(most = MOST_EXAMPLES): ExampleCollector {
  let kept: Kept[] = [];
  let every = 1;
  return {
    add(place, describe) {
      if (place % every !== 0) return;
      kept.push({ place, example: shorten(describe()) });
      while (kept.length > most) {
        every *= 2;
        kept = kept.filter((one) => one.place % every === 0);
      }
    },
    values: () => kept.toSorted((a, b) => a.place - b.place).map(({ example }) => example),
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
