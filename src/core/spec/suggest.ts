/** The same word in camelCase, snake_case or with capitals. */
export function normalForm(word: string): string {
  return word.toLowerCase().replaceAll(/[_\-\s]/g, '');
}

/** The candidate that differs from `word` in spelling style only. */
export function sameWord(word: string, candidates: readonly string[]): string | undefined {
  const normal = normalForm(word);
  return candidates.find((candidate) => normalForm(candidate) === normal);
}

/** The candidate that `word` was most likely meant to be, or `undefined` where none is near. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const same = sameWord(word, candidates);
  // A word of any length may be pasted here, and the distance costs the product of the two lengths.
  if (same !== undefined || word.length > 60) return same;
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(normalForm(word), normalForm(candidate)) }))
    // Two single letters differ by one replacement and have nothing in common.
    .filter(({ candidate, distance }) => distance < normalForm(candidate).length)
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string alignment,
 * Damerau 1964).
 */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(beforeLast, j - 2) + 1 : Infinity;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, replaced, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
