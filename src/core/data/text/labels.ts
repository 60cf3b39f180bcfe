import { t } from '@vscode/l10n';
import type { ClassWeightPlan } from '../../../contracts/dataPlan.ts';
import type { FittedLabels } from '../../../contracts/fitted.ts';
import { UserError } from '../../../contracts/userError.ts';
import { nearestWord } from '../../spec/suggest.ts';
import { describeSplit, type SplitName } from '../splitRows.ts';

/** The different labels, sorted: whole numbers by size, everything else by its characters, alike in every language. */
export function fitLabels(values: Iterable<string>): FittedLabels {
  const labels = [...new Set(values)];
  const areNumbers = labels.every((label) => /^[+-]?\d{1,15}$/.test(label));
  return { type: 'labels', labels: areNumbers ? labels.sort((a, b) => Number(a) - Number(b)) : labels.sort() };
}

/** Number of each label. */
export function indexLabels({ labels }: FittedLabels): ReadonlyMap<string, number> {
  return new Map(labels.map((label, index) => [label, index]));
}

/**
 * How much an example of each class counts in the loss, `[labels]`; `null` without weights. Balanced weights are
 * n / (classes * count), as scikit-learn's (King & Zeng 2001).
 *
 * @param counts training examples of each class
 * @throws UserError for a weight of a label that the training rows do not have
 */
export function fitClassWeights(
  plan: ClassWeightPlan | null,
  { labels }: FittedLabels,
  counts: Uint32Array,
): Float32Array | null {
  if (plan === null) return null;
  if (plan.type === 'weights') return givenWeights(plan.weights, labels);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Float32Array.from(counts, (count) => (count === 0 ? 1 : total / (counts.length * count)));
}

function givenWeights(weights: Readonly<Record<string, number>>, labels: readonly string[]): Float32Array {
  const unknown = Object.keys(weights).find((label) => !labels.includes(label));
  if (unknown !== undefined) throw new UserError(explainUnknown(unknown, labels));
  return Float32Array.from(labels, (label) => (Object.hasOwn(weights, label) ? (weights[label] ?? 1) : 1));
}

function explainUnknown(label: string, labels: readonly string[]): string {
  const nearest = nearestWord(label, labels);
  const hint = nearest === undefined ? '' : ` ${t('Did you mean "{0}"?', nearest)}`;
  const fact = t('data.classWeight has a weight for "{0}", but the training rows have no such label.', label);
  return `${fact}${hint} ${t('They have: {0}.', listLabels(labels))}`;
}

/** More labels than these make no message better. */
const MOST_LISTED = 20;

/** Labels in quotes for a message, the first ones where there are many. */
export function listLabels(labels: readonly string[]): string {
  const shown = labels.slice(0, MOST_LISTED).map((label) => `"${label}"`);
  return labels.length > MOST_LISTED ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** @throws UserError where there are fewer than two labels to tell apart */
export function checkLabels(labels: readonly string[], { source }: { readonly source: string }, column: string): void {
  if (labels.length >= 2) return;
  throw new UserError(
    t(
      '{source}, column "{column}": all training rows have the label {labels}. Choose a column with at least two labels, or a split of type stratify.',
      { source, column, labels: listLabels(labels) },
    ),
  );
}

/** Localized: what is wrong with a label that only a held-out split has, which can neither be learned nor be answered. */
export function explainHeldOut(split: SplitName, label: string, known: readonly string[]): string {
  return t(
    'The {split} split has the label "{label}", which the training rows do not have (they have {labels}). Use a split of type stratify, add training rows with it, or mend the label.',
    { split: describeSplit(split), label, labels: listLabels(known) },
  );
}
