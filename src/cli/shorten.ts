/** Characters of a text that a column of a table shows. */
const LONGEST_TEXT = 40;

/** A text in one line that fits into a table. */
export function shorten(text: string, longest = LONGEST_TEXT): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}
