import { t } from '@vscode/l10n';
import { BASELINE_NAMES } from '../../contracts/evaluation.ts';
import type { AssertionPlan, Comparison } from '../../contracts/searchPlan.ts';
import { checkMonitor, type Measured } from './checkTraining.ts';
import { wordList } from './fieldTexts.ts';
import { remark, type Remark } from './remark.ts';
import { nearestWord } from './suggest.ts';
import { monitors } from './table/training/metrics.ts';
import { traitsOf } from './task.ts';

/** Reads expectations such as `validationLoss < 0.01` or `beats: seasonalNaive`; those in error are left out. */
export function readAssertions(texts: readonly string[]): readonly AssertionPlan[] {
  return texts.flatMap((text) => {
    const parsed = parseAssertion(text);
    return typeof parsed === 'string' || 'word' in parsed ? [] : [parsed];
  });
}

/** What is wrong with expectations. */
export function checkAssertions(texts: readonly string[], measured: Measured): readonly Remark[] {
  return texts.flatMap((text, index) => checkAssertion(text, ['assert', index], measured));
}

function checkAssertion(text: string, path: readonly (string | number)[], measured: Measured): readonly Remark[] {
  const parsed = parseAssertion(text);
  if (typeof parsed === 'string') return [remark('assertionUnclear', path, parsed)];
  if ('word' in parsed) return [unknownWord(text, parsed, path)];
  if (parsed.kind === 'figure') return checkMonitor(parsed.figure, path, measured);
  const known = measured.task === null ? BASELINE_NAMES : traitsOf(measured.task).baselines;
  if (known.some((baseline) => baseline === parsed.baseline)) return [];
  const message = t('There is no baseline "{0}" for this task; there are {1}.', parsed.baseline, wordList(known));
  return [remark('baselineUnfit', path, message)];
}

/** A word that was not understood, and those that would be. */
interface UnknownWord {
  readonly word: string;
  readonly candidates: readonly string[];
}

/** The expectation, a word of it that is unknown, or what is wrong with its form. */
function parseAssertion(text: string): AssertionPlan | UnknownWord | string {
  const beats = /^\s*beats\s*:\s*(\w+)\s*$/.exec(text)?.[1];
  if (beats !== undefined) {
    const baseline = BASELINE_NAMES.find((one) => one === beats);
    return baseline === undefined ? { word: beats, candidates: BASELINE_NAMES } : { kind: 'beats', baseline };
  }
  const parts = /^\s*(\w+)\s*(<=|>=|<|>)\s*(\S+)\s*$/.exec(text);
  if (parts === null) return t('An expectation looks like {0} or {1}.', '"validationLoss < 0.01"', '"beats: naive"');
  const [, word = '', operator = '<', number = ''] = parts;
  const value = Number(number);
  if (!Number.isFinite(value)) return t('"{0}" is not a number.', number);
  const figure = monitors.find((one) => one === word);
  // The pattern lets only the four comparisons through.
  return figure === undefined
    ? { word, candidates: monitors }
    : { kind: 'figure', figure, operator: operator as Comparison, value };
}

function unknownWord(text: string, { word, candidates }: UnknownWord, path: readonly (string | number)[]): Remark {
  const near = nearestWord(word, candidates);
  if (near !== undefined) {
    const told = remark('assertionUnclear', path, t('Unknown word "{0}". Did you mean "{1}"?', word, near));
    return { ...told, suggestion: text.replace(word, near) };
  }
  const some = candidates.slice(0, 6);
  return remark('assertionUnclear', path, t('Unknown word "{0}". Known are {1} and more.', word, wordList(some)));
}
