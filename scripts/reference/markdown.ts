/** The anchor that GitHub and VS Code give a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

/** A link to a heading of the same page. */
export function linkTo(heading: string): string {
  return `[${heading}](#${anchorOf(heading)})`;
}

/** The same link in a table's cell: bars and line ends would tear it. */
export function cell(text: string): string {
  return text
    .replaceAll('|', String.raw`\|`)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
