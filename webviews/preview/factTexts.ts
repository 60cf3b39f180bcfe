import { t } from '@vscode/l10n';
import type { PreviewSnapshot } from '../../src/contracts/preview.ts';
import { formatCount } from '../shared/formatNumber.ts';
import { describeBytes, describeRows } from './texts.ts';

/** What the line below the title says. */
export function collectFactTexts(snapshot: PreviewSnapshot): readonly string[] {
  const { columns, bytes, modified, rowsSampled, rows, kind } = snapshot;
  return [
    describeRows(snapshot),
    ...(kind === 'table' ? [t('{0} columns', formatCount(columns.length))] : []),
    ...(bytes > 0 ? [describeBytes(bytes)] : []),
    t('changed {0}', new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(modified)),
    ...(rows.exact ? [] : [t('figures from {0} of them', formatCount(rowsSampled))]),
  ];
}
