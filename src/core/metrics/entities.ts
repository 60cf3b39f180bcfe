/** A stretch of tags that names one thing: its first and last place, and its type. */
export interface Entity {
  readonly start: number;
  /** The last tag of it, not the one behind. */
  readonly end: number;
  /** What stands after the hyphen; empty where tags have no type. */
  readonly type: string;
}

/** A tag in its two parts: `B-PER` is `B` of type `PER`. */
interface Tag {
  readonly place: 'B' | 'I' | 'E' | 'S' | 'O';
  readonly type: string;
}

/** Other letters for the same places: BILOU's last and unit, BMES's middle. */
const PLACES: Readonly<Record<string, Tag['place']>> = { B: 'B', I: 'I', M: 'I', E: 'E', L: 'E', S: 'S', U: 'S' };

const OUTSIDE: Tag = { place: 'O', type: '' };

/** Whether labels are places in entities: `O`, and `B-…`, `I-…` and their like, with or without a type. */
export function areEntityTags(labels: readonly string[]): boolean {
  const marked = labels.filter((label) => label !== 'O');
  return marked.every((label) => /^[BIMELSU](-.+)?$/.test(label)) && marked.some((label) => /^[BI]/.test(label));
}

/**
 * The entities of one sentence by the rules of CoNLL's `conlleval` (Tjong Kim Sang & Buchholz 2000), with S added as in
 * seqeval: an entity begins at B and S, wherever the type changes, and at any other place that follows O, E or S; it
 * ends before O, B and S, where the type changes, and after E and S. So IOB1, IOB2 (BIO), IOE, BIOES, BILOU and BMES
 * are all read, and an I without a B begins an entity.
 */
export function findEntities(tags: readonly string[]): readonly Entity[] {
  const entities: Entity[] = [];
  let start = -1;
  let before = OUTSIDE;
  for (let index = 0; index <= tags.length; index++) {
    const tag = readTag(tags[index] ?? 'O');
    if (start >= 0 && endsAfter(before, tag)) {
      entities.push({ start, end: index - 1, type: before.type });
      start = -1;
    }
    if (beginsAt(before, tag)) start = index;
    before = tag;
  }
  return entities;
}

function readTag(tag: string): Tag {
  const place = PLACES[tag.charAt(0)];
  return place === undefined ? OUTSIDE : { place, type: tag.slice(2) };
}

function endsAfter(before: Tag, { place, type }: Tag): boolean {
  if (before.place === 'E' || before.place === 'S') return true;
  return place === 'B' || place === 'S' || place === 'O' || type !== before.type;
}

function beginsAt(before: Tag, { place, type }: Tag): boolean {
  if (place === 'O') return false;
  if (place === 'B' || place === 'S') return true;
  return before.place === 'O' || before.place === 'E' || before.place === 'S' || type !== before.type;
}
