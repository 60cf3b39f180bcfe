import { t } from '@vscode/l10n';
import type { Problem } from '../../contracts/problem.ts';
import type { Analysis } from './analyse.ts';
import { nodeAt, tokenAt } from './jsonDocument.ts';
import { problem, withSuggestion } from './problem.ts';
import { nearestWord } from './suggest.ts';

const PLACE = ['training', 'initializeFrom', 'run'];

/** The run that a spec begins from, by its name or the path of its folder; `null` where it begins from none. */
export function runNamedBy({ document }: Analysis): string | null {
  const node = nodeAt(document.root, PLACE);
  return node?.type === 'string' && node.value !== '' ? node.value : null;
}

/**
 * What is wrong with the run that a spec begins from, where neither a run of this name nor a folder with one was found
 * (finding them is the caller's). `names` are those of the runs that there are. A warning: the run may be yet to come.
 */
export function checkAgainstRuns(analysis: Analysis, names: readonly string[]): readonly Problem[] {
  const named = runNamedBy(analysis);
  if (named === null || names.includes(named)) return [];
  const nearest = nearestWord(named, names);
  const hint = nearest === undefined ? '' : ` ${t('Did you mean "{0}"?', nearest)}`;
  const text = t('There is no run "{0}" beside this spec, and no folder with a run at that path.', named);
  const range = tokenAt(analysis.document.root, PLACE);
  return [withSuggestion(problem('runMissing', range, text + hint, 'warning'), nearest)];
}
