import { t } from '@vscode/l10n';
import type { OffsetRange, Problem } from '../../contracts/problem.ts';
import type { DataFacts } from '../data/facts/dataFacts.ts';
import type { Analysis } from './analyse.ts';
import { fieldAt } from './fieldAt.ts';
import type { Fix, Fixer, Remedy, Trouble } from './fix/fix.ts';
import {
  fixDelimiter,
  fixDisorder,
  fixLabel,
  fixMissingValues,
  fixSourceKind,
  fixSteps,
  fixWindow,
} from './fix/fixData.ts';
import { fixDuplicateKey, fixMissingKey, fixUnknownKey } from './fix/fixKeys.ts';
import {
  fixCalendar,
  fixDirection,
  fixLeak,
  fixMetric,
  fixParameter,
  fixProbe,
  fixRecursion,
  fixTask,
  removeItem,
} from './fix/fixFit.ts';
import {
  fixForgetting,
  fixPadding,
  fixStride,
  fixTokens,
  fixUnknownLayer,
  removeLayer,
  setTo,
} from './fix/fixGraph.ts';
import { fixHead, fixLinear, fixShape } from './fix/fixLayers.ts';
import {
  fixClipping,
  fixDuplicateName,
  fixEmptyRange,
  fixIdleSchedule,
  fixFillValue,
  fixMonitorMetric,
  fixMonitorSplit,
  fixNotFused,
  fixPatience,
  fixTimeColumn,
  removeKey,
} from './fix/fixMeaning.ts';
import { fixShares } from './fix/fixShares.ts';
import { fixSpace } from './fix/fixSpace.ts';
import { fixSuggested } from './fix/fixSuggested.ts';
import { fixSyntax } from './fix/fixSyntax.ts';
import {
  fixNotAChoice,
  fixOutOfRange,
  fixRepeatedItem,
  fixUnusualValue,
  fixWrongLength,
  fixWrongType,
} from './fix/fixValues.ts';
import { pathOf } from './jsonDocument.ts';
import { nodeStartingAt } from './nodeAtOffset.ts';
import { problemCodes, type ProblemKind } from './problemCodes.ts';
import { overlaps, type TextEdit } from './textEdit.ts';

/** Who mends what; kinds that are not here are mended by their suggestion, where they have one. */
const fixers: Readonly<Partial<Record<ProblemKind, Fixer>>> = {
  duplicateKey: fixDuplicateKey,
  unknownKey: fixUnknownKey,
  missingKey: fixMissingKey,
  wrongType: fixWrongType,
  notAChoice: fixNotAChoice,
  outOfRange: fixOutOfRange,
  wrongLength: fixWrongLength,
  repeatedItem: fixRepeatedItem,
  sharesNotOne: fixShares,
  noTrainingRows: fixShares,
  nothingHeldOut: fixShares,
  timeColumnUsed: fixTimeColumn,
  fillValueMissing: fixFillValue,
  emptyRange: fixEmptyRange,
  delimiterUnusable: removeKey,
  shapeMismatch: fixShape,
  headMismatch: fixHead,
  duplicateName: fixDuplicateName,
  notFused: fixNotFused,
  linearBeforeHead: fixLinear,
  monitorWithoutValidation: fixMonitorSplit,
  monitorNotMeasured: fixMonitorMetric,
  severalClippings: fixClipping,
  patienceTooLong: fixPatience,
  oldVersion: fixNotAChoice,
  taskUnknown: fixTask,
  calendarWithoutTime: fixCalendar,
  columnUsedTwice: removeItem,
  recursiveInput: fixRecursion,
  splitLeaks: fixLeak,
  splitUnfit: fixLeak,
  augmentationUnfit: removeItem,
  classWeightUnfit: removeKey,
  unknownLayer: fixUnknownLayer,
  deadBranch: removeLayer,
  reservedName: fixDuplicateName,
  tokensMismatch: fixTokens,
  gradientFades: fixForgetting,
  paddingRead: fixPadding,
  metricUnfit: fixMetric,
  schedulesCollide: removeKey,
  scheduleIdle: fixIdleSchedule,
  statefulShuffled: setTo(['training', 'shuffle'], false, () => t('Set {0}', '"shuffle": false')),
  statefulWindows: fixStride,
  statefulAlone: removeKey,
  lossBesideCrf: removeKey,
  directionUnfit: fixDirection,
  parameterUnknown: fixParameter,
  spaceIncomplete: fixSpace,
  spaceUnfit: fixSpace,
  probeUnclear: fixProbe,
  plateauTooLate: fixPatience,
  withoutEffect: removeKey,
  unusualValue: fixUnusualValue,
  sourceUnsuited: fixSourceKind,
  timesDisordered: fixDisorder,
  valueMissing: fixMissingValues,
  delimiterMismatch: fixDelimiter,
  splitTooShort: fixWindow,
  scheduleMistimed: fixSteps,
  timesUneven: fixMissingValues,
  labelUnknown: fixLabel,
};

