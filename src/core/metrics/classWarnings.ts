import { t } from '@vscode/l10n';
import type { ClassReport, Evaluation } from '../../contracts/evaluation.ts';
import { describeSplit } from '../data/splitRows.ts';
import { compareWithBaselines } from './baselineWarnings.ts';

/** So many names are told; of more, only the number. */
const MOST_NAMES = 5;

/**
 * Localized sentences about a model of classes or tags: baselines that it does not beat by `metrics`, classes that it
 * never answers with although they occur, and classes that the split has no example of.
 */
export function collectClassWarnings(
  evaluation: Omit<Evaluation, 'warnings'>,
  metrics: readonly string[],
): readonly string[] {
  const warnings = compareWithBaselines(evaluation, metrics);
  const { classes } = evaluation;
  return classes === null ? warnings : [...warnings, ...findIgnored(classes), ...findMissing(classes)];
}

function findIgnored({ split, labels, perClass }: ClassReport): readonly string[] {
  const ignored = labels.filter((_, index) => {
    const figures = perClass[index];
    // A class that is never found has no right prediction; whether it has wrong ones, the precision does not tell.
    return figures !== undefined && figures.support > 0 && figures.recall === 0;
  });
  if (ignored.length === 0) return [];
  const values = { split: describeSplit(split), classes: listNames(ignored) };
  return [t('On the {split} split no example of these classes is recognized: {classes}.', values)];
}

function findMissing({ split, labels, perClass }: ClassReport): readonly string[] {
  const missing = labels.filter((_, index) => perClass[index]?.support === 0);
  if (missing.length === 0) return [];
  const values = { split: describeSplit(split), classes: listNames(missing) };
  return [
    t('The {split} split has no example of these classes, so nothing shows how well they are told: {classes}.', values),
  ];
}

function listNames(names: readonly string[]): string {
  const told = names.slice(0, MOST_NAMES).join(', ');
  return names.length <= MOST_NAMES ? told : t('{0} and {1} more', told, names.length - MOST_NAMES);
}
