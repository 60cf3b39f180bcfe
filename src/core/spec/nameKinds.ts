import type { Path } from './jsonDocument.ts';

/** What a text of a spec names, so that an editor can offer and follow it. */
export type NameKind = 'column' | 'layer' | 'file' | 'run' | 'address' | 'parameter';

const columnKeys: ReadonlySet<string> = new Set(['time', 'groupBy', 'columns', 'column', 'past', 'future']);

/** What the value at a path names; `undefined` where it is a name of nothing, or a layer's own name. */
export function nameKindOf(path: Path): NameKind | undefined {
  const keys = path.filter((step) => typeof step === 'string');
  const key = keys.at(-1) ?? '';
  switch (keys[0] ?? '') {
    case '$schema':
      return keys.length === 1 ? 'address' : undefined;
    case 'data':
      if (key === 'source' || key === 'pretrainedEmbeddings') return 'file';
      return columnKeys.has(key) ? 'column' : undefined;
    case 'layers':
      return key === 'inputs' && typeof path.at(-1) === 'number' ? 'layer' : undefined;
    case 'training':
      return nameInTraining(keys, path);
    default:
      return undefined;
  }
}

function nameInTraining(keys: readonly string[], path: Path): NameKind | undefined {
  if (keys[1] !== 'initializeFrom') return undefined;
  if (keys[2] === 'run') return 'run';
  return keys[2] === 'freeze' && typeof path.at(-1) === 'number' ? 'layer' : undefined;
}

/** Whether the value at a path is a layer's own name. */
export function isLayerName(path: Path): boolean {
  return path[0] === 'layers' && typeof path[1] === 'number' && path.at(-1) === 'name';
}