const fixerByCode = new Map<string, Fixer>(
  Object.entries(fixers).map(([kind, fixer]) => [problemCodes[kind as ProblemKind], fixer]),
);

/**
 * The remedies of a problem, or of all problems in a range; those that a person most likely wants first. Problems of
 * the data, which the analysis does not know, can be given too.
 */
export function fixesFor(analysis: Analysis, target: Problem | OffsetRange, facts: DataFacts | null): readonly Fix[] {
  const problems = 'code' in target ? [target] : problemsIn(analysis, target);
  return problems.flatMap((problem) => fixesOf(analysis, problem, facts));
}

/** Kinds with a remedy that guesses nothing, as long as what was meant is known. */
const safeCodes: ReadonlySet<string> = new Set([
  problemCodes.duplicateKey,
  problemCodes.unknownKey,
  problemCodes.notAChoice,
  problemCodes.repeatedItem,
]);

// No spec that a person wrote has more; a generated one is mended in several goes.
const mostAtOnce = 500;

/** Edits that mend, at once, everything that can be mended without guessing. They do not overlap. */
export function fixAll(analysis: Analysis, facts: DataFacts | null): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  const problems = analysis.problems.filter(({ code }) => safeCodes.has(code)).slice(0, mostAtOnce);
  for (const fix of problems.flatMap((problem) => fixesOf(analysis, problem, facts)).filter(({ safe }) => safe)) {
    const isNew = !overlaps(taken, fix.edits) && !taken.some((edit) => fix.edits.some((own) => isSame(own, edit)));
    if (isNew) taken.push(...fix.edits);
  }
  return taken;
}

function isSame(one: TextEdit, other: TextEdit): boolean {
  return one.range.start === other.range.start && one.range.end === other.range.end;
}

function problemsIn({ problems }: Analysis, { start, end }: OffsetRange): readonly Problem[] {
  return problems.filter(({ range }) => range.start <= end && start <= range.end);
}

function fixesOf(analysis: Analysis, problem: Problem, facts: DataFacts | null): readonly Fix[] {
  const remedies =
    problem.code === problemCodes.syntax
      ? fixSyntax(analysis.text, problem.range)
      : remediesOf(analysis, problem, facts);
  return remedies
    .map(({ title, edits, preferred = false, safe = false }) => ({
      title,
      edits,
      preferred,
      safe,
      problemCode: problem.code,
    }))
    .toSorted((a, b) => Number(b.preferred) - Number(a.preferred));
}

function remediesOf(analysis: Analysis, problem: Problem, facts: DataFacts | null): readonly Remedy[] {
  const trouble = troubleOf(analysis, problem, facts);
  if (trouble === null) return [];
  return (fixerByCode.get(problem.code) ?? fixSuggested)(trouble);
}

function troubleOf(analysis: Analysis, problem: Problem, facts: DataFacts | null): Trouble | null {
  const { text, document } = analysis;
  const { root } = document;
  const found = nodeStartingAt(root, problem.range.start);
  if (root === undefined || found === undefined) return null;
  const node = found.type === 'property' ? found.keyNode : found;
  const path = pathOf(node);
  return { analysis, text, root, problem, node, path, field: fieldAt(root, path), facts };
}
