import { t } from '@vscode/l10n';
import type { PreviewImageSize } from '../../src/contracts/preview.ts';
import { element } from '../shared/element.ts';
import { formatCount } from '../shared/formatNumber.ts';
import { barList } from './barList.ts';

/** Sizes that are listed at most. */
const MOST = 8;

/** The sizes of the pictures that were looked at, of `pictures`, the most frequent first; nothing without pictures. */
export function imageSizesView(sizes: readonly PreviewImageSize[], pictures: number): readonly HTMLElement[] {
  if (sizes.length === 0) return [];
  const seen = sizes.reduce((sum, { count }) => sum + count, 0);
  const note = t('{0} of {1} were looked at.', formatCount(seen), formatCount(pictures));
  const rows = sizes.slice(0, MOST).map(({ width, height, channels, count }) => ({
    label: `${t('{0} x {1} pixels', width, height)}, ${describeChannels(channels)}`,
    count,
  }));
  const rest = sizes.slice(MOST).reduce((sum, { count }) => sum + count, 0);
  return [
    element(
      'section',
      {},
      element('h2', {}, t('Sizes of the pictures')),
      element(
        'div',
        { class: 'card' },
        barList(rows, rest),
        ...(seen < pictures ? [element('p', { class: 'card-note' }, note)] : []),
      ),
    ),
  ];
}

function describeChannels(channels: number): string {
  if (channels >= 3) return channels === 4 ? t('colours and alpha') : t('colours');
  return channels === 2 ? t('grey and alpha') : t('grey');
}
