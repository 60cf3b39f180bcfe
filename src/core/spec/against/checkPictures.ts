import { describeMixedSizes } from '../../data/images/mixedSizes.ts';
import { remark } from '../remark.ts';
import type { Comparison, DataRemark } from './dataRemark.ts';

/** Tells of pictures of different sizes, which are all brought to one: a warning where that changes their shapes. */
export function checkPictures({ view, facts }: Comparison): readonly DataRemark[] {
  const path = ['data', 'input', 'size'];
  const [rows, columns, ...others] = view.numbers(path);
  if (rows === undefined || columns === undefined || others.length > 0) return [];
  const mixed = describeMixedSizes(
    facts.imageSizes.map(({ example, width, height }) => ({ name: example, width, height })),
    [rows, columns],
  );
  return mixed === null
    ? []
    : [remark('picturesMixed', path, mixed.message, mixed.stretched ? 'warning' : 'information')];
}
