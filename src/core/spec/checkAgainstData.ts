import type { Problem } from '../../contracts/problem.ts';
import type { UnreadableData } from '../data/facts/dataFacts.ts';
import type { SampledData } from '../data/facts/dataSample.ts';
import { checkContents, checkNames } from './against/checkColumns.ts';
import { checkGrid } from './against/checkGrid.ts';
import { checkLengths } from './against/checkLengths.ts';
import { checkPictures } from './against/checkPictures.ts';
import { checkSource, checkUnreadable } from './against/checkSource.ts';
import { checkSteps } from './against/checkSteps.ts';
import { checkValues } from './against/checkValues.ts';
import { collectColumnUses } from './against/columnUses.ts';
import type { Comparison, DataRemark, KnownUse } from './against/dataRemark.ts';
import { openDataView } from './against/dataView.ts';
import { futureRowsOf } from './against/futureRows.ts';
import type { Analysis } from './analyse.ts';
import { countParameters } from './countParameters.ts';
import { tidyProblems, withSuggestion } from './problem.ts';
import { toProblem } from './remark.ts';

/**
 * What is wrong with a spec beside its data, found while it is typed: it looks at a sample, so that training may still
 * find more. Parts of the spec that are wrong by themselves are passed over.
 */
export function checkAgainstData(
  { document: { root }, plan }: Analysis,
  data: SampledData | UnreadableData,
): readonly Problem[] {
  const remarks = data.kind === 'unreadable' ? checkUnreadable(data) : compare(root, plan, data);
  return tidyProblems(remarks.map((one) => withSuggestion(toProblem(root, one), one.suggestion)));
}

function compare(
  root: Analysis['document']['root'],
  plan: Analysis['plan'],
  { sample, facts }: SampledData,
): readonly DataRemark[] {
  const view = openDataView(root);
  const uses = collectColumnUses(view);
  const future = futureRowsOf(view, sample);
  const source = checkSource({ view, facts, sample, future, known: [] });
  // Nothing of the columns is known while the header is not read as it should be.
  if (source.some(({ kind }) => kind === 'delimiterMismatch' || kind === 'sourceUnsuited')) return source;
  const known = uses.flatMap((use): readonly KnownUse[] => {
    const columns = facts.columns.filter(({ name }) => name === use.name);
    return columns.length === 1 ? columns.map((column) => ({ ...use, column })) : [];
  });
  const comparison: Comparison = { view, facts, sample, future, known };
  return [
    ...source,
    ...checkNames(uses, facts),
    ...checkContents(comparison),
    ...checkGrid(comparison),
    ...checkValues(comparison),
    ...checkPictures(comparison),
    ...checkLengths(comparison, plan === null ? null : countParameters(plan.model.layers).trainable),
    ...checkSteps(comparison, plan?.training ?? null),
  ];
}
