import { t } from '@vscode/l10n';
import type { PreparedData } from '../../contracts/training.ts';
import { formatCount } from '../spec/formatCount.ts';

/** Localized: how many texts are cut; empty where none is. */
export function describeCut({ cut }: Pick<PreparedData, 'cut'>): string {
  const { inputs, targets } = cut ?? { inputs: 0, targets: 0 };
  const sentences = [
    ...(inputs > 0
      ? [t('{0} inputs are longer than what the model reads: their ends are cut.', formatCount(inputs))]
      : []),
    ...(targets > 0
      ? [
          t(
            '{0} targets are longer than what the model writes: their ends are judged, not learned.',
            formatCount(targets),
          ),
        ]
      : []),
  ];
  return sentences.join(' ');
}
