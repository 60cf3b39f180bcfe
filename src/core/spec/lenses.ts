import type { OffsetRange } from '../../contracts/problem.ts';
import type { Analysis } from './analyse.ts';

/** What a person can do with a part of a spec, above the line where it begins. */
export interface SpecLens {
  readonly kind: 'train' | 'inspect' | 'describe' | 'previewData';
  readonly range: OffsetRange;
}

/** Training stands at the start of the spec, data and layers have their own views. Empty in a document without a spec. */
export function lenses({ document }: Analysis): readonly SpecLens[] {
  const { root } = document;
  if (root?.type !== 'object') return [];
  const start = { start: root.offset, end: root.offset + 1 };
  const keyed = (kind: SpecLens['kind'], key: string): readonly SpecLens[] => {
    const property = root.properties.find(({ keyNode }) => keyNode.value === key);
    if (property === undefined) return [];
    const { offset, length } = property.keyNode;
    return [{ kind, range: { start: offset, end: offset + length } }];
  };
  return [
    { kind: 'train', range: start },
    { kind: 'inspect', range: start },
    ...keyed('previewData', 'data'),
    ...keyed('describe', 'layers'),
  ];
}
