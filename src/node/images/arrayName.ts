/** What the name of an array or of its file tells. */
export interface ArrayName {
  /** The part that it belongs to: `train-images`, `x_test`. `null` where it names none. */
  readonly part: 'train' | 'validation' | 'test' | null;
  /** `x`, `images`, … and `y`, `labels`, …; `null` for any other name. */
  readonly role: 'input' | 'label' | null;
  /** What is left of the name, joined by `_`. */
  readonly stem: string;
}

const PARTS: ReadonlyMap<string, NonNullable<ArrayName['part']>> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['validation', 'validation'],
  ['valid', 'validation'],
  ['val', 'validation'],
  ['dev', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
  ['t10k', 'test'],
]);

const INPUTS = new Set(['x', 'image', 'images', 'video', 'videos', 'clips', 'frames']);
const LABELS = new Set(['y', 'label', 'labels', 'target', 'targets', 'class', 'classes']);

/** Words of file names that say how something is stored, as in `train-images-idx3-ubyte.gz`. */
const STORAGE = /^(idx\d?|ubyte|npy|gz)$/;

/** The part that a word names, if any: `train`, `val`, `t10k`. */
export function partOf(word: string): NonNullable<ArrayName['part']> | null {
  return PARTS.get(word.toLowerCase()) ?? null;
}

/** Takes the name of an array or of its file apart. */
export function parseArrayName(name: string): ArrayName {
  const words = name.split(/[-_.\s]+/).filter((word) => word !== '' && !STORAGE.test(word));
  const partWord = words.find((word) => partOf(word) !== null);
  const rest = words.filter((word) => word !== partWord);
  const roleWord = rest.find((word) => roleOf(word) !== null);
  return {
    part: partWord === undefined ? null : partOf(partWord),
    role: roleWord === undefined ? null : roleOf(roleWord),
    stem: rest.filter((word) => word !== roleWord).join('_'),
  };
}

function roleOf(word: string): ArrayName['role'] {
  const small = word.toLowerCase();
  if (INPUTS.has(small)) return 'input';
  return LABELS.has(small) ? 'label' : null;
}
