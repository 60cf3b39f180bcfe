/** Reads the comment that a spec begins with, as one line of text; empty where there is none. */
export function leadingComment(text: string): string {
  const match = /^\uFEFF?\s*(?:\/\*([\s\S]*?)\*\/|((?:[^\S\n]*\/\/[^\n]*(?:\n|$))+))/.exec(text);
  const [, block, lines] = match ?? [];
  const words = block?.replaceAll(/^[^\S\n]*\*+/gm, '') ?? lines?.replaceAll(/^[^\S\n]*\/\/+/gm, '') ?? '';
  return words.replaceAll(/\s+/g, ' ').trim();
}
