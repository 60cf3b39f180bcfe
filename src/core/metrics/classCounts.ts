import type { ClassFigures, ClassReport, ClassScores } from '../../contracts/evaluation.ts';

/** With more classes, which of them was taken for which fills more than a screen, and a file. */
const MOST_CONFUSED = 100;

/** Counts how often each class was taken for each other. */
export interface ClassCounts {
  /** Decisions counted. */
  readonly total: number;
  add(truth: number, prediction: number): void;
  /** Counts something that was taken for no class: it is not found, and wrong. */
  miss(truth: number): void;
  /** Share of right decisions; NaN without any. */
  accuracy(): number;
  averages(): ClassReport['averages'];
  report(split: ClassReport['split']): ClassReport;
}

/**
 * The scores are scikit-learn's (`precision_recall_fscore_support`, `zero_division=0`), with tp, fp and fn counted a
 * class: precision tp / (tp + fp), recall tp / (tp + fn), f1 2 tp / (2 tp + fp + fn), each 0 where its divisor is 0.
 * Averages are over the classes that occur in truth or prediction: `macro` counts them alike, `weighted` by their
 * support, `micro` takes tp, fp and fn of all together. Without any decision they are NaN, `micro` 0.
 */
export function createClassCounts(labels: readonly string[]): ClassCounts {
  const classes = labels.length;
  const [right, predicted, support] = [new Float64Array(classes), new Float64Array(classes), new Float64Array(classes)];
  const confusion = classes <= MOST_CONFUSED ? new Float64Array(classes * classes) : null;
  let total = 0;
  const perClass = (): ClassFigures[] =>
    labels.map((_, index) => scoreClass(right[index] ?? 0, predicted[index] ?? 0, support[index] ?? 0));
  const averages = (): ClassReport['averages'] => {
    const seen = perClass().filter((_, index) => (predicted[index] ?? 0) + (support[index] ?? 0) > 0);
    return {
      macro: averageScores(seen, () => 1),
      micro: scoreClass(sumOf(right), sumOf(predicted), total),
      weighted: averageScores(seen, ({ support: weight }) => weight),
    };
  };
  return {
    get total() {
      return total;
    },
    add(truth, prediction) {
      if (!(truth >= 0 && truth < classes && prediction >= 0 && prediction < classes)) {
        throw new Error(`Class ${truth} taken for ${prediction}, of ${classes} classes`);
      }
      total++;
      increase(predicted, prediction);
      increase(support, truth);
      if (truth === prediction) increase(right, truth);
      if (confusion !== null) increase(confusion, truth * classes + prediction);
    },
    miss(truth) {
      total++;
      increase(support, truth);
    },
    accuracy: () => sumOf(right) / total,
    averages,
    report: (split) => ({
      split,
      labels,
      confusion:
        confusion === null ? null : labels.map((_, row) => [...confusion.subarray(row * classes, (row + 1) * classes)]),
      perClass: perClass(),
      averages: averages(),
    }),
  };
}

/** The scores from numbers of right decisions, of those for a class and of those that have it. */
export function scoreClass(right: number, predicted: number, support: number): ClassFigures {
  return {
    precision: predicted === 0 ? 0 : right / predicted,
    recall: support === 0 ? 0 : right / support,
    f1: predicted + support === 0 ? 0 : (2 * right) / (predicted + support),
    support,
  };
}

function averageScores(classes: readonly ClassFigures[], weigh: (figures: ClassFigures) => number): ClassScores {
  const weights = classes.reduce((sum, figures) => sum + weigh(figures), 0);
  const mean = (score: keyof ClassScores): number =>
    classes.reduce((sum, figures) => sum + weigh(figures) * figures[score], 0) / weights;
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function increase(values: Float64Array, index: number): void {
  values[index] = (values[index] ?? 0) + 1;
}
