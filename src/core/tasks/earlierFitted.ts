import type { NormalizationPlan } from '../../contracts/dataPlan.ts';
import type { FittedData, FittedLabels, FittedPixels, FittedScaler, FittedVocabulary } from '../../contracts/fitted.ts';
import type { Corpus } from '../data/text/corpus.ts';
import { fitLabels } from '../data/text/labels.ts';
import { fitVocabulary, hasTokenOf, type VocabularyLimits } from '../data/text/vocabulary.ts';

/** What an earlier run learned from its training rows to prepare data. */
export interface EarlierFitted extends FittedData {
  /**
   * Whether a side gives way to what these training rows teach where it does not fit them, as for a training that goes
   * on from the run. Otherwise all of it is used as it is: its model is asked or judged.
   */
  readonly givesWay?: boolean;
}

/** What a scaler is fitted for. */
export interface ScalerWish {
  readonly side: 'input' | 'target';
  readonly columns: readonly string[];
  readonly normalization: NormalizationPlan;
}

/** The scaler of an earlier run, which fits the same columns; else what `fit` finds in these rows. */
export function chooseScaler(
  earlier: EarlierFitted | undefined,
  { side, columns, normalization }: ScalerWish,
  fit: () => FittedScaler,
): FittedScaler {
  const known = earlier?.[side];
  if (known?.type !== 'scaler') return fit();
  const fits = known.columns.join('\n') === columns.join('\n') && known.log1p === (normalization.type === 'log1p');
  return fits || earlier?.givesWay !== true ? known : fit();
}

/** The labels of an earlier run, which fit rows that have no others; else those that were seen in these. */
export function chooseLabels(earlier: EarlierFitted | undefined, seen: Iterable<string>): FittedLabels {
  const known = earlier?.target;
  if (known?.type !== 'labels') return fitLabels(seen);
  const own = fitLabels(seen);
  const fits = own.labels.every((label) => known.labels.includes(label));
  return fits || earlier?.givesWay !== true ? known : own;
}

/**
 * The tokens of an earlier run, which fit texts that have any of them, as long as these texts and those of the run; else
 * the vocabulary of these texts.
 */
export function chooseVocabulary(
  earlier: EarlierFitted | undefined,
  corpus: Corpus,
  texts: Uint32Array,
  limits: VocabularyLimits,
): FittedVocabulary {
  const known = earlier?.[limits.side];
  if (known?.type === 'vocabulary' && earlier?.givesWay !== true) return known;
  const own = fitVocabulary(corpus, texts, limits);
  if (known?.type !== 'vocabulary' || !hasTokenOf(known, own, limits.side)) return own;
  const longest = Math.max(own.maxSequenceLength, limits.maxSequenceLength === null ? known.maxSequenceLength : 0);
  return { ...known, maxSequenceLength: longest };
}

/** The pixel statistics of an earlier run, which fit as many channels; else what `fit` finds in these pictures. */
export async function choosePixels(
  earlier: EarlierFitted | undefined,
  { channels, normalization }: { readonly channels: number; readonly normalization: NormalizationPlan },
  fit: () => Promise<FittedPixels>,
): Promise<FittedPixels> {
  const known = earlier?.input;
  if (known?.type !== 'pixels') return fit();
  const fits = known.scale.length === channels && known.log1p === (normalization.type === 'log1p');
  return fits || earlier?.givesWay !== true ? known : fit();
}
