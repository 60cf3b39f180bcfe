import { t } from '@vscode/l10n';
import { windowsFollow } from '../data/series/windowLayout.ts';
import type { Sections } from './readSections.ts';
import { remark, type Remark } from './remark.ts';
import type { DataSpec } from './table/specTable.ts';

/** Warns where a state of a layer is to go on from window to window, but no window follows another. */
export function checkStates({ data, layers, training }: Sections): readonly Remark[] {
  return layers.flatMap((layer, index) => {
    if (layer === null || !('stateful' in layer) || !layer.stateful) return [];
    const path = ['layers', index, 'stateful'];
    return [
      ...(training?.shuffle === true ? [remark('statefulShuffled', path, explainShuffled(), 'warning')] : []),
      ...(data === null ? [] : followsOf(data, path)),
    ];
  });
}

function explainShuffled(): string {
  return t(
    'The windows are shuffled, so that hardly one follows another, and states begin with zeros: set "shuffle" of the training to false.',
  );
}

function followsOf({ source, input, target, split }: DataSpec, path: Remark['path']): readonly Remark[] {
  const alone = (text: string): readonly Remark[] => [remark('statefulAlone', path, text, 'warning')];
  if (input.type === 'timeseries') {
    const rows = input.windowSize * input.samplingRate;
    if (windowsFollow(input)) {
      if (split.type !== 'random' && split.type !== 'stratify') return [];
      return alone(
        t(
          'Windows are shared out by chance, so that hardly one follows another in its part of the split: use a split of type "time".',
        ),
      );
    }
    return [
      { ...remark('statefulWindows', path, explainStride(input.stride, rows), 'warning'), suggestion: String(rows) },
    ];
  }
  if (input.type !== 'text' || target.type !== 'next') {
    return alone(t('Each example stands by itself: none follows another, and the state of each begins with zeros.'));
  }
  if (isRunning(source)) {
    if (split.type === 'time') return [];
    return alone(
      t(
        'Windows are shared out by chance, so that none follows another: use a split of type "time", which keeps the text whole.',
      ),
    );
  }
  if (input.maxSequenceLength !== undefined) return [];
  return alone(
    t(
      'Each text is one window, whose state begins with zeros: set "maxSequenceLength" to cut texts into windows that follow each other.',
    ),
  );
}

/** Whether a language model reads one text that runs over all lines, as `prepareLanguageModel` does. */
function isRunning(source: string): boolean {
  return /\.txt$/i.test(source);
}

function explainStride(stride: number, rows: number): string {
  return stride < rows
    ? t(
        'Windows begin every {stride} rows but reach over {rows}, so that none begins where another ended, and states begin with zeros: set "stride" of the input to {rows}.',
        { stride, rows },
      )
    : t(
        'Windows begin every {stride} rows but reach over {rows}: the rows between them are skipped, and states begin with zeros. Set "stride" of the input to {rows}.',
        { stride, rows },
      );
}
