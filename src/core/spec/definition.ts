import type { OffsetRange } from '../../contracts/problem.ts';
import type { Analysis } from './analyse.ts';
import { pathOf, rangeOf } from './jsonDocument.ts';
import { nameKindOf } from './nameKinds.ts';
import { textValueAt } from './nodeAtOffset.ts';
import { layerNamedBy } from './references/layerNames.ts';

/** Where the thing is that a token names. */
export type Definition =
  | {
      readonly kind: 'layer';
      readonly origin: OffsetRange;
      /** The token to go to: the layer's name, or its type where it has none. */
      readonly target: OffsetRange;
      /** The whole layer. */
      readonly whole: OffsetRange;
    }
  /** `path` as the spec gives it: relative to its folder, or a pattern. */
  | { readonly kind: 'file' | 'run'; readonly origin: OffsetRange; readonly path: string };

/** The definition of what stands at `offset`: a layer by its name, or the file of the data; `null` for all else. */
export function definition(analysis: Analysis, offset: number): Definition | null {
  const node = textValueAt(analysis.document.root, offset);
  if (node === undefined) return null;
  const origin = rangeOf(node);
  const kind = nameKindOf(pathOf(node));
  if (kind === 'file' || kind === 'run') return { kind, origin, path: node.value };
  const layer = layerNamedBy(analysis, node);
  if (layer === undefined) return null;
  const target = rangeOf(layer.nameNode ?? layer.typeNode ?? layer.node);
  return { kind: 'layer', origin, target, whole: rangeOf(layer.node) };
}
