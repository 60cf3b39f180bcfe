import { t } from '@vscode/l10n';
import type { PreviewImageSize } from '../../src/contracts/preview.ts';
import { element } from '../shared/element.ts';
import { barList } from './barList.ts';

/** Sizes that are listed at most. */
const MOST = 8;

/** The sizes of pictures, the most frequent first; nothing without pictures. */
export function imageSizesView(sizes: readonly PreviewImageSize[]): readonly HTMLElement[] {
  if (sizes.length === 0) return [];
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
      element('div', { class: 'card' }, barList(rows, rest)),
    ),
  ];
}

function describeChannels(channels: number): string {
  if (channels >= 3) return channels === 4 ? t('colours and alpha') : t('colours');
  return channels === 2 ? t('grey and alpha') : t('grey');
}
