import type { ExamplePrediction } from '../../src/contracts/predictions.ts';

/** A cell of the confusion matrix: one class that was taken for another, or for itself. */
export interface ConfusedPair {
  readonly truth: string;
  readonly prediction: string;
}

/** Which examples a person wants to see. */
export interface ExampleWish {
  readonly split: ExamplePrediction['split'];
  readonly wrongOnly: boolean;
  readonly order: 'worst' | 'data';
  /** Looked for in all texts, whatever the case; empty: everything. */
  readonly search: string;
  /** `null`: all of them. */
  readonly pair: ConfusedPair | null;
  /** Whether truth and prediction are sequences with an answer for every token, as tags are. */
  readonly everyToken: boolean;
}

/** A word of a prediction, and whether the truth has another one in its place. */
export interface ComparedToken {
  readonly text: string;
  readonly wrong: boolean;
}

/** The examples of a wish, in its order. Those without a loss come last where the worst come first. */
export function pickExamples(examples: readonly ExamplePrediction[], wish: ExampleWish): readonly ExamplePrediction[] {
  const search = wish.search.trim().toLowerCase();
  const picked = examples.filter(
    (example) =>
      example.split === wish.split &&
      !(wish.wrongOnly && example.truth === example.prediction) &&
      (wish.pair === null || hasPair(example, wish.pair, wish.everyToken)) &&
      (search === '' || holds(example, search)),
  );
  return wish.order === 'data' ? picked : picked.sort((a, b) => orLeast(b.loss) - orLeast(a.loss));
}

/** The splits that there are examples of, the test split first. */
export function splitsOf(examples: readonly ExamplePrediction[]): readonly ExamplePrediction['split'][] {
  const splits = ['test', 'validation'] as const;
  return splits.filter((split) => examples.some((example) => example.split === split));
}

/** The tokens of a prediction beside those of its truth; as one piece where the two cannot be laid side by side. */
export function compareTokens({ truth, prediction }: Pick<ExamplePrediction, 'truth' | 'prediction'>): ComparedToken[] {
  const [wanted, said] = [truth.split(' '), prediction.split(' ')];
  if (wanted.length !== said.length) return [{ text: prediction, wrong: truth !== prediction }];
  return said.map((text, index) => ({ text, wrong: text !== wanted[index] }));
}

function hasPair(example: ExamplePrediction, pair: ConfusedPair, everyToken: boolean): boolean {
  if (!everyToken) return example.truth === pair.truth && example.prediction === pair.prediction;
  const said = example.prediction.split(' ');
  return example.truth.split(' ').some((tag, index) => tag === pair.truth && said[index] === pair.prediction);
}

function holds({ input, truth, prediction }: ExamplePrediction, search: string): boolean {
  return [input, truth, prediction].some((text) => text.toLowerCase().includes(search));
}

function orLeast(loss: number | null): number {
  return loss === null || Number.isNaN(loss) ? -Infinity : loss;
}
