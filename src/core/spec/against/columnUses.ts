import type { Path } from '../jsonDocument.ts';
import type { DataView } from './dataView.ts';

/** What a column must hold where a spec names it. */
export type ColumnRole = 'time' | 'number' | 'text' | 'label' | 'any';

/** One place of a spec that names a column. */
export interface ColumnUse {
  readonly path: Path;
  readonly name: string;
  readonly role: ColumnRole;
}

const LISTS: readonly Path[] = [
  ['data', 'input', 'columns'],
  ['data', 'input', 'covariates', 'past'],
  ['data', 'input', 'covariates', 'future'],
  ['data', 'target', 'columns'],
];

/** Every place of a spec that names a column of its data. */
export function collectColumnUses(view: DataView): readonly ColumnUse[] {
  const one = (path: Path, role: ColumnRole): readonly ColumnUse[] => {
    const name = view.text(path);
    return name === null ? [] : [{ path, name, role }];
  };
  return [
    ...one(['data', 'time'], 'time'),
    ...one(['data', 'groupBy'], 'any'),
    ...LISTS.flatMap((path) =>
      view.texts(path).map(({ text, index }): ColumnUse => ({ path: [...path, index], name: text, role: 'number' })),
    ),
    ...one(['data', 'input', 'column'], 'text'),
    ...one(['data', 'target', 'column'], targetRole(view)),
    ...one(['data', 'split', 'column'], 'any'),
  ];
}

function targetRole(view: DataView): ColumnRole {
  const type = view.text(['data', 'target', 'type']);
  if (type === 'number') return 'number';
  return type === 'category' ? 'label' : 'text';
}
