import type { OffsetRange } from '../../contracts/problem.ts';
import type { Analysis } from './analyse.ts';
import { rangeOf } from './jsonDocument.ts';
import { nameKindOf } from './nameKinds.ts';
import { textsIn } from './references/layerNames.ts';

/** A token that leads out of the document. */
export interface SpecLink {
  /** Without the quotes. */
  readonly range: OffsetRange;
  readonly kind: 'file' | 'run' | 'address';
  /** As the spec gives it: a path relative to its folder, the name or folder of a run, or an address. */
  readonly target: string;
}

/** The data source, the run that weights are taken from, and the address of the schema. Patterns lead nowhere. */
export function links({ document }: Analysis): readonly SpecLink[] {
  return textsIn(document.root).flatMap(({ node, path }) => {
    const kind = nameKindOf(path);
    if (kind !== 'file' && kind !== 'run' && kind !== 'address') return [];
    const { start, end } = rangeOf(node);
    if (node.value === '' || (kind === 'file' && /[*?]/.test(node.value))) return [];
    return [{ kind, range: { start: start + 1, end: Math.max(start + 1, end - 1) }, target: node.value }];
  });
}
