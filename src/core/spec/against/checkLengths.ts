import { t } from '@vscode/l10n';
import { windowSpan, type WindowLayout } from '../../data/series/windowLayout.ts';
import { describeSplit, type RowRange, type SplitName, type SplitRanges } from '../../data/splitRows.ts';
import { remark } from '../remark.ts';
import { suggesting, type Comparison, type DataRemark } from './dataRemark.ts';
import { countWindows, layoutOf, rangesOf } from './trainingExamples.ts';

/** Parameters for each number that is to be learned, above which a model mostly learns by heart. */
const MANY_PARAMETERS = 30;

const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];

/** Checks that there are rows enough for every split, and examples enough for a model of `parameters` parameters. */
export function checkLengths(comparison: Comparison, parameters: number | null): readonly DataRemark[] {
  const layout = layoutOf(comparison);
  if (layout === null) return checkRowCount(comparison);
  const ranges = rangesOf(comparison);
  if (ranges === null) return [];
  const short = checkSplits(comparison, layout, ranges);
  return short.length > 0 ? short : checkExamples(comparison, layout, ranges, parameters);
}

function checkSplits({ view, facts }: Comparison, layout: WindowLayout, ranges: SplitRanges): readonly DataRemark[] {
  const shares = view.numbers(['data', 'split', 'probabilities']);
  const short = SPLITS.find((name, index) => {
    const wanted = name === 'train' || (shares[index] ?? 0) > 0;
    return wanted && lengthOf(ranges[name]) < windowSpan(layout);
  });
  if (short === undefined) return [];
  const shortest = SPLITS.filter((_, index) => index === 0 || (shares[index] ?? 0) > 0).map((name) =>
    lengthOf(ranges[name]),
  );
  const rows = lengthOf(ranges[short]);
  const text = t(
    'The {split} split has {rows} rows, but one window needs {needed}: use a smaller window or horizon, another split, or more data.',
    { split: describeSplit(short), rows, needed: windowSpan(layout) },
  );
  const severity = facts.rows.exact && view.text(['data', 'split', 'type']) === 'time' ? 'error' : 'warning';
  return [
    suggesting(
      remark('splitTooShort', ['data', 'input', 'windowSize'], text, severity),
      longestWindow(Math.min(...shortest), layout),
    ),
  ];
}

function lengthOf({ start, end }: RowRange): number {
  return end - start;
}

/** The longest window that fits into so many rows, as text; `undefined` where none does. */
function longestWindow(rows: number, { horizon, samplingRate }: WindowLayout): string | undefined {
  const windowSize = Math.floor((rows - 1) / samplingRate) + 1 - horizon;
  return windowSize < 1 ? undefined : String(windowSize);
}

function checkExamples(
  { view }: Comparison,
  layout: WindowLayout,
  { train }: SplitRanges,
  parameters: number | null,
): readonly DataRemark[] {
  const windows = countWindows(train, layout);
  const outputs = Math.max(1, layout.horizon * view.texts(['data', 'target', 'columns']).length);
  if (parameters === null || parameters < MANY_PARAMETERS * windows * outputs) return [];
  const text = t(
    'There are only {windows} windows to train {parameters} parameters: the model can learn them by heart. Use fewer units, or more data.',
    { windows, parameters },
  );
  return [remark('fewExamples', ['layers'], text, 'warning')];
}

/** Without windows every row is an example: each split needs one at least. */
function checkRowCount({ view, facts }: Comparison): readonly DataRemark[] {
  // A running text is one sequence: its parts are shared out, not its lines.
  if (facts.kind === 'text' && view.text(['data', 'target', 'type']) === 'next') return [];
  const path = ['data', 'split', 'probabilities'];
  const empty = SPLITS.find((_, index) => {
    const share = view.numbers(path)[index] ?? 0;
    return share > 0 && Math.round(share * facts.rows.count) < 1;
  });
  if (empty === undefined || facts.rows.count === 0 || !facts.rows.exact) return [];
  const text = t('{source} has {rows} rows: the {split} split would have none of them.', {
    source: facts.source,
    rows: facts.rows.count,
    split: describeSplit(empty),
  });
  return [remark('splitTooShort', path, text)];
}
