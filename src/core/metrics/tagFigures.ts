import type { Metric } from '../../contracts/trainingPlan.ts';
import { createClassCounts, scoreClass } from './classCounts.ts';
import type { ClassAccumulator } from './classFigures.ts';
import { areEntityTags, findEntities } from './entities.ts';
import { forEachEntry } from './entries.ts';
import { pickFigures } from './pickFigures.ts';

/** The figures of a tagging; those of entities only where tags are places in entities. */
export const TAG_METRICS = [
  'tokenAccuracy',
  'entityPrecision',
  'entityRecall',
  'entityF1',
  'f1Micro',
  'f1Weighted',
  'crossentropy',
] as const satisfies readonly Metric[];

export type TagMetric = (typeof TAG_METRICS)[number];

/**
 * Adds up figures of tags over a whole split, padding left out: `tokenAccuracy` is the share of right tags. An entity
 * is right where first and last tag and type are; precision, recall and f1 are those of all entities together, as
 * `conlleval` counts them, 0 where there is nothing to divide by. Tags behind the end of what the model reads are wrong;
 * `crossentropy`, the mean of -ln of the probability of the true tag in nats, knows of those that were read. `f1Micro` and
 * `f1Weighted` are those of the tags, as `createClassCounts` defines them.
 */
export function createTagFigures(labels: readonly string[], metrics: readonly TagMetric[]): ClassAccumulator {
  const counts = createClassCounts(labels);
  let [read, logLossSum] = [0, 0];
  const entities = areEntityTags(labels) ? createEntityCounts(labels) : null;
  return {
    add(batch, answers) {
      const width = batch.target.data.length / batch.size;
      let [example, truths, predictions]: [number, number[], number[]] = [0, [], []];
      const endExample = (): void => {
        const unread = batch.references?.[example]?.subarray(truths.length) ?? [];
        for (const tag of unread) counts.miss(tag);
        entities?.add([...truths, ...unread], predictions);
        [truths, predictions] = [[], []];
      };
      forEachEntry(batch, answers, (truth, prediction, logLoss, index) => {
        counts.add(truth, prediction);
        read++;
        logLossSum += logLoss;
        if (Math.floor(index / width) !== example) endExample();
        example = Math.floor(index / width);
        truths.push(truth);
        predictions.push(prediction);
      });
      endExample();
    },
    values() {
      const found = entities?.scores();
      const { micro, weighted } = counts.averages();
      return pickFigures(metrics, {
        tokenAccuracy: counts.accuracy(),
        f1Micro: micro.f1,
        f1Weighted: weighted.f1,
        crossentropy: logLossSum / read,
        ...(found !== undefined && {
          entityPrecision: found.precision,
          entityRecall: found.recall,
          entityF1: found.f1,
        }),
      });
    },
    report: (split) => counts.report(split),
  };
}

function createEntityCounts(labels: readonly string[]) {
  let [right, predicted, support] = [0, 0, 0];
  const find = (tags: readonly number[]): readonly string[] =>
    findEntities(tags.map((tag) => labels[tag] ?? 'O')).map(({ start, end, type }) => `${start}-${end}-${type}`);
  return {
    /** The tags of one sentence. */
    add(truth: readonly number[], prediction: readonly number[]): void {
      const wanted = new Set(find(truth));
      const found = find(prediction);
      right += found.filter((entity) => wanted.has(entity)).length;
      predicted += found.length;
      support += wanted.size;
    },
    scores: () => scoreClass(right, predicted, support),
  };
}
