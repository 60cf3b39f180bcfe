import { openDataView } from './against/dataView.ts';
import type { Analysis } from './analyse.ts';

/** Where a spec's data is, and how it is to be read. */
export interface DataSource {
  /** Path as the spec names it: relative to its folder, or absolute. */
  readonly source: string;
  /** The character between two cells that the spec says, if any. */
  readonly delimiter: string | null;
}

/** Where a spec says that its data is, whatever else is wrong with it; `null` where it does not say. */
export function dataSourceOf({ document }: Pick<Analysis, 'document'>): DataSource | null {
  const view = openDataView(document.root);
  const source = view.text(['data', 'source']);
  return source === null ? null : { source, delimiter: view.text(['data', 'delimiter']) };
}
